import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

it('breaks the main conditions of a rule, and says that its cases notice', () => {
  const { stdout, status } = spawnSync('npm', ['run', '-s', 'mutate', '--', '--main', 'observe/secret-exposure'], { encoding: 'utf8' });
  expect(stdout).toMatch(/^observe\/secret-exposure: [1-9]\d* mutants on \d+ cases, 0 survive\n[1-9]\d* mutants, 0 noticed by no case\n$/);
  expect(status).toBe(0);
}, 60_000);
