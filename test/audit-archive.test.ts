/** An incident that is handed in as an archive is audited as the folder in it would be. */
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { audit } from '../src/audit.js';
import { tar, zip } from './intake/containers/pack.js';
import { withFolder } from './intake/with-files.js';

function filesOf(folder: string): { name: string; content: Buffer }[] {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ name: path.relative(folder, file), content: fs.readFileSync(file) }));
}

const CASES = [
  ['ledger-outage', 'incident.zip', zip],
  ['double-orders', 'incident.tgz', (files: Parameters<typeof tar>[0]) => gzipSync(tar(files))],
] as const;

test.each(CASES)('%s as %s', { timeout: 120_000 }, async (sample, name, pack) => {
  const files = filesOf(`samples/${sample}`);
  const expected = JSON.stringify((await audit([`samples/${sample}`])).findings);
  await withFolder({ [name]: pack(files) }, async (folder) => {
    const { findings, inputs } = await audit([path.join(folder, name)]);
    expect(inputs.filter((input) => !input.path.startsWith(`${name}/`))).toEqual([]);
    expect(JSON.stringify(findings).replaceAll(`${name}/`, '')).toBe(expected);
  });
});
