/** Prometheus' own tool, where it is installed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Whether promtool is there; says aloud what is not checked when it is not. */
export function hasPromtool(whatIsNotChecked: string): boolean {
  try {
    execFileSync('promtool', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    console.warn(`SKIPPED: promtool is not installed, so ${whatIsNotChecked}. Install the prometheus package.`);
    return false;
  }
}

/** What `promtool check rules` says of a rule file; its error when the rules are refused. */
export function checkPrometheusRules(rules: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'promtool-'));
  const file = path.join(folder, 'rules.yml');
  writeFileSync(file, rules);
  try {
    return execFileSync('promtool', ['check', 'rules', file], { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    return String((error as { stderr: string }).stderr);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What `promtool test rules` says of rules and their tests; its complaint when a test fails. */
export function testPrometheusRules(rules: string, tests: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'promtool-'));
  writeFileSync(path.join(folder, 'prometheus-rules.yml'), rules);
  writeFileSync(path.join(folder, 'tests.yml'), tests);
  try {
    return execFileSync('promtool', ['test', 'rules', 'tests.yml'], { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return `${stdout}${stderr}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
