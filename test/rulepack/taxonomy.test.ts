import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadTaxonomy, loadTaxonomyFiles } from '../../src/rulepack/taxonomy.js';
import { UserError } from '../../src/util/user-error.js';
import { TAXONOMY } from '../../src/util/version.js';

const PROMISED = [
  'HTTP',
  'gRPC',
  'sockets',
  'GraphQL',
  'SOAP',
  'OData',
  'SAP',
  'Shopify',
  'Stripe',
  'Adyen',
  'PayPal',
  'Braintree',
  'Square',
  'Salesforce',
  'HubSpot',
  'NetSuite',
  'Dynamics',
  'Dataverse',
  'QuickBooks',
  'Xero',
  'Zendesk',
  'Slack',
  'GitHub',
  'Google',
  'AWS',
  'Azure',
  'Twilio',
  'SendGrid',
  'Mailchimp',
  'Amazon SP-API',
  'WooCommerce',
  'Magento',
  'BigCommerce',
  'Kafka',
  'RabbitMQ',
  'databases',
];

const folder = mkdtempSync(path.join(tmpdir(), 'caseharden-taxonomy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);

describe('the error taxonomy', () => {
  it('comes with the program; each entry names its source', () => {
    const entries = loadTaxonomy(TAXONOMY);
    expect(entries.length).toBeGreaterThan(20);
    expect(entries.filter(({ source }) => source.trim().length < 5)).toEqual([]);
  });

  it('has patterns that are regular expressions', () => {
    for (const { text } of loadTaxonomy(TAXONOMY)) if (text !== undefined) expect(() => new RegExp(text, 'i')).not.toThrow();
  });

  it('gives one code one meaning under the same conditions', () => {
    const meanings = new Map<string, string>();
    const clashes: string[] = [];
    for (const entry of loadTaxonomy(TAXONOMY)) {
      for (const code of [entry.code ?? []].flat()) {
        const key = JSON.stringify([code.toLowerCase().replace(/[^a-z0-9]+/g, ''), entry.write, entry.text, entry.status, entry.answered]);
        const before = meanings.get(key);
        if (before !== undefined && before !== entry.outcome) clashes.push(`${code}: ${before} and ${entry.outcome}`);
        meanings.set(key, entry.outcome);
      }
    }
    expect(clashes).toEqual([]);
  });

  it('speaks of all providers that it promises to know', () => {
    const names = loadTaxonomyFiles(TAXONOMY)
      .map(({ provider }) => provider)
      .join(', ');
    for (const provider of PROMISED) expect(names, provider).toContain(provider);
  });

  it('is read from all files, in the order of their names', () => {
    write('b.yaml', 'provider: b\nentries:\n  - { code: B1, outcome: permanent, source: the manual of b }\n');
    write('a.yaml', 'provider: a\nentries:\n  - { status: 499, outcome: transient, source: the manual of a }\n');
    write('notes.txt', 'not read');
    expect(loadTaxonomy(folder).map(({ source }) => source)).toEqual(['the manual of a', 'the manual of b']);
  });

  it.each([
    ['an outcome that nobody knows', '{ code: X, outcome: perhaps, source: the manual }', /c\.yaml:3: entries\.0\.outcome: /],
    ['nothing to go by', '{ outcome: permanent, source: the manual }', /c\.yaml:3: entries\.0: an entry needs a status, a code or a text/],
    [
      'a pattern that is none',
      '{ text: "(", outcome: permanent, source: the manual }',
      /c\.yaml:3: entries\.0\.text: is no regular expression/,
    ],
    [
      'a short number alone',
      '{ code: "1205", outcome: permanent, source: the manual }',
      /c\.yaml:3: entries\.0\.code: a number of up to four/,
    ],
    ['a misspelt key', '{ code: X, outcom: ok, outcome: ok, source: the manual }', /c\.yaml:3: entries\.0: .*outcom/],
  ])('with %s is refused by file and place', (_, entry, message) => {
    write('c.yaml', `provider: c\nentries:\n  - ${entry}\n`);
    expect(() => loadTaxonomy(folder)).toThrow(UserError);
    expect(() => loadTaxonomy(folder)).toThrow(message);
  });

  it('is empty where there is no folder', () => {
    expect(loadTaxonomy(path.join(folder, 'none'))).toEqual([]);
  });
});
