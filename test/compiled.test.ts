/** The start of the program from what the build compiled. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { compiledPlace, startCompiled } from '../src/compiled.js';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-test-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

/** A file of code, and a start of it. */
function startOf(name: string, code: string) {
  const file = path.join(folder, `${name}.cjs`);
  fs.writeFileSync(file, code);
  const start = () => startCompiled<{ double: (n: number) => number }>(pathToFileURL(file));
  return { file, start };
}

const DOUBLE = "const path = require('node:path');\nmodule.exports = { double: (n) => n * 2, beside: path.join(__dirname, 'x') };";

it('code runs with what it asks for, compiled or not, and its compiled form is taken up', () => {
  const { file, start } = startOf('double', DOUBLE);
  const first = start();
  expect([first.exports, first.exports.double(4), first.taken]).toEqual([
    { double: expect.any(Function), beside: path.join(folder, 'x') },
    8,
    false,
  ]);
  fs.writeFileSync(compiledPlace(file), first.compiled());
  const second = start();
  expect([second.exports.double(4), second.taken]).toEqual([8, true]);
});

it('a compiled form that does not fit is left aside', () => {
  const { file, start } = startOf('strange', DOUBLE.replace('n * 2', '2 * n'));
  fs.writeFileSync(compiledPlace(file), 'of another version');
  const { exports, taken } = start();
  expect([exports.double(4), taken]).toEqual([8, false]);
});

it('the build keeps what its own V8 takes up', () => {
  const script = `
    const { readFileSync } = require('node:fs');
    require('node:v8').setFlagsFromString('--no-allocation-site-pretenuring');
    require('node:v8').setFlagsFromString('--regexp-tier-up-ticks=50');
    const code = require('node:module').wrap(readFileSync('dist/program.cjs', 'utf8'));
    const { cachedDataRejected } = new (require('node:vm').Script)(code, { cachedData: readFileSync('dist/program.v8') });
    console.log(cachedDataRejected);`;
  expect(spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stdout.trim()).toBe('false');
});

it('the build writes its code in ASCII, of which V8 holds one byte a letter', () => {
  const code = fs.readFileSync('dist/program.cjs');
  expect(code.findIndex((byte) => byte > 0x7f)).toBe(-1);
});
