/** Builders for tests of assess, review and report: a rule, a detection, facts, all with sensible rest. Invented names only. */
import { assess } from '../../src/assess/assess.js';
import { type BucketFacts, Facts, type FactsInput, type OperationFacts } from '../../src/model/facts.js';
import { Detection } from '../../src/model/finding.js';
import type { Input } from '../../src/model/input.js';
import type { Recorded } from '../../src/model/metric.js';
import type { Review } from '../../src/model/review.js';
import { type LoadedRule, Rule, type RuleOutcome } from '../../src/model/rule.js';

import { buildReview } from '../../src/review/review.js';

/** Milliseconds of a time of day on 1 March 2026, UTC. */
export function at(time: string): number {
  return Date.parse(`2026-03-01T${time}Z`);
}

export function aRule(over: Partial<Rule> = {}): LoadedRule {
  const rule = Rule.parse({
    name: 'double-create',
    category: 'duplicate_write',
    title: '{records} records created more than once by {operation}',
    finds: 'Records that one write created twice.',
    why: 'Each extra record is worked on as if it were wanted.',
    misses: ['Effects that no log names.'],
    mistakes: ['An upsert that returns a new version id.'],
    requires: [],
    measures: {
      records: { aggregate: 'keys', doc: 'Records with more than one effect.' },
      extra_effects: { aggregate: 'sum', column: 'extra', doc: 'Effects beyond the first.' },
    },
    severity: {
      base: 'high',
      raise: [{ measure: 'records', at_least: 10, to: 'critical' }],
      lower: [{ measure: 'records', at_most: 1, to: 'medium' }],
    },
    remedy: {
      summary: 'Send an idempotency key with each write',
      change: 'Make the key from **source id** and operation.\n\n- keep it for `24 h`\n- send it in every attempt',
      accept: ['A repeated write creates nothing.'],
      verify: 'Repeat one write in the test system; the target shows one record.',
      rollback: 'Turn the flag off.',
      effort: 'days',
      control: 'idempotency',
    },
    alert: {
      name: 'DuplicateWrites',
      metric: 'integration_duplicate_writes_detected_total{target,operation}, counted where the answer is read.',
      expr: 'increase(integration_duplicate_writes_detected_total{target="{target}",operation="{operation}"}[15m]) > 0',
      for: '1m',
      summary: 'Records are created more than once by {operation}',
      description: '{extra_effects} extra records in the audited log; now {{ $value }}.',
    },
    test: [
      {
        fault: 'Timeout after the target accepted',
        inject: 'Delay the answer beyond the timeout.',
        expect: 'One record in the target.',
        check: 'Count by key.',
      },
    ],
    triage: ['Turn the repeat off.', 'List the keys that exist twice.'],
    ...over,
  });
  return { id: `core/${rule.name}`, pack: 'core', rule, sql: 'select 1', folder: `rules/core/${rule.name}` };
}

export function aDetection(over: Partial<Detection> = {}): Detection {
  return Detection.parse({
    rule: 'core/double-create',
    category: 'duplicate_write',
    subject: { source: 'billing', target: 'ledger.test', operation: 'POST /orders' },
    cause: null,
    window: { start_ms: at('09:00:00'), end_ms: at('09:30:00') },
    measures: { records: 2, extra_effects: 3 },
    harm: [at('09:10:00'), at('09:30:00')],
    keys: ['A-1001', 'A-1002'],
    key_total: 2,
    evidence: [
      { file: 'billing.log', line: 4, at_ms: at('09:00:00'), why: 'first create, id 71' },
      { file: 'billing.log', line: 9, at_ms: at('09:30:00'), why: 'second create, id 72' },
    ],
    ruled_out: [{ explanation: 'answered from an idempotency store', result: 'ruled_out', checked: 2, total: 2 }],
    places: [
      {
        key: 'A-1001',
        at_ms: at('09:00:00'),
        lines: ['billing.log:4', 'billing.log:9'],
        created: ['71', '72'],
        extra: 1,
        why: 'second create',
      },
      { key: 'A-1002', at_ms: at('09:10:00'), lines: ['billing.log:5'], created: ['73', '74'], extra: 2, why: 'second create' },
    ],
    certainty: 0.95,
    ...over,
  });
}

export function anOperation(over: Partial<OperationFacts> = {}): OperationFacts {
  return {
    source: 'billing',
    target: 'ledger.test',
    operation: 'POST /orders',
    is_write: true,
    incoming: false,
    calls: 1200,
    works: 1180,
    ok: 1190,
    throttled: 0,
    transient: 6,
    permanent: 0,
    unauthenticated: 0,
    ambiguous: 4,
    replayed: 0,
    with_idempotency_key: 0,
    retried: 20,
    max_attempts: 3,
    p50_ms: 120,
    p95_ms: 410,
    p99_ms: 900,
    max_ok_ms: 2300,
    timeout_ms: 5000,
    slowest_file: 'billing.log',
    slowest_line: 12,
    key_field: 'order_no',
    taken: 0,
    longest_repeat_ms: 9000,
    first_ms: at('08:00:00'),
    last_ms: at('11:00:00'),
    ...over,
  };
}

/** Calls of one minute; the number of minutes counts from nine o'clock. */
export function aBucket(minute: number, values: Partial<BucketFacts> = {}): BucketFacts {
  return {
    at_ms: at('09:00:00') + minute * 60_000,
    target: 'ledger.test',
    calls: 9,
    failed: 0,
    throttled: 0,
    repeated: 0,
    timed_out: 0,
    p50_ms: null,
    p95_ms: null,
    least_remaining: null,
    ...values,
  };
}

export function someFacts(over: Partial<FactsInput> = {}): Facts {
  return Facts.parse({
    start_ms: at('08:00:00'),
    end_ms: at('11:00:00'),
    operations: [anOperation()],
    errors: [],
    moments: [],
    buckets: [],
    bucket_ms: 60_000,
    signals: [],
    systems: [
      { name: 'billing', role: 'caller', calls: 1200 },
      { name: 'ledger.test', role: 'target', calls: 1200 },
    ],
    waits: [],
    ...over,
  });
}

export function anInput(over: Partial<Input> = {}): Input {
  return {
    path: 'billing.log',
    format: 'pino',
    wrapper: null,
    reason: '200 of 200 lines are JSON objects with level, time, pid and msg',
    records: 1210,
    events: 1200,
    sourceRecords: 1200,
    malformed: 10,
    skipped: 0,
    bytes: 240_000,
    sha256: '0'.repeat(64),
    start: '2026-03-01T08:00:00Z',
    end: '2026-03-01T11:00:00Z',
    zone: 'stated',
    fields: [],
    problems: [{ line: 17, reason: 'the line is not JSON' }],
    ...over,
  };
}

export function anOutcome(over: Partial<RuleOutcome> = {}): RuleOutcome {
  return { rule: 'core/double-create', outcome: 'found', findings: 1, blind: [], cut: [], error: null, parameters: {}, ...over };
}

/** A Review of the detections, with the rest from the builders. */
export function aReview(
  detections: Detection[],
  over: {
    facts?: Facts;
    outcomes?: RuleOutcome[];
    rules?: LoadedRule[];
    excerpts?: Map<string, string>;
    inputs?: Input[];
    recorded?: Recorded;
  } = {},
): Review {
  const rules = over.rules ?? [aRule()];
  const outcomes =
    over.outcomes ??
    rules.map(({ id }) => anOutcome({ rule: id, outcome: detections.some(({ rule }) => rule === id) ? 'found' : 'clear' }));
  return buildReview({
    version: '0.1.0',
    inputs: over.inputs ?? [anInput()],
    totals: { records: 1210, events: 1200, malformed: 10, skipped: 0, files: 1 },
    findings: assess(detections, rules, over.excerpts ?? new Map([['billing.log:4', '{"msg":"created","id":71}']])),
    rules,
    outcomes,
    detections,
    recorded: over.recorded,
    facts: over.facts ?? someFacts(),
  });
}
