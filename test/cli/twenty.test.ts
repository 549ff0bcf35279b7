/** Twenty mistakes that people make in a configuration: each gives one line that tells where it is and how to mend it. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'twenty-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

interface Mistake {
  readonly what: string;
  readonly yaml: string;
  /** The lines on standard error. */
  readonly says: readonly string[];
}

const accepted = 'reason: known, author: mo';

const MISTAKES: readonly Mistake[] = [
  {
    what: 'a misspelt part',
    yaml: 'systms:\n  erp: {hosts: [erp.example.test]}\n',
    says: ['c.yaml:1: systms: there is no such setting; did you mean systems?'],
  },
  {
    what: 'a misspelt setting inside',
    yaml: 'systems:\n  erp:\n    host: [erp.example.test]\n',
    says: ['c.yaml:3: systems.erp.host: there is no such setting; did you mean hosts?'],
  },
  {
    what: 'a text where a list belongs',
    yaml: 'systems:\n  erp:\n    hosts: erp.example.test\n',
    says: ['c.yaml:3: systems.erp.hosts is the text "erp.example.test" and must be a list: write [one, another]'],
  },
  {
    what: 'a number where a text belongs',
    yaml: 'systems:\n  erp: {services: [42]}\n',
    says: ['c.yaml:2: systems.erp.services.0 is 42 and must be a text: put it in quotes if it looks like something else'],
  },
  {
    what: 'a severity that is none',
    yaml: 'rules:\n  retries/storm:\n    severity:\n      cap: hihg\n',
    says: ['c.yaml:4: rules.retries/storm.severity.cap: hihg is not one of critical, high, medium, low, info; did you mean high?'],
  },
  {
    what: 'a floor above the ceiling',
    yaml: 'rules:\n  retries/storm:\n    severity: {raise: critical, cap: medium}\n',
    says: ['c.yaml:3: at least critical and at most medium leave nothing; raise must not be graver than cap'],
  },
  {
    what: 'a rule that does not exist',
    yaml: 'rules:\n  retries/strom: {enabled: false}\n',
    says: ['c.yaml:2: retries/strom: there is no such rule. Did you mean retries/storm? `caseharden rules list` shows them.'],
  },
  {
    what: 'a parameter out of bounds',
    yaml: 'rules:\n  retries/storm:\n    parameters:\n      least_attempts: 0\n',
    says: ['c.yaml:4: least_attempts: 0 is out of bounds. Use 5 to 100000 (calls).'],
  },
  {
    what: 'one parameter set twice',
    yaml: 'rules:\n  retries/storm:\n    parameters: {least_attempts: 30}\nparameters:\n  retries/storm: {least_attempts: 60}\n',
    says: ['c.yaml:5: retries/storm: least_attempts is 60 here and 30 in c.yaml:3; keep one of the two'],
  },
  {
    what: 'a name that two systems claim',
    yaml: 'systems:\n  erp: {hosts: ["*.example.test"]}\n  shop: {hosts: [shop.example.test]}\n',
    says: ['c.yaml:3: shop.example.test is shop here and erp in c.yaml:2 (*.example.test); let each name belong to one system'],
  },
  {
    what: 'two systems that name each other',
    yaml: 'systems:\n  erp: {services: [books]}\n  books: {services: [erp]}\n',
    says: [
      'c.yaml:2: erp lists books, a system of its own (c.yaml:3), which names it in turn: a circle; put all names under one of the two',
      'c.yaml:3: books lists erp, a system of its own (c.yaml:2), which names it in turn: a circle; put all names under one of the two',
    ],
  },
  {
    what: 'an alias inside what it names',
    yaml: 'systems: &all\n  erp: *all\n',
    says: ['c.yaml:2: is no YAML: *all stands inside the part that &all names: a circle. Mend that line; --no-config goes without.'],
  },
  {
    what: 'an old name of a system',
    yaml: 'systems:\n  ledger: {hosts: [ledger.aldermoor.test]}\nowners:\n  ledger.aldermoor.test: {team: books}\n',
    says: ['c.yaml:4: ledger.aldermoor.test is called ledger (c.yaml:2); write ledger'],
  },
  {
    what: 'a time allowed without a unit',
    yaml: 'flows:\n  - name: invoices\n    source: {system: shop}\n    target: {system: ledger}\n    within: 15 minutes\n',
    says: ['c.yaml:5: flows.0.within: 15 minutes is no span of time; write a number and ms, s, m, h or d, for instance 15m'],
  },
  {
    what: 'a flow that ends where it begins',
    yaml: 'flows:\n  - name: invoices\n    source: {system: shop}\n    target: {system: shop}\n    within: 15m\n',
    says: ['c.yaml:4: invoices ends where it begins: source and target are the same; name what happens at the target'],
  },
  {
    what: 'an expression that is none',
    yaml: 'redaction:\n  - {kind: customer, match: "C-(\\\\d+"}\n',
    says: ['c.yaml:2: C-(\\d+ is no regular expression: Unterminated group; mend it'],
  },
  {
    what: 'a day that no calendar has',
    yaml: `suppressions:\n  - {fingerprint: 0123456789abcdef, ${accepted}, until: 2026-02-30}\n`,
    says: ['c.yaml:2: suppressions.0.until: 2026-02-30 is no day; write YYYY-MM-DD'],
  },
  {
    what: 'a suppression without a reason',
    yaml: 'suppressions:\n  - {fingerprint: 0123456789abcdef, author: mo, until: 2026-12-31}\n',
    says: ['c.yaml:2: suppressions.0.reason is missing; add it (a text: put it in quotes if it looks like something else)'],
  },
  {
    what: 'a suppression that silences a rule',
    yaml: `suppressions:\n  - {rule: retries/storm, ${accepted}, until: 2026-12-31}\n`,
    says: ['c.yaml:2: suppressions.0: silences a whole rule; name source, target or operation, or switch the rule off under `rules`'],
  },
  {
    what: 'entries that match nothing, one of them expired',
    yaml: `owners:\n  ledger.aldermor.test: {team: books}\nsuppressions:\n  - {rule: retries/storm, target: ledger.aldermor.test, ${accepted}, until: 2026-01-31}\noutputs: {files: [reviw.md]}\n`,
    says: [
      'c.yaml:2: ledger.aldermor.test is no system of this input; did you mean ledger.aldermoor.test?',
      'c.yaml:4: retries/storm at ledger.aldermor.test: its last day was 2026-01-31, and it covers no finding of this audit; did you mean ledger.aldermoor.test?',
      'c.yaml:5: reviw.md is no file of a review; did you mean review.md?',
    ],
  },
];

test('there are twenty', () => {
  expect(MISTAKES).toHaveLength(20);
});

test.each(MISTAKES.map((mistake) => [mistake.what, mistake] as const))('%s', { timeout: 60_000 }, (_, { yaml, says }) => {
  fs.writeFileSync(path.join(folder, 'c.yaml'), yaml);
  const input = path.resolve('samples/ledger-outage');
  const program = path.resolve('dist/main.js');
  const { status, stderr } = spawnSync(process.execPath, [program, 'audit', input, '--config', 'c.yaml', '--as-of', '2026-06-01'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(stderr.trimEnd().split('\n')).toEqual(says.map((line) => `caseharden: ${line}`));
  expect(status).toBe(2);
});
