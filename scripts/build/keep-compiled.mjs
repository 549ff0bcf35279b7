// Writes what V8 compiles of dist/program.cjs in an audit of the smallest sample to dist/program.v8.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { compiledPlace, setEngine, startCompiled } from '../../src/compiled.ts';

setEngine();
const file = path.resolve('dist/program.cjs');
const { exports, compiled } = startCompiled(pathToFileURL(file));
const out = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-build-'));
process.exitCode = await exports.runCommandLine(['audit', 'samples/double-orders', '--no-config', '--quiet', '--out', out]);
fs.rmSync(out, { recursive: true, force: true });
fs.writeFileSync(compiledPlace(file), compiled());
