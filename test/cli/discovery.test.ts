/** The configuration is found upwards from the working folder; its folders are seen from where it stands. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'discovery-'));
  fs.mkdirSync(path.join(folder, 'below/deep'), { recursive: true });
  fs.cpSync('samples/double-orders', path.join(folder, 'in'), { recursive: true });
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const program = path.resolve('dist/main.js');
const audit = (...more: string[]) =>
  spawnSync(process.execPath, [program, 'audit', '../../in', '--quiet', ...more], {
    cwd: path.join(folder, 'below/deep'),
    encoding: 'utf8',
  });
const written = (below: string) => fs.readdirSync(path.join(folder, below)).sort();

test('the nearest caseharden.yaml above is used, and only the files it asks for are written', () => {
  fs.writeFileSync(path.join(folder, 'caseharden.yaml'), 'outputs: {folder: audits, files: [review.md]}\n');
  expect(audit()).toMatchObject({ status: 0, stderr: '' });
  expect(written('audits')).toEqual(['findings.json', 'review.md']);
});

test('--out comes first, --no-config goes without', () => {
  fs.writeFileSync(path.join(folder, 'caseharden.yaml'), 'outputs: {folder: audits, files: [review.md]}\n');
  expect(audit('--out', '../chosen').status).toBe(0);
  expect(written('below/chosen')).toEqual(['findings.json', 'review.md']);
  expect(audit('--no-config', '--out', '../whole').status).toBe(0);
  expect(written('below/whole')).toContain('review.html');
});

test('entries that match nothing are errors, or notes where the configuration says so', () => {
  fs.writeFileSync(path.join(folder, 'caseharden.yaml'), 'owners: {nobody: {team: books}}\n');
  expect(audit('--out', '../a')).toMatchObject({
    status: 2,
    stderr: 'caseharden: ../../caseharden.yaml:1: nobody is no system of this input; take it out\n',
  });
  expect(written('below/a')).toContain('findings.json');
  fs.appendFileSync(path.join(folder, 'caseharden.yaml'), 'unmatched: note\n');
  expect(audit('--out', '../a')).toMatchObject({ status: 0, stderr: '' });
});

test('what the configuration hides stands neither in events nor in inspect', () => {
  fs.writeFileSync(
    path.join(folder, 'caseharden.yaml'),
    'redaction: [{kind: order_number, match: "SO-\\\\d+"}]\nsystems: {erp: {hosts: ["erp.*"]}}\n',
  );
  const look = (command: string) =>
    spawnSync(process.execPath, [program, command, '../../in'], { cwd: path.join(folder, 'below/deep'), encoding: 'utf8' }).stdout;
  expect(look('events')).toContain('[REDACTED:order_number 1]');
  expect(look('events')).toContain('"target":"erp"');
  for (const command of ['events', 'inspect']) expect(look(command)).not.toMatch(/SO-\d/);
});
