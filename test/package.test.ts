/** The package holds what a user needs and nothing else. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { expect, test } from 'vitest';

const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' });
const packed = (JSON.parse(stdout)[0].files as { path: string }[]).map((file) => file.path);

test('holds the program, the rules, the samples and what a user reads', () => {
  for (const file of [
    'dist/main.js',
    'dist/program.cjs',
    'dist/program.v8',
    'rules/taxonomy/http.yaml',
    'samples/double-orders/order-push.log',
    'docs/reference/caseharden.schema.json',
    'README.md',
    'LICENSE',
    'package.json',
  ])
    expect(packed).toContain(file);
  const assets = fs.readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => /\.(sql|yaml)$/.test(name));
  expect(assets.filter((name) => !packed.includes(`dist/${name}`))).toEqual([]);
});

test('holds nothing else', () => {
  const known =
    /^(dist\/.+\.(js|sql|yaml)|dist\/program\.(cjs|v8)|dist\/LICENCES\.txt|dist\/util\/yaml-cache\.json|rules\/.+\.(yaml|sql|md)|samples\/.+|docs\/reference\/(caseharden|policies)\.schema\.json|README\.md|LICENSE|package\.json)$/;
  expect(packed.filter((file) => !known.test(file))).toEqual([]);
});

test('the lock file names the packages of every platform, or `npm ci` refuses it', () => {
  const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const wanted = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}));
  const missing = wanted.filter((name) => !(`node_modules/${name}` in packages));
  expect(missing, 'Run `node scripts/complete-lock.mjs`.').toEqual([]);
});
