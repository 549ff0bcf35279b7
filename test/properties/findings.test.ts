/** What findings must not depend on: the order of files, how a log is cut into files, lines about other things. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { audit } from '../../src/audit.js';
import type { Finding } from '../../src/model/finding.js';

const SAMPLES = ['double-orders', 'nightly-inventory'];
const RUNS = { numRuns: 4, seed: 20_260_303 };
const TIMEOUT = 120_000;

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-properties-'));
let made = 0;
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

/** A folder with these files. */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = path.join(root, String(++made));
  fs.mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), text);
  return folder;
}

function sample(name: string): Record<string, string> {
  const folder = path.join('samples', name);
  return Object.fromEntries(fs.readdirSync(folder).map((file) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]));
}

/** All that a finding says but where its lines stand. */
function said({ evidence, ...finding }: Finding): unknown {
  return { ...finding, evidence: evidence.map(({ at, excerpt, why }) => ({ at, excerpt, why })) };
}

const findingsOf = async (...paths: string[]) => (await audit(paths)).findings;

describe.each(SAMPLES)('%s', (name) => {
  const files = sample(name);
  const names = Object.keys(files);

  test('findings do not depend on the order in which files are named', { timeout: TIMEOUT }, async () => {
    const folder = folderOf(files);
    const paths = names.map((file) => path.join(folder, file));
    const expected = (await findingsOf(...paths)).map(said);
    expect(expected.length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(paths, { minLength: paths.length }), async (shuffled) => {
        expect((await findingsOf(...shuffled)).map(said)).toEqual(expected);
      }),
      RUNS,
    );
  });

  test('findings do not depend on how a log is cut into files', { timeout: TIMEOUT }, async () => {
    const log = names.find((file) => file.endsWith('.log')) ?? '';
    const lines = (files[log] ?? '').trimEnd().split('\n');
    const expected = (await findingsOf(folderOf(files))).map(said);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: lines.length - 1 }), async (cut) => {
        const { [log]: _, ...others } = files;
        const parts = { [log]: lines.slice(0, cut), [`later-${log}`]: lines.slice(cut) };
        const texts = Object.fromEntries(Object.entries(parts).map(([part, some]) => [part, `${some.join('\n')}\n`]));
        expect((await findingsOf(folderOf({ ...others, ...texts }))).map(said)).toEqual(expected);
      }),
      RUNS,
    );
  });

  test('fingerprints survive lines about other things', { timeout: TIMEOUT }, async () => {
    const expected = (await findingsOf(folderOf(files))).map(({ fingerprint }) => fingerprint).sort();
    const noise = fc.array(
      fc.record({ place: fc.nat(), text: fc.constantFrom('cache warmed', 'heartbeat', 'configuration reloaded', 'gc finished') }),
      { maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(noise, async (added) => {
        const noisy = Object.fromEntries(
          Object.entries(files).map(([file, text]) => [file, file.endsWith('.log') ? withNoise(text, added) : text]),
        );
        expect((await findingsOf(folderOf(noisy))).map(({ fingerprint }) => fingerprint).sort()).toEqual(expected);
      }),
      RUNS,
    );
  });
});

/** Lines of the log's own spelling that speak of nothing that matters. */
function withNoise(text: string, added: readonly { place: number; text: string }[]): string {
  const lines = text.trimEnd().split('\n');
  for (const { place, text: message } of added) {
    const at = place % lines.length;
    const noise = noiseLike(lines[at] ?? '', message);
    if (noise) lines.splice(at, 0, noise);
  }
  return `${lines.join('\n')}\n`;
}

function noiseLike(line: string, message: string): string | null {
  const plain = /^\d{4}-\d\d-\d\d[ T][\d:.]+Z?/.exec(line);
  if (plain) return `${plain[0]} INFO  [housekeeping] ${message}`;
  const logfmt = /^ts=\S+/.exec(line);
  return logfmt ? `${logfmt[0]} level=info component=housekeeping msg="${message}"` : null;
}
