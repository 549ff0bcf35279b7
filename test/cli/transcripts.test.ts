/**
 * Runs the command-line scripts beside this file. A script is a Markdown file; in its `console`
 * blocks, `$ ` starts a command for the shell, `! ` a line of standard error, `[N]` the exit status
 * when it is not 0, and all other lines are standard output. Each file has a folder of its own with
 * a copy of samples/ in it. `npm run transcripts` writes what the commands print now.
 */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const HERE = import.meta.dirname;
const ROOT = path.resolve(HERE, '../..');
const BLOCK = /^```console\n([\s\S]*?)^```$/gm;
/** Pages of the docs whose commands are run as well. */
const PAGES = ['docs/repeating-audits.md', 'docs/configuration.md'];
const scripts = [
  ...fs
    .readdirSync(HERE)
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join('test/cli', name)),
  ...PAGES,
];

for (const script of scripts) {
  test(`${path.basename(script)} (rebuild with: npm run transcripts)`, { timeout: 120_000 }, () => {
    const file = path.join(ROOT, script);
    const written = fs.readFileSync(file, 'utf8');
    const folder = makeFolder();
    try {
      const printed = written.replace(
        BLOCK,
        (_, block: string) =>
          `\`\`\`console\n${commandsOf(block)
            .map((command) => transcript(command, folder))
            .join('')}\`\`\``,
      );
      if (process.env.UPDATE_TRANSCRIPTS) fs.writeFileSync(file, printed);
      else expect(printed).toBe(written);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
}

function makeFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-cli-'));
  fs.cpSync(path.join(ROOT, 'samples'), path.join(folder, 'samples'), { recursive: true });
  fs.cpSync(path.join(ROOT, 'docs/configuration.md'), path.join(folder, 'configuration.md'));
  fs.mkdirSync(path.join(folder, '.bin'));
  const shim = `#!/bin/sh\nexec ${process.execPath} ${path.join(ROOT, 'dist/main.js')} "$@"\n`;
  fs.writeFileSync(path.join(folder, '.bin/caseharden'), shim, { mode: 0o755 });
  return folder;
}

function commandsOf(block: string): string[] {
  return block.split('\n').flatMap((line) => (line.startsWith('$ ') ? [line.slice(2)] : []));
}

function transcript(command: string, folder: string): string {
  const env = { PATH: `${path.join(folder, '.bin')}:${process.env.PATH}`, HOME: folder, LC_ALL: 'C' };
  const { stdout, stderr, status } = spawnSync('sh', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
  const said = linesOf(stderr).map((line) => `! ${line}`);
  const ended = status === 0 ? [] : [`[${status}]`];
  return [`$ ${command}`, ...said, ...linesOf(stdout), ...ended].map((line) => `${line}\n`).join('');
}

function linesOf(printed: string): string[] {
  return printed === '' ? [] : printed.replace(/\n$/, '').split('\n');
}
