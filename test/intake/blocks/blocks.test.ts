/** What other threads read is what one thread reads: the same rows in the same order, and the same account. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { createPool, startThread, type Thread } from '../../../src/intake/blocks/pool.js';
import { serve } from '../../../src/intake/blocks/serve.js';
import { type IntakeOptions, intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import { eventColumns } from '../../../src/model/event-columns.js';
import { openColumns } from '../../../src/util/columns.js';
import { withFolder } from '../with-files.js';
import { rowsOf } from './rows-of.js';

/** The other end of a channel stands in for a thread: what goes through is copied as between threads. */
function channel(): Thread {
  const { port1, port2 } = new MessageChannel();
  serve({ post: (message, transfer) => port2.postMessage(message, transfer), listen: (take) => void port2.on('message', take) });
  return {
    port: { post: (message) => port1.postMessage(message), listen: (take) => void port1.on('message', take) },
    onError: () => {},
    end: async () => port1.close(),
  };
}

interface Read {
  readonly inputs: unknown;
  readonly rows: readonly unknown[];
  /** Rows that came as columns. */
  readonly shared: number;
}

async function read(folder: string, threads: (() => Thread[]) | null, block: number): Promise<Read> {
  const rows: unknown[] = [];
  let shared = 0;
  const options: IntakeOptions = {
    columns: (batch) => {
      shared += batch.rows;
      rows.push(...rowsOf(batch));
    },
    threads: () => (threads === null ? null : createPool(threads())),
    measures: { bytes: 0, lines: 1, block },
  };
  const columns = openColumns(eventColumns(), 200);
  const sink = (events: readonly Event[]) => {
    for (const event of events) columns.add(event);
    rows.push(...rowsOf(columns.take()));
  };
  const inputs = await intake([folder], sink, options);
  return { inputs: JSON.parse(JSON.stringify(inputs)), rows, shared };
}

async function bothWays(folder: string, threads = () => [channel(), channel()], block = 10): Promise<Read> {
  const [alone, together] = [await read(folder, null, block), await read(folder, threads, block)];
  expect(together.inputs).toEqual(alone.inputs);
  expect(together.rows).toEqual(alone.rows);
  return together;
}

const time = (second: number) => new Date(Date.UTC(2026, 2, 4, 5, 6, 0) + second * 1000).toISOString();
const lines = (count: number, line: (n: number) => string) => Array.from({ length: count }, (_, n) => line(n)).join('\n');
const call = (n: number) =>
  JSON.stringify({ time: time(n), service: 'sync', order_id: `A-${n % 40}`, method: 'POST', url: 'https://erp.test/orders', status: 200 });

describe('files that are shared', () => {
  test('answers find their requests in earlier blocks', async () => {
    const text = lines(300, (n) =>
      n % 2 === 0
        ? `${time(n)} INFO [w-${n % 6}] Sending POST https://ledger.test/v1/entries order=A-${1000 + n}`
        : `${time(n)} INFO [w-${(n - 1) % 6}] ledger answered 201 for order A-${1000 + n - 1 - (n > 40 ? 30 : 0)}`,
    );
    const { rows, shared } = await withFolder({ 'app.log': text }, (folder) => bothWays(folder));
    expect(shared).toBe(rows.length);
    expect(
      rows.filter((row) => (row as { method: unknown; status: unknown }).method === 'POST' && (row as { status: unknown }).status === 201)
        .length,
    ).toBeGreaterThan(50);
  });

  test('stack traces stay with their record', async () => {
    const text = lines(120, (n) =>
      n % 4 === 0 ? `${time(n)} ERROR POST https://erp.test/orders failed` : `    at Erp.post(Erp.java:${n})`,
    );
    const { rows, shared } = await withFolder({ 'app.log': text }, (folder) => bothWays(folder));
    expect([rows.length, shared]).toEqual([30, 30]);
  });

  test('a format with a memory is read by one thread from the line on that needs it', async () => {
    const entry = (n: number) => ({ level: 30, time: Date.parse(time(n)), pid: 7, hostname: 'a', reqId: `r-${n >> 1}` });
    const text = lines(200, (n) =>
      n < 100
        ? call(n)
        : n % 2 === 0
          ? JSON.stringify({ ...entry(n), req: { method: 'GET', url: `/orders/${n}` }, msg: 'incoming request' })
          : JSON.stringify({ ...entry(n), res: { statusCode: 200 }, responseTime: 4, msg: 'request completed' }),
    );
    const { rows, shared } = await withFolder({ 'app.log': text }, (folder) => bothWays(folder));
    expect(rows.length).toBe(200);
    expect(shared).toBeGreaterThan(50);
    expect(shared).toBeLessThan(150);
  });

  test('what cannot be read is told alike', async () => {
    const text = lines(100, (n) => (n % 9 === 0 ? `{"time": broken ${n}` : call(n)));
    const { shared } = await withFolder({ 'app.log': text, 'other.log': lines(60, call) }, (folder) => bothWays(folder));
    expect(shared).toBeGreaterThan(100);
  });

  test('a file that is longer than what is learned from', async () => {
    const { rows, shared } = await withFolder({ 'app.log': lines(20_500, call) }, (folder) => bothWays(folder, undefined, 1_000));
    expect([rows.length, shared]).toEqual([20_500, 20_500]);
  }, 180_000);

  test('lines in a wrapper, and times on a clock that is put back, are read by one thread', async () => {
    const wrapped = lines(50, (n) => JSON.stringify({ log: `${call(n)}\n`, stream: 'stdout', time: time(n) }));
    const local = `all times are Europe/Berlin\n${lines(50, (n) => `2026-10-25 02:${10 + n}:00 INFO service started, time zone Europe/Berlin`)}`;
    const { shared } = await withFolder({ 'docker.log': wrapped, 'local.log': local }, (folder) => bothWays(folder));
    expect(shared).toBe(0);
  });
});

/** Blocks of ten lines have many seams; of the longer logs of the cases they would be tens of thousands, and take minutes. */
const MOST_BYTES = 250_000;

function bytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}

const WORKER = path.resolve('dist/intake-worker.js');

test.runIf(existsSync(WORKER))('threads of the built program', async () => {
  const start = () => [startThread(new URL(`file://${WORKER}`))];
  const { shared } = await withFolder({ 'app.log': lines(400, call) }, (folder) => bothWays(folder, start));
  expect(shared).toBe(400);
});

const FOLDERS = [
  ['samples', ''],
  [path.resolve('../shared/cases'), 'input'],
] as const;

describe.each(FOLDERS.filter(([folder]) => existsSync(folder)))('the shorter logs of %s', (folder, inner) => {
  const inputs = readdirSync(folder).map((name) => path.join(folder, name, inner));
  test.each(inputs.filter((input) => existsSync(input) && statSync(input).isDirectory() && bytesOf(input) <= MOST_BYTES))(
    '%s',
    async (input) => {
      await bothWays(input);
    },
    180_000,
  );
});
