/** The house rules of CONTRIBUTING.md. Each failure says what to do. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** The flow. A folder may import what stands before it as a type, and only these as a value: */
const FLOW = ['model', 'util', 'intake', 'store', 'rulepack', 'detect', 'assess', 'review', 'report'];
const SHARED = ['model', 'util'];
/** Files that put stages together, and the folder above them. */
const TOP = ['audit-options.ts', 'fill.ts', 'audit.ts', 'rule-cases.ts', 'cli', 'compiled.ts', 'main.ts'];

/** Where an outside package may be imported. */
const HOMES: Readonly<Record<string, string>> = {
  commander: 'cli/',
  chalk: 'cli/',
  '@duckdb/node-api': 'store/',
  '@duckdb/node-bindings': 'store/',
  yaml: 'util/yaml.ts',
  ndjson: 'intake/',
  fzstd: 'intake/containers/',
  yauzl: 'intake/containers/',
  'modern-tar': 'intake/containers/',
  marked: 'intake/formats/',
  'csv-parse': 'intake/formats/',
  sax: 'intake/formats/documents/xml-tree.ts',
  echarts: 'report/charts/svg.ts',
  'simple-statistics': 'util/statistics.ts',
  zod: 'model/',
};

const MOST_LINES = 250;
const PIPELINE_LINES = 80;

interface Import {
  readonly file: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

const files = fs
  .readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => name.endsWith('.ts'));
const imports = files.flatMap(importsOf);

function importsOf(file: string): Import[] {
  const text = fs.readFileSync(path.join('src', file), 'utf8');
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?([^'"`;]*?from\s+)?['"]([^'"]+)['"]/gm);
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g);
  return [
    ...[...statements].map((match) => ({ file, from: match[3] ?? '', typeOnly: isTypeOnly(match[1], match[2]) })),
    ...[...dynamic].map((match) => ({ file, from: match[1] ?? '', typeOnly: false })),
  ];
}

function isTypeOnly(keyword: string | undefined, names: string | undefined): boolean {
  if (keyword) return true;
  const list = /\{([^}]*)\}/.exec(names ?? '')?.[1];
  const items = (list ?? '').split(',').filter((item) => item.trim() !== '');
  return items.length > 0 && items.every((item) => item.trim().startsWith('type ')) && !/^[^{]*\w[^{]*,\s*\{/.test(names ?? '');
}

/** The room of a file: the first folder, or the file itself at the top. */
const roomOf = (file: string) => file.split('/')[0] ?? file;
const targetOf = ({ file, from }: Import) => path.posix.join(path.posix.dirname(file), from).replace(/\.js$/, '.ts');

function flowFault(edge: Import): string[] {
  if (!edge.from.startsWith('.')) return [];
  const [own, other] = [roomOf(edge.file), roomOf(targetOf(edge))];
  if (own === other || other === '..') return [];
  if (TOP.includes(own)) {
    if (FLOW.includes(other) || TOP.indexOf(other) < TOP.indexOf(own)) return [];
    return [`src/${edge.file} imports ${other}, which stands above it; move what both need down into a stage.`];
  }
  if (!FLOW.includes(own))
    return [`src/${edge.file} stands in no room of the house; put it into one of ${FLOW.join(', ')}, or add its room to this test.`];
  if (SHARED.includes(other) && FLOW.indexOf(other) < FLOW.indexOf(own)) return [];
  if (own === 'model' && other === 'util') return [];
  if (edge.typeOnly && FLOW.includes(other) && FLOW.indexOf(other) < FLOW.indexOf(own)) return [];
  return [
    `src/${edge.file} imports ${edge.from}: ${own} may import values only from model/, util/ and itself. Hand the thing in as an argument from audit.ts, or move it to util/.`,
  ];
}

test('imports point down the flow', () => {
  expect(imports.flatMap(flowFault)).toEqual([]);
});

test('each outside package is imported in one place', () => {
  const faults = imports.flatMap(({ file, from }) => {
    if (from.startsWith('.') || from.startsWith('node:')) return [];
    const name = from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : (from.split('/')[0] ?? from);
    const home = HOMES[name];
    if (!home) return [`src/${file} imports ${name}, which has no home; give it one in this test, or do without it.`];
    return file.startsWith(home) ? [] : [`src/${file} imports ${name}; only src/${home} may. Add what you need there and import that.`];
  });
  expect(faults).toEqual([]);
});

test('every package that the program depends on is used', () => {
  const { dependencies } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { dependencies: Record<string, string> };
  const used = new Set(imports.map(({ from }) => (from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : from.split('/')[0])));
  const faults = Object.keys(dependencies).filter((name) => !used.has(name));
  expect(faults.map((name) => `${name} is imported nowhere; take it out of package.json.`)).toEqual([]);
});

test('no file is too long to read', () => {
  const faults = files.flatMap((file) => {
    const lines = fs.readFileSync(path.join('src', file), 'utf8').trimEnd().split('\n').length;
    return lines > MOST_LINES ? [`src/${file} has ${lines} lines; split it by idea: ${MOST_LINES} are the most.`] : [];
  });
  expect(faults).toEqual([]);
});

test('the pipeline reads in one screen', () => {
  const text = fs.readFileSync('src/audit.ts', 'utf8');
  expect(text.split('\n').length, 'src/audit.ts is the table of contents; move work into a stage.').toBeLessThanOrEqual(PIPELINE_LINES);
  const stages = ['fillStore(', 'requireRules(', 'detect(', 'readExcerpts(', 'assess(', 'buildReview('];
  expect(stages.filter((stage) => !text.includes(stage))).toEqual([]);
});

test('nothing reaches for the network, other programs or the environment', () => {
  const banned = /from 'node:(https?|net|tls|dgram|dns|http2|child_process|cluster)'|\bfetch\(|process\.env\b(?!\.(NO_COLOR|TERM)\b)/;
  const faults = files.filter((file) => banned.test(fs.readFileSync(path.join('src', file), 'utf8')));
  expect(faults.map((file) => `src/${file} uses the network, another program or the environment; the program promises not to.`)).toEqual(
    [],
  );
});
