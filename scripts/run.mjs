#!/usr/bin/env node
// Runs a script that imports sources of the program: `node scripts/run.mjs scripts/make-docs.mjs [argument ...]`.
// The script and its sources become one file under node_modules/.cache, packages stay where they are.
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { placed } from './build/sources.mjs';

const script = process.argv[2];
const file = path.resolve('node_modules/.cache/scripts', path.basename(script));
await build({
  entryPoints: [script],
  outfile: file,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
  plugins: [placed((source) => JSON.stringify(pathToFileURL(source).href))],
});
process.argv.splice(1, 2, path.resolve(script));
await import(pathToFileURL(file).href);
