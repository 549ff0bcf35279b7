import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detect } from '../../src/detect/detect.js';
import { explain } from '../../src/detect/explain.js';
import type { Store } from '../../src/store/store.js';
import { ruleOver } from '../support/rule.js';
import { eventsOf, storeOf } from '../support/store.js';

const SQL = `
  SELECT source, target, operation, at_ms, end_ms, record_key, 1 AS failures, id AS event_1, 'failed' AS why_1,
    CASE WHEN record_key = 'A-2' THEN 'a test record' WHEN duration_ms < $short_ms THEN 'shorter than {short_ms} ms' END AS ruled_out
  FROM calls WHERE status >= 500`;
const RULE = ruleOver(SQL, {
  parameters: {
    short_ms: { default: 200, min: 0, max: 1000, unit: 'milliseconds', doc: 'Short calls.' },
    least: { default: 3, min: 1, max: 10, unit: 'calls', doc: 'Fewer are chance.' },
  },
  when: [{ measure: 'failures', at_least: 'least' }],
});

let store: Store;
beforeAll(async () => {
  store = await storeOf(
    eventsOf(
      [
        { at: '10:00:00', record_key: 'A-1', duration_ms: 1000 },
        { at: '10:00:05', record_key: 'A-1', duration_ms: 1000 },
        { at: '10:00:06', record_key: 'A-2', duration_ms: 1000 },
        { at: '10:00:07', record_key: 'A-3', duration_ms: 100 },
      ],
      { service: 'billing', target: 'ledger.test', vantage: 'caller', method: 'POST', route: '/orders', status: 503 },
    ),
  );
});
afterAll(() => store.close());

describe('an explanation', () => {
  it('tells measures, thresholds and what was ruled out, by the query that makes findings', async () => {
    const { subjects } = await explain(store, RULE);
    expect(subjects).toEqual([
      {
        subject: { source: 'billing', target: 'ledger.test', operation: 'POST /orders' },
        cause: null,
        rows: 2,
        measures: { failures: 2 },
        bounds: [{ measure: 'failures', value: 2, needs: 'at least 3 (least)', holds: false }],
        ruledOut: [
          { reason: 'a test record', rows: 1, records: 1, measures: { failures: 1 } },
          { reason: 'shorter than 200 (short_ms) ms', rows: 1, records: 1, measures: { failures: 1 } },
        ],
        found: false,
      },
    ]);
  });

  it.each([
    [{}, 0],
    [{ least: 2 }, 1],
    [{ short_ms: 0 }, 1],
  ])('with %j says the same as detection: %i findings', async (parameters, findings) => {
    const { subjects } = await explain(store, RULE, parameters);
    const { detections } = await detect(store, [RULE], { parameters: { [RULE.id]: parameters } });
    expect(detections).toHaveLength(findings);
    expect(subjects.filter(({ found }) => found).map(({ measures }) => measures)).toEqual(detections.map(({ measures }) => measures));
  });

  it('says what is missing where nothing can be judged', async () => {
    const requires = [{ view: 'export_rows', columns: [], blind: 'No export.', close: 'Hand one in.' }];
    const { blind, subjects } = await explain(store, ruleOver(SQL, { ...RULE.rule, requires }));
    expect(blind).toEqual([{ what: 'No export.', close: 'Hand one in.', targets: [] }]);
    expect(subjects).toEqual([]);
  });
});

describe('a rule that is blind for one system only', () => {
  it('judges the others, and names that one', async () => {
    const mixed = await storeOf(
      eventsOf(
        [
          { at: '10:00:00', target: 'ledger.test', record_key: 'B-{n}', repeat: { times: 6 } },
          { at: '10:01:00', target: 'crm.test', duration_ms: 900, repeat: { times: 6 } },
        ],
        { service: 'billing', vantage: 'caller', method: 'POST', route: '/orders', status: 503 },
      ),
    );
    const requires = [{ view: 'calls', columns: ['record_key'], blind: 'Keys are missing.', close: 'Log the key.' }];
    const { outcomes } = await detect(mixed, [ruleOver(undefined, { requires })]);
    mixed.close();
    expect(outcomes[0]).toMatchObject({ outcome: 'found', blind: [{ what: 'Keys are missing.', targets: ['crm.test'] }] });
  });
});

describe('a bound on the size of the output', () => {
  it('is told, and cuts no count', async () => {
    const many = await storeOf(
      eventsOf([{ at: '10:00:00', record_key: 'K-{n}', repeat: { times: 10_003, every_ms: 10 } }], {
        service: 'billing',
        target: 'ledger.test',
        vantage: 'caller',
        method: 'POST',
        route: '/orders',
        status: 503,
      }),
    );
    const { detections, outcomes } = await detect(many, [ruleOver()]);
    many.close();
    expect(detections[0]).toMatchObject({ key_total: 10_003, measures: { failures: 10_003 } });
    expect(detections[0]?.keys).toHaveLength(10_000);
    expect(outcomes[0]?.cut).toEqual(['POST /orders: lists the first 10000 of 10003 record keys; all are counted.']);
  });
});
