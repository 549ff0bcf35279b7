import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord } from '../../../src/intake/records/format.js';

const STEPS = ['flight', 'room', 'transfer'];

/** Steps of flows; each answer that is good gives back an id of its own. The first step is refused now and then. */
function flows(status: string): SourceRecord[] {
  return Array.from({ length: 90 }, (_, n) => {
    const step = STEPS[n % 3]!;
    const failed = n % 15 === 0;
    return {
      line: n + 1,
      time: Date.parse('2026-03-04T05:06:07Z') + n * 1000,
      message: 'call ended',
      fields: {
        action: step,
        url: `https://${step}.test/ws`,
        [status]: failed ? 503 : 200,
        order: `D-${4100 + Math.floor(n / 3)}`,
        ...(failed ? {} : { [`${step}_ref`]: `x${n}q7` }),
      },
    };
  });
}

describe('what went well is told by a status, whatever its name', () => {
  it.each(['status', 'antwort', 'resultado_http', 'kod'])('%s', (name) => {
    const records = flows(name);
    const normalizer = createNormalizer({ file: 'flows.json', format: 'json' }, records);
    const last = normalizer.events(records[88]!)[0]!;
    expect(last).toMatchObject({ status: 200, record_key: 'D-4129', created_id: 'x88q7' });
  });
});
