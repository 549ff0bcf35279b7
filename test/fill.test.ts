/** An audit from the cache says the same as one that reads the files, and is one only where nothing differs that it depends on. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../src/audit.js';
import { Config } from '../src/model/config.js';

let folder: string;
let logs: string;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-cache-'));
  logs = path.join(folder, 'logs');
  fs.cpSync('samples/double-orders', logs, { recursive: true });
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly config?: object;
  readonly reading?: readonly string[];
  readonly paths?: readonly string[];
  readonly cached?: boolean;
}

/** The review, what was told of the configuration, and whether the files had to be read. */
async function audited({ config = {}, reading = [], paths = [logs], cached = true }: Told = {}) {
  let read = false;
  let unmatched: unknown;
  const review = await audit(paths, {
    config: Config.parse(config),
    today: '2026-06-01',
    ...(cached ? { cache: { folder: path.join(folder, 'cache'), reading } } : {}),
    onUnmatched: (entries) => {
      unmatched = entries;
    },
    onStage: (stage) => {
      read ||= stage === 'store';
    },
  });
  return { review: JSON.stringify(review), unmatched, read };
}

describe('the second audit', () => {
  it('reads nothing, and says the same', async () => {
    const first = await audited();
    const second = await audited();
    expect([first.read, second.read]).toEqual([true, false]);
    expect(second.review).toBe(first.review);
    expect(second.review).toBe((await audited({ cached: false })).review);
  });

  it('takes other parameters, severities and suppressions without reading', async () => {
    const config = { rules: { 'writes/created-twice': { enabled: false } } };
    const second = await audited({ config });
    expect(second.read).toBe(false);
    expect(second.review).toBe((await audited({ config, cached: false })).review);
  });

  it('tells of the same entries of the configuration that fit nothing', async () => {
    const config = {
      systems: { erp: { hosts: ['erp.brightline.test', 'erp.brightlin.test'] } },
      redaction: [{ kind: 'badge', match: 'BADGE-\\d+' }],
    };
    const [first, second, without] = [await audited({ config }), await audited({ config }), await audited({ config, cached: false })];
    expect(second.read).toBe(false);
    expect(second.unmatched).toEqual(without.unmatched);
    expect(second.unmatched).toEqual(first.unmatched);
    expect(second.review).toBe(without.review);
  });
});

describe('is read again', () => {
  it.each([
    ['with names of systems', { config: { systems: { erp: { hosts: ['erp.*'] } } } }],
    ['with texts that nobody may see', { config: { redaction: [{ kind: 'order', match: 'SO-\\d+' }] } }],
    ['in another way', { reading: ['zone +02:00'] }],
  ])('what is read %s', async (_, told) => {
    await audited();
    expect((await audited(told)).read).toBe(true);
    expect((await audited(told)).read).toBe(false);
  });

  it('a file that was changed; and the one before is still known', async () => {
    const other = path.join(folder, 'other');
    fs.cpSync(logs, other, { recursive: true });
    fs.appendFileSync(path.join(other, 'order-push.log'), 'a line more\n');
    expect((await audited({ paths: [other] })).read).toBe(true);
    expect((await audited({ paths: [other] })).read).toBe(false);
    expect((await audited()).read).toBe(false);
  });

  it('the same bytes under another name', async () => {
    const renamed = path.join(folder, 'renamed');
    fs.cpSync(logs, renamed, { recursive: true });
    fs.renameSync(path.join(renamed, 'order-push.log'), path.join(renamed, 'pusher.log'));
    expect((await audited({ paths: [renamed] })).read).toBe(true);
  });

  it('an input whose store does not open', async () => {
    const told = { reading: ['zone +05:00'] };
    await audited(told);
    const cache = path.join(folder, 'cache');
    for (const key of fs.readdirSync(cache)) fs.truncateSync(path.join(cache, key, 'store.duckdb'), 4096);
    expect((await audited(told)).read).toBe(true);
    expect((await audited(told)).read).toBe(false);
  });
});

it('holds no credential that the review would mask', async () => {
  const secrets = path.join(folder, 'secrets');
  fs.mkdirSync(secrets);
  const line = (n: number) =>
    JSON.stringify({ time: `2026-05-01T10:00:0${n}Z`, msg: 'POST /orders 201', authorization: 'Bearer sk_live_4eC39HqLyjWDarjtT1zdp7dc' });
  fs.writeFileSync(path.join(secrets, 'app.log'), [0, 1, 2].map((n) => `${line(n)}\n`).join(''));
  const before = new Set(fs.readdirSync(path.join(folder, 'cache')));
  await audited({ paths: [secrets] });
  const [key] = fs.readdirSync(path.join(folder, 'cache')).filter((name) => !before.has(name));
  for (const name of ['store.duckdb', 'entry.json'])
    expect(fs.readFileSync(path.join(folder, 'cache', key as string, name)).includes('4eC39HqLyjWDarjtT1zdp7dc')).toBe(false);
});
