import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isYearless } from '../../../src/intake/inputs/year.js';
import { intake } from '../../../src/intake/intake.js';
import { seriesOf } from '../../../src/intake/records/series.js';
import type { Event } from '../../../src/model/event.js';

const folder = mkdtempSync(path.join(tmpdir(), 'caseharden-series-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(files: Record<string, string>): Promise<Event[]> {
  const here = mkdtempSync(path.join(folder, 'case-'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(path.join(here, name), text);
    utimesSync(path.join(here, name), new Date('2025-11-05T00:00:00Z'), new Date('2025-11-05T00:00:00Z'));
  }
  const events: Event[] = [];
  await intake([here], (batch) => void events.push(...batch));
  return events;
}

describe('files of one series', () => {
  it.each([
    ['billing.log', 'billing.log.1'],
    ['billing.log.2.gz', 'billing.log.1'],
    ['billing-2026-03-04.log', 'billing-2026-03-05.log'],
    ['pods/billing-7d9c5b6f4-x2x9q/0.log', 'pods/billing-7d9c5b6f4-k4k7m/0.log'],
    ['billing-0.log', 'billing-1.log'],
  ])('%s and %s', (one, other) => expect(seriesOf(one)).toBe(seriesOf(other)));

  it.each([
    ['billing.log', 'ledger.log'],
    ['billing-worker.log', 'billing-api.log'],
    ['orders.csv', 'invoices.csv'],
  ])('not %s and %s', (one, other) => expect(seriesOf(one)).not.toBe(seriesOf(other)));

  it('learn from each other: attempts that count from 0 in one do so in all', async () => {
    const line = (n: number, attempt: number) =>
      JSON.stringify({
        time: `2026-03-04T05:06:0${n}Z`,
        level: 'info',
        msg: 'sent',
        order: `A-100${n}`,
        attempt,
        method: 'POST',
        path: '/v1/entries',
        status: 503,
      });
    const events = await read({ 'billing.log.1': `${line(1, 0)}\n${line(2, 0)}\n`, 'billing.log': `${line(3, 1)}\n${line(4, 2)}\n` });
    expect(events.map((event) => event.attempt).sort()).toEqual([1, 1, 2, 3]);
  });
});

describe('times without a year', () => {
  const SYSLOG =
    'Mar 04 05:06:07 app01 billing[77]: level=info msg="sent" order=A-1001\nMar 04 05:06:08 app01 billing[77]: level=info msg="sent" order=A-1002\n';

  it('are told by how the lines start', () => {
    expect(isYearless(SYSLOG.trim().split('\n'))).toBe(true);
    expect(isYearless(['I0304 05:06:07.000000       1 main.go:1] sent'])).toBe(true);
    expect(isYearless(['2026-03-04T05:06:07Z sent', 'Tue Mar 04 05:06:07 2026 sent'])).toBe(false);
  });

  it('are of the year of the other files', async () => {
    const events = await read({
      'a.log': SYSLOG,
      'b.log': '2024-03-04 05:06:07 INFO ledger: fine\n2024-03-04 05:06:08 INFO ledger: fine\n',
    });
    expect(events.every((event) => new Date(event.at_ms!).getUTCFullYear() === 2024)).toBe(true);
  });

  it('are of the year in which the file was last changed when it is alone', async () => {
    const events = await read({ 'a.log': SYSLOG });
    expect(new Date(events[0]!.at_ms!).toISOString()).toBe('2025-03-04T05:06:07.000Z');
  });
});
