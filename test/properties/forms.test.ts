/** What a log says must not depend on the form in which it reaches us: other collectors around it, other loggers, other spellings. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { intake } from '../../src/intake/intake.js';
import type { Event } from '../../src/model/event.js';
import { withFolder } from '../intake/with-files.js';
import { AROUND, BEFORE, type Form, REWRITTEN, type Written } from './forms.js';

/** Enough lines for what is learned from a file. */
const LINES = 150;
/** What rules decide by. */
const TOLD = [
  'kind',
  'at_ms',
  'level',
  'signal',
  'method',
  'path',
  'operation',
  'status',
  'code',
  'attempt',
  'record_key',
  'created_id',
  'event_key',
  'duration_ms',
  'wait_ms',
] as const satisfies readonly (keyof Event)[];
const LOGS = ['healthy-day/dispatch-bridge.log', 'ledger-outage/billing-poster.log', 'webhook-echo/hooks.log'];
const TEXT = 'double-orders/order-push.log';
const TIMEOUT = 20_000;

const linesOf = (log: string): readonly string[] =>
  fs.readFileSync(path.join('samples', log), 'utf8').trimEnd().split('\n').slice(0, LINES);

async function eventsOf(text: string, ending: string): Promise<readonly Event[]> {
  const events: Event[] = [];
  await withFolder({ [`app.${ending}`]: text }, async (folder) => {
    await intake([folder], (some) => void events.push(...some));
  });
  return events;
}

/** What an event tells, durations to the microsecond: seconds as fractions are not exact. */
const told = (event: Event) =>
  Object.fromEntries(TOLD.map((name) => [name, typeof event[name] === 'number' ? Math.round(event[name] * 1000) / 1000 : event[name]]));

describe.each([...LOGS, TEXT])('%s', (log) => {
  const lines = linesOf(log);
  const original = eventsOf(`${lines.join('\n')}\n`, 'log');

  /** The lines with the times of their events; a line without an event of its own is part of the one before it. */
  async function written(): Promise<readonly Written[]> {
    const times = new Map((await original).map(({ line, at_ms }) => [line, at_ms]));
    let last = 0;
    return lines.map((text, index) => {
      last = times.get(index + 1) ?? last;
      return { text, at: last };
    });
  }

  const same = async (form: Form): Promise<void> => {
    const events = (await eventsOf(form.write(await written()), form.ending)).map(told);
    expect(events).toEqual((await original).map(told));
  };

  test('the log says something', async () => {
    const events = await original;
    expect(events.length).toBeGreaterThanOrEqual(lines.length);
    expect(events.every(({ at_ms }) => at_ms !== null)).toBe(true);
    expect(events.filter(({ record_key }) => record_key !== null).length).toBeGreaterThan(lines.length / 2);
  });
  test.each(AROUND)('within $name', { timeout: TIMEOUT }, same);
  if (log === TEXT) test.each(BEFORE)('behind $name', { timeout: TIMEOUT }, same);
  else test.each(REWRITTEN)('as $name', { timeout: TIMEOUT }, same);
});
