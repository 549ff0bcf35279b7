import fs from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { PolicyFile, policiesJsonSchema } from '../../src/model/policy.js';
import { renderPolicies } from '../../src/report/policies.js';
import { parseYaml } from '../../src/util/yaml.js';
import { hostileReview } from '../builders/hostile.js';
import { aBucket, aDetection, anOperation, aReview, aRule, someFacts } from '../builders/review.js';

const busy = aReview([aDetection({ rule: 'core/given-up', category: 'unsynced_record' })], {
  rules: [aRule({ name: 'given-up', category: 'unsynced_record' })],
  facts: someFacts({
    operations: [anOperation({ unauthenticated: 4, transient: 300, throttled: 90 })],
    buckets: [0, 1, 2].map((minute) => aBucket(minute, { calls: 140, failed: 40, throttled: 40 })),
    waits: [
      { source: 'billing', target: 'ledger.test', operation: 'POST /orders', waits: 4, p50_ms: 250, growing: 0, asked: 4, honoured: 1 },
    ],
  }),
});

const schema = new Ajv2020({ strict: false, allErrors: true }).compile(policiesJsonSchema());

it('fits its published schema, with every setting', () => {
  const file = parseYaml(renderPolicies(busy));
  expect(schema(file), JSON.stringify(schema.errors?.slice(0, 3))).toBe(true);
  expect(PolicyFile.parse(file).policies.map(({ setting }) => setting)).toEqual([
    'timeout',
    'attempts',
    'backoff',
    'retry_budget',
    'retry_after',
    'client_rate',
    'token_refresh',
    'circuit_breaker',
    'idempotency_key',
    'dead_letter',
  ]);
});

it('the schema refuses a number without its unit in the name, and a setting that does not exist', () => {
  const [first] = PolicyFile.parse(parseYaml(renderPolicies(busy))).policies;
  const file = (policy: unknown) => ({ schemaVersion: '1', written_by: 'x', policies: [policy] });
  expect(schema(file(first))).toBe(true);
  expect(schema(file({ ...first, values: { timeout: 5 } }))).toBe(false);
  expect(schema(file({ ...first, setting: 'patience' }))).toBe(false);
});

it('names out of logs stay text', () => {
  const text = renderPolicies(hostileReview());
  expect(schema(parseYaml(text))).toBe(true);
  expect(text).not.toMatch(/(?![\n\r\t])[\p{Cc}\p{Cf}]/u);
});

it('is described by docs/reference/policies.schema.json', () => {
  expect(JSON.parse(fs.readFileSync('docs/reference/policies.schema.json', 'utf8'))).toEqual(
    JSON.parse(JSON.stringify(policiesJsonSchema())),
  );
});
