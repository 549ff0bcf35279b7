/** What the audit says of samples/ is what stands in reports/, byte for byte. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit.js';
import type { Review } from '../../src/model/review.js';
import { renderFiles } from '../../src/report/files.js';

const names = fs.readdirSync('samples').sort();

/** Category to the records that must be named; null where the harm is not per record. */
const EXPECTED: Readonly<Record<string, Readonly<Record<string, readonly string[] | null>>>> = {
  'double-orders': { duplicate_write: ['SO-2044', 'SO-2049'] },
  'healthy-day': {},
  'ledger-outage': { retry_storm: null, unsynced_record: invoicesGivenUp() },
  'nightly-inventory': { rate_limit_saturation: null, non_retryable_retry: null, unsynced_record: levelsMissing() },
  'webhook-echo': { duplicate_write: null },
};

function invoicesGivenUp(): string[] {
  const log = fs.readFileSync('samples/ledger-outage/billing-poster.log', 'utf8');
  return [...log.matchAll(/giving up on invoice (INV-\d+)/g)].map((match) => match[1] ?? '');
}

function levelsMissing(): string[] {
  const skus = (file: string) =>
    fs
      .readFileSync(`samples/nightly-inventory/${file}`, 'utf8')
      .split('\n')
      .slice(1, -1)
      .map((row) => row.split(',')[0] ?? '');
  const arrived = new Set(skus('storefront-stock.csv'));
  return skus('warehouse-stock.csv').filter((sku) => !arrived.has(sku));
}

describe.each(names)('%s', (name) => {
  let review: Review;
  beforeAll(async () => {
    review = await audit([path.join('samples', name)]);
  });

  test('is told as in reports/ (rebuild with: npm run reports)', () => {
    const folder = path.join('reports', name);
    const kept = fs.existsSync(folder)
      ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => fs.statSync(path.join(folder, file)).isFile())
      : [];
    const files = renderFiles(review);
    expect(kept.sort()).toEqual([...files.keys()].sort());
    for (const [file, text] of files) {
      if (fs.readFileSync(path.join(folder, file), 'utf8') !== text)
        expect.fail(`${folder}/${file} differs. Run \`npm run reports\` and look at the diff.`);
    }
  });

  test('has the findings it was made for, and no others of medium or above', () => {
    const serious = review.findings.filter(({ severity }) => ['critical', 'high', 'medium'].includes(severity));
    const expected = EXPECTED[name] ?? {};
    expect(Object.keys(expected).filter((category) => !review.findings.some((finding) => finding.category === category))).toEqual([]);
    if (name === 'healthy-day') expect(serious.map(({ title }) => title)).toEqual([]);
    for (const [category, keys] of Object.entries(expected)) {
      if (keys === null) continue;
      const named = review.findings.filter((finding) => finding.category === category).flatMap(({ records }) => records.keys);
      expect([...new Set(named)].sort(), category).toEqual([...keys].sort());
    }
  });

  test('has evidence that stands where it says', () => {
    for (const { file, line } of review.findings.flatMap(({ evidence }) => evidence)) {
      const lines = fs.readFileSync(path.join('samples', name, file), 'utf8').split('\n');
      expect(lines[line - 1], `${file}:${line}`).toBeTruthy();
    }
  });
});

describe('the generator', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-samples-'));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test('makes the committed samples again (rebuild with: npm run samples)', () => {
    const { status } = spawnSync(process.execPath, [path.resolve('scripts/make-samples.mjs')], { cwd: folder });
    expect(status).toBe(0);
    for (const file of fs.readdirSync('samples', { recursive: true, encoding: 'utf8' })) {
      const place = path.join('samples', file);
      if (!fs.statSync(place).isFile()) continue;
      expect(fs.readFileSync(path.join(folder, place)).equals(fs.readFileSync(place)), `${place} differs; run \`npm run samples\``).toBe(
        true,
      );
    }
  });
});
