#!/usr/bin/env node
// Measures whole audits as processes, beside what else people reach for on the same files in the same run.
// Usage: npm run bench [-- --lines 1000000 --runs 3 --inputs FOLDER --write]
// --write keeps the tables in docs/benchmark.md. Inputs are made once and kept in FOLDER.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { inputFile, mixedFolder } from './inputs/write.mjs';
import { installed, measure } from './measure.mjs';
import { peersOf } from './peers/peers.mjs';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '3' },
    inputs: { type: 'string', default: path.join(os.tmpdir(), 'caseharden-bench') },
    write: { type: 'boolean', default: false },
  },
});
const lines = Number(values.lines);
const runs = Number(values.runs);
const out = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-bench-out-'));
const missing = new Set();
const audit = (input) => [process.execPath, 'dist/main.js', 'audit', input, '--out', path.join(out, 'review'), '--quiet'];

const tables = [
  await table('JSON lines', inputFile(values.inputs, 'json', lines), 'json'),
  await table('Access log', inputFile(values.inputs, 'access', lines), 'access'),
  await table('logfmt', inputFile(values.inputs, 'logfmt', lines), 'logfmt'),
  await table('Folder of all three', mixedFolder(values.inputs, lines), undefined),
  await table('Start: the smallest sample', 'samples/double-orders', undefined),
];
fs.rmSync(out, { recursive: true, force: true });
const page = [
  '# Benchmark\n',
  `Made by \`npm run bench -- --lines ${lines} --runs ${runs} --write\` on ${os.cpus().length} cores of ${os.cpus()[0]?.model.trim()},`,
  `Node ${process.versions.node}. Each command is a process of its own; seconds are the median of ${runs} runs, memory is the peak.`,
  'The ratio is the time of the audit by the time of the other command. The audit reads every field and answers all rules;',
  `the others answer one question each.${missing.size > 0 ? ` Not installed here, so not measured: ${[...missing].join(', ')}.` : ''}\n`,
  ...tables,
].join('\n');
process.stdout.write(page);
if (values.write) fs.writeFileSync('docs/benchmark.md', page);

async function table(title, input, format) {
  const whole = await measure(audit(input), runs);
  const rows = [['audit with all outputs', whole]];
  for (const peer of format ? peersOf(format, input) : []) {
    if (installed(peer.program)) rows.push([peer.name, await measure(peer.command, runs)]);
    else missing.add(peer.program);
  }
  return [
    `## ${title}\n`,
    format ? `${lines.toLocaleString('en')} lines, ${(fs.statSync(input).size / 1e6).toFixed(0)} MB\n` : '',
    '| command | seconds | memory, MB | audit is slower by |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ([name, one], n) =>
        `| ${name} | ${one.seconds.toFixed(2)} | ${one.megabytes.toFixed(0)} | ${n === 0 ? '' : `${(whole.seconds / one.seconds).toFixed(1)}`} |`,
    ),
    '\n',
  ].join('\n');
}
