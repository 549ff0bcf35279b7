import { describe, expect, it } from 'vitest';
import { fillExpression } from '../../src/review/monitoring/expression.js';
import { aDetection, anOutcome, aReview, aRule } from '../builders/review.js';

const lost = aRule({
  name: 'lost',
  category: 'unsynced_record',
  caused_by: ['duplicate_write'],
  remedy: { ...aRule().rule.remedy, summary: 'Park what {operation} cannot deliver', control: 'dead_letter' },
});
const chain = [aDetection(), aDetection({ rule: 'core/lost', category: 'unsynced_record' })];

describe('tickets', () => {
  const { tickets } = aReview(chain, { rules: [aRule(), lost] });

  it('are one per fault, in the order of the plan, blocked by the ticket of their cause', () => {
    expect(tickets.map(({ summary }) => summary)).toEqual([
      'POST /orders: Send an idempotency key with each write',
      'Park what POST /orders cannot deliver',
    ]);
    expect(tickets[1]?.blockedBy).toEqual([tickets[0]?.key]);
    expect(tickets[0]?.key).toMatch(/^caseharden-[0-9a-f]{12}$/);
  });

  it('verify by the fingerprint and name the alert', () => {
    expect(tickets[0]?.verification.command).toMatch(
      /^caseharden audit NEW_LOGS --out after --quiet && jq -e '.*"[0-9a-f]{16}".*' after\/findings\.json$/,
    );
    expect(tickets[0]?.alert).toBe('DuplicateWrites');
  });
});

describe('one ticket for one fault', () => {
  const timeout = aRule({
    name: 'timeout',
    category: 'ambiguous_timeout',
    remedy: { ...aRule().rule.remedy, summary: 'Make {operation} safe to repeat', effort: 'weeks' },
  });
  const twice = aRule({ caused_by: ['ambiguous_timeout'] });
  const rules = [timeout, twice];
  const ambiguous = aDetection({ rule: 'core/timeout', category: 'ambiguous_timeout', keys: ['A-1001', 'A-1003'], key_total: 2 });

  it('joins a cause and what follows from it where one change mends both', () => {
    const { tickets } = aReview([ambiguous, aDetection()], { rules });
    expect(tickets).toHaveLength(1);
    expect(tickets[0]).toMatchObject({ effort: 'weeks', recordTotal: 3, blockedBy: [], rules: ['core/timeout', 'core/double-create'] });
    expect(tickets[0]?.keys).toHaveLength(2);
    expect(tickets[0]?.labels).toEqual(expect.arrayContaining([...(tickets[0]?.keys ?? []), 'ambiguous-timeout', 'duplicate-write']));
    expect(tickets[0]?.verification.command).toContain(tickets[0]?.fingerprints.map((one) => `"${one}"`).join(', '));
  });

  it('keeps faults of two operations, and of two controls, apart', () => {
    const elsewhere = { ...ambiguous, subject: { ...ambiguous.subject, operation: 'POST /invoices' } };
    expect(aReview([elsewhere, aDetection()], { rules }).tickets).toHaveLength(2);
    expect(aReview(chain, { rules: [aRule(), lost] }).tickets).toHaveLength(2);
  });

  it('has a key that depends on the fault alone', () => {
    const [one, other] = [
      aReview([aDetection()]),
      aReview([aDetection({ keys: ['Z-9'], window: null }), ambiguous], { rules: [aRule(), timeout] }),
    ];
    expect(other.tickets.map(({ key }) => key)).toContain(one.tickets[0]?.key);
  });

  it('shows the change in the terms of target and client, with a key of the harm', () => {
    const example = (target: string) => aReview([aDetection({ subject: { ...aDetection().subject, target } })]).tickets[0]?.example;
    expect(example('api.stripe.com')).toMatchObject({
      language: 'http',
      text: expect.stringContaining('Idempotency-Key: A-1001:POST/orders'),
    });
    const hook = aDetection({ subject: { ...aDetection().subject, target: 'hooks.test', operation: 'POST /webhooks/stripe' } });
    expect(aReview([hook]).tickets[0]?.example?.about).not.toContain('Stripe');
    expect(example('ledger.test')?.about).toContain('one key for each piece of work');
  });
});

describe('alerts', () => {
  const exprOf = (expr: string, subject: Partial<ReturnType<typeof aDetection>['subject']> = {}) => {
    const [finding] = aReview([aDetection({ subject: { ...aDetection().subject, ...subject } })]).findings;
    return finding && fillExpression(expr, finding);
  };

  it.each([
    ['rate(x{target="{target}"}[5m]) > 0', {}, 'rate(x{target="ledger.test"}[5m]) > 0'],
    ['rate(x{target="{target}"}[5m]) > 0', { target: null }, 'rate(x{target=~".*"}[5m]) > 0'],
    ['rate(x{target=~"{target}"}[5m]) > 0', {}, 'rate(x{target=~"ledger\\\\.test"}[5m]) > 0'],
    [
      'rate(x{operation="{operation}"}[5m]) > 0',
      { operation: 'POST /a"} or vector(1) #' },
      'rate(x{operation="POST /a\\"} or vector(1) #"}[5m]) > 0',
    ],
    ['x > {extra_effects}', {}, 'x > 3'],
    ['sum by (x) (a{target}) > 0', {}, 'sum by (x) (a{target}) > 0'],
    ['x{outcome="ok"} > 0', {}, 'x{outcome="ok"} > 0'],
  ])('%s', (expr, subject, expected) => {
    expect(exprOf(expr, subject)).toBe(expected);
  });

  it('have names of their own, and one expression stands once', () => {
    const invoices = aDetection({ subject: { source: 'billing', target: 'ledger.test', operation: 'POST /invoices' }, keys: ['I-1'] });
    const shop = aDetection({ subject: { source: 'shop', target: 'ledger.test', operation: 'POST /orders' }, keys: ['S-1'] });
    const { alerts, tickets } = aReview([aDetection(), invoices, shop]);
    expect(alerts).toHaveLength(2);
    expect(new Set(alerts.map(({ name }) => name)).size).toBe(2);
    expect(tickets.filter(({ alert }) => alert === null)).toEqual([]);
    expect(alerts[0]?.findings).toHaveLength(2);
  });

  it('do not let a name out of a log open a template of Prometheus', () => {
    const rule = aRule();
    const { alerts } = aReview([aDetection({ subject: { source: null, target: null, operation: '{{ query "up" }}' } })], { rules: [rule] });
    expect(alerts[0]?.summary).not.toContain('{{ query');
    expect(alerts[0]?.description).toContain('{{ $value }}');
  });
});

describe('tests and runbook', () => {
  it('put what was seen first, where it was seen, and leave out what was only looked for', () => {
    const test = [{ fault: 'Other fault', inject: 'Inject it.', expect: 'Nothing breaks.', check: 'Look.' }];
    const rules = [aRule(), aRule({ name: 'other', test })];
    const { tests } = aReview([aDetection()], { rules, outcomes: [anOutcome({ rule: 'core/other', outcome: 'clear' }), anOutcome()] });
    expect(tests[0]).toMatchObject({
      fault: 'Timeout after the target accepted',
      where: 'POST /orders between billing and ledger.test',
      findings: ['F-001'],
    });
    expect(tests[1]).toMatchObject({ fault: 'Valid order', where: 'POST /orders at ledger.test', findings: [] });
    expect(tests.map(({ fault }) => fault)).not.toContain('Other fault');
  });

  it('repair what is there too often otherwise than what is missing', () => {
    const titles = aReview(chain, { rules: [aRule(), lost] }).runbook.map(({ title }) => title);
    expect(titles.some((title) => title.startsWith('Repair:'))).toBe(true);
    expect(titles.some((title) => title.startsWith('Safe replay'))).toBe(true);
  });

  it('name the list of the records to repair', () => {
    const steps = aReview([aDetection()]).runbook.flatMap((step) => step.steps);
    expect(steps).toContain('Open records/duplicates-to-void.csv: 2 records; for all it names the effect to keep and those to void.');
  });
});

describe('blind spots', () => {
  it('share what two rules lack, and name rules that failed', () => {
    const blind = [{ what: 'Cannot be judged.', close: 'Log the key.', targets: [] }];
    const outcomes = [
      anOutcome({ outcome: 'not_judged', blind }),
      anOutcome({ rule: 'core/other', outcome: 'not_judged', blind }),
      anOutcome({ rule: 'core/broken', outcome: 'error', error: 'no such column' }),
    ];
    expect(aReview([], { outcomes }).blindSpots).toEqual([
      { rule: 'core/double-create, core/other', what: 'Cannot be judged.', close: 'Log the key.' },
      {
        rule: 'core/broken',
        what: 'The rule core/broken failed: no such column.',
        close: 'Run "caseharden rules test" on core/broken and mend it.',
      },
    ]);
  });
});
