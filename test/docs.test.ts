/** Pages made from code and rules are up to date; links between pages resolve. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

test('generated pages are up to date', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'scripts/make-docs.mjs', '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...fs.readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name}`),
].filter((name) => name.endsWith('.md'));

test('links between pages resolve', () => {
  const broken = pages.flatMap((page) => {
    const links = [...fs.readFileSync(page, 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map((match) => match[1] ?? '');
    return links
      .filter((link) => !/^https?:/.test(link) && !fs.existsSync(path.join(path.dirname(page), link)))
      .map((link) => `${page}: ${link}`);
  });
  expect(broken).toEqual([]);
});

test('README names every command and every option of the program', () => {
  const readme = fs.readFileSync('README.md', 'utf8');
  const program = fs.readFileSync('src/cli/program.ts', 'utf8');
  const options = [...program.matchAll(/'(--[a-z-]+)/g)].map((match) => match[1] ?? '');
  const commands = [...program.matchAll(/\.command\('([a-z]+)'\)/g)].map((match) => match[1] ?? '');
  expect([...options, ...commands].filter((word) => !readme.includes(word))).toEqual([]);
});
