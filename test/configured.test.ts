/** Each part of the configuration has an effect on what an audit says. */
import { describe, expect, test } from 'vitest';
import { audit } from '../src/audit.js';
import { Config } from '../src/model/config.js';
import type { Unmatched } from '../src/model/unmatched.js';

const TARGET = 'erp.brightline.test';

async function audited(config: object, sample = 'double-orders') {
  let unmatched: readonly Unmatched[] = [];
  const onUnmatched = (entries: readonly Unmatched[]) => {
    unmatched = entries;
  };
  const review = await audit([`samples/${sample}`], { config: Config.parse(config), today: '2026-06-01', onUnmatched });
  return { review, unmatched: unmatched.map(({ path, message }) => `${path.join('.')}: ${message}`) };
}

describe('systems', () => {
  test('hosts and files get the name that the configuration gives them', async () => {
    const { review, unmatched } = await audited({
      systems: { erp: { hosts: [TARGET], files: ['erp-*.csv'] }, push: { files: ['order-push.log'] } },
    });
    expect(review.facts.systems.map(({ name }) => name).sort()).toEqual(['erp', 'push']);
    expect(review.findings.map(({ subject }) => [subject.source, subject.target])).toEqual([
      ['push', 'erp'],
      ['push', 'erp'],
    ]);
    expect(unmatched).toEqual([]);
  });

  test('a name that stands nowhere is told, with the nearest one that does', async () => {
    const { unmatched } = await audited({ systems: { erp: { hosts: ['erp.brightlin.test'] } } });
    expect(unmatched).toEqual([`systems.erp.hosts.0: erp.brightlin.test is called nowhere in this input; did you mean ${TARGET}?`]);
  });
});

describe('flows', () => {
  const flow = {
    name: 'orders',
    source: { file: 'order-push.log', message: '*received from shop*' },
    target: { system: TARGET, operation: 'POST /api/v2/orders' },
    within: '5s',
  };
  const late = async (over: object) => {
    const { review, unmatched } = await audited({ flows: [{ ...flow, ...over }] });
    const found = review.findings.filter(({ rule }) => rule === 'sync/not-in-time');
    return { keys: found.flatMap(({ records }) => records.keys).sort(), found, unmatched };
  };

  test('records that take longer than the time allowed are found, and only these', async () => {
    const { keys, found, unmatched } = await late({});
    expect(keys).toEqual(['SO-2044', 'SO-2049']);
    expect(found[0]).toMatchObject({
      cause: 'late',
      subject: { target: TARGET, operation: 'POST /api/v2/orders' },
      measures: { allowed_ms: 5_000 },
    });
    expect(unmatched).toEqual([]);
  });

  test('more time lets them pass, an exclusion leaves its records out', async () => {
    expect((await late({ within: '1m' })).keys).toEqual([]);
    expect((await late({ exclude: [{ key: '*2044' }] })).keys).toEqual(['SO-2049']);
  });

  test('a side and an exclusion that fit nothing are told', async () => {
    const { unmatched } = await late({ source: { message: 'nothing like this' }, exclude: [{ key: 'X-*' }] });
    expect(unmatched).toEqual([
      'flows.0.source: the source of orders fits no line with a record key; compare it with what `caseharden events` writes',
      'flows.0.exclude.0: fits no source event of orders; mend it or take it out',
    ]);
  });

  test('without flows the rule is no part of the audit', async () => {
    const { review } = await audited({});
    expect(review.rules.map(({ rule }) => rule)).not.toContain('sync/not-in-time');
  });
});

describe('exclusions', () => {
  test('a record that need not arrive is not counted as lost by any rule', async () => {
    const lost = async (config: object) =>
      (await audited(config, 'ledger-outage')).review.findings.find(({ rule }) => rule === 'sync/given-up')?.records.total;
    const source = { file: 'billing-poster.log', message: 'invoice picked up' };
    const flow = { name: 'postings', source, target: { operation: 'POST /v1/postings' }, within: '2h', exclude: [{ key: 'INV-615*' }] };
    const all = (await lost({})) as number;
    expect(await lost({ flows: [flow] })).toBeLessThan(all);
  });
});

describe('redaction', () => {
  test('what is hidden stands in no output, and records stay apart', async () => {
    const { review } = await audited({ redaction: [{ kind: 'order_number', match: 'SO-\\d+' }] });
    expect(JSON.stringify(review)).not.toMatch(/SO-\d/);
    expect(review.findings.map(({ records }) => records.total)).toEqual([2, 2]);
    expect(review.findings[0]?.records.keys[0]).toMatch(/^\[REDACTED:order_number \d+\]$/);
  });

  test('the findings are the same findings', async () => {
    const prints = async (config: object) => (await audited(config)).review.findings.map(({ fingerprint }) => fingerprint);
    expect(await prints({ redaction: [{ kind: 'order_number', match: 'SO-\\d+' }] })).toEqual(await prints({}));
  });
});

describe('suppressions', () => {
  const one = { rule: 'writes/created-twice', target: 'erp.*', reason: 'mended in June', author: 'mo' };

  test('what is suppressed counts nowhere and is kept', async () => {
    const { review } = await audited({ suppressions: [{ ...one, until: '2026-06-01' }] });
    expect(review.findings.map(({ rule }) => rule)).toEqual(['writes/ambiguous-timeout']);
    expect(review.suppressed).toMatchObject([
      { id: 'F-002', rule: 'writes/created-twice', state: 'suppressed', suppression: { author: 'mo' } },
    ]);
    expect(review.tickets.map(({ finding }) => finding)).toEqual(['F-001']);
    expect(review.alerts.every(({ finding }) => finding === 'F-001')).toBe(true);
    expect(review.verdict[0]).toContain('1 finding suppressed by the configuration.');
    expect(review.findings.flatMap(({ causedBy, leadsTo }) => [...causedBy, ...leadsTo])).toEqual([]);
  });

  test('the day after its last day it counts again and is listed', async () => {
    const { review } = await audited({ suppressions: [{ ...one, until: '2026-05-31' }] });
    expect(review.suppressed).toEqual([]);
    expect(review.findings.find(({ rule }) => rule === 'writes/created-twice')?.state).toBe('expired');
    expect(review.expired).toMatchObject([{ until: '2026-05-31', findings: ['F-002'] }]);
  });

  test('one finding is silenced by its fingerprint, and its rule goes on', async () => {
    const { review } = await audited({});
    const { fingerprint } = review.findings[0] ?? { fingerprint: '' };
    const { reason, author } = one;
    const after = await audited({ suppressions: [{ fingerprint, reason, author, until: '2027-01-01' }] });
    expect(after.review.suppressed.map((finding) => finding.fingerprint)).toEqual([fingerprint]);
    expect(after.review.findings).toHaveLength(review.findings.length - 1);
    expect(after.unmatched).toEqual([]);
  });
});

describe('owners', () => {
  test('the owner of the system stands in the ticket', async () => {
    const owner = { team: 'books', assignee: 'mo', component: 'Orders', project: 'ERP', labels: ['on-call'], fields: { Sprint: '12' } };
    const { review, unmatched } = await audited({ systems: { erp: { hosts: [TARGET] } }, owners: { erp: owner } });
    const { labels, ...said } = owner;
    expect(review.tickets.length).toBeGreaterThan(0);
    for (const ticket of review.tickets) expect(ticket).toMatchObject(said);
    for (const ticket of review.tickets) expect(ticket.labels).toEqual(expect.arrayContaining(labels));
    expect(unmatched).toEqual([]);
  });

  test('an owner of no system of the input is told', async () => {
    expect((await audited({ owners: { 'erp.*': { team: 'books' }, crm: { team: 'sales' } } })).unmatched).toEqual([
      'owners.crm: crm is no system of this input; take it out',
    ]);
  });
});
