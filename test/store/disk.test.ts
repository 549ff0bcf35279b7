/** Tables that do not fit into memory hold the same as those that do, and leave nothing behind. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withSpill } from '../../src/cli/spill.js';
import { type Detected, detect } from '../../src/detect/detect.js';
import { requireRules } from '../../src/rulepack/required.js';
import { loadTaxonomy } from '../../src/rulepack/taxonomy.js';
import type { Row } from '../../src/store/engine.js';
import type { EngineRoom } from '../../src/store/room.js';
import { openStore } from '../../src/store/store.js';
import { UserError } from '../../src/util/user-error.js';
import { BUILT_IN_RULES, TAXONOMY } from '../../src/util/version.js';
import { eventsOf } from '../support/store.js';

let folder: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-disk-'));
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const EVENTS = 32_000;
const ENDINGS = [200, 200, 200, 429, 503];

/** Calls about orders, two for each, with times that all differ. */
function* batches() {
  const defaults = { service: 'billing', target: 'ledger.test', vantage: 'caller', method: 'POST', route: '/orders' };
  const [event] = eventsOf([{ at: '10:00:00', record_key: 'A-1', request_id: 'r-1', status: 200, duration_ms: 5 }], defaults);
  const made = (n: number) => ({
    ...event!,
    line: n + 1,
    at_ms: event!.at_ms! + n * 7,
    start_ms: event!.at_ms! + n * 7 - 5,
    end_ms: event!.at_ms! + n * 7,
    status: ENDINGS[n % ENDINGS.length]!,
    record_key: `A-${n >> 1}`,
    request_id: `request-with-a-long-id-${n}`,
    path: `/orders/of/the/customer/${n}`,
  });
  for (let from = 0; from < EVENTS; from += 2_000) yield Array.from({ length: 2_000 }, (_, n) => made(from + n));
}

interface Told {
  /** Sums over the views, which no row can leave as they are. */
  readonly sums: readonly Row[];
  /** What all rules say. */
  readonly detected: Detected;
}

async function toldBy(room: EngineRoom): Promise<Told> {
  const store = await openStore(room);
  try {
    for (const batch of batches()) await store.load(batch);
    await store.build(loadTaxonomy(TAXONOMY));
    const sums = ['events', 'observations', 'calls', 'attempts', 'operations', 'sightings'].map((view) =>
      store.rows(`SELECT count(*) AS counted, sum(hash(COLUMNS(*)) % 1000003) FROM ${view}`),
    );
    return { sums: (await Promise.all(sums)).flat(), detected: await detect(store, await requireRules([BUILT_IN_RULES])) };
  } finally {
    store.close();
  }
}

it('gives the same rows and findings from a file and little memory, and takes the file away', async () => {
  const seen = new Set<string>();
  const few = await withSpill(folder, async (spill) => {
    const look = setInterval(() => {
      for (const name of fs.existsSync(spill) ? fs.readdirSync(spill) : []) seen.add(name);
    }, 5);
    return await toldBy({ spill, memory: 120e6 }).finally(() => clearInterval(look));
  });
  expect([...seen]).toContain('tables.duckdb');
  expect([...seen].filter((name) => name.startsWith('duckdb_temp'))).not.toEqual([]);
  expect(fs.readdirSync(folder)).toEqual([]);
  expect(few.sums[0]!['counted']).toBe(EVENTS);
  expect(few.detected.detections).not.toEqual([]);
  expect(few.detected.outcomes.filter(({ outcome }) => outcome === 'error')).toEqual([]);
  expect(few).toEqual(await toldBy({}));
}, 300_000);

it('says in one line when even that is too little', async () => {
  const failed = withSpill(folder, (spill) => toldBy({ spill, memory: 40e6 }));
  await expect(failed).rejects.toThrow(/^The tables of the audit do not fit into the memory that is allowed\. Allow more with --memory/);
  await expect(failed).rejects.toThrow(UserError);
  expect(fs.readdirSync(folder)).toEqual([]);
});
