/** Access logs in a layout of one's own, with any mark between the fields. */
import { describe, expect, test } from 'vitest';
import { accessLog } from '../../../src/intake/formats/access/access-log.js';
import { compose } from '../../../src/intake/formats/wrappers/prefix.js';
import { sampleOf } from '../../../src/intake/records/sample.js';
import { parseOne } from './line-formats.js';

const AT = Date.UTC(2026, 0, 2, 10, 0, 5);
const ASKED = { method: 'POST', path: '/v2/slots', status: 403, duration_ms: 31, end_ms: AT };

describe('an access log with a mark between its fields', () => {
  test.each([
    ['bars', '10.0.0.7 | 2026-01-02T11:00:05+01:00 | POST /v2/slots | 403 | 0.031 | wait=- | booker/2.1'],
    ['bars without blanks, the time first', '02/Jan/2026:10:00:05 +0000|10.0.0.7|POST /v2/slots HTTP/1.1|403|512|0.031|"booker/2.1 (+x)"'],
    ['tabs, method and path apart', '2026-01-02T10:00:05Z\t10.0.0.7:4410\tPOST\t/v2/slots\t403\t0.031\tbooker/2.1'],
    ['semicolons, in the order of another', '403;0.031;POST /v2/slots;[2026-01-02 10:00:05 +0000];10.0.0.7;booker/2.1'],
    ['blanks alone', '10.0.0.7 2026-01-02T10:00:05Z POST /v2/slots 403 0.031 booker/2.1'],
    ['names before the numbers', '10.0.0.7 | 2026-01-02T10:00:05Z | POST /v2/slots | status=403 | rt=0.031 | booker/2.1'],
  ])('%s', (_, line) => {
    const { fields, proven } = parseOne(accessLog, line);
    expect(proven).toMatchObject({ ...ASKED, kind: 'exchange', vantage: 'target', client: 'booker' });
    expect(String(fields.remote_addr)).toMatch(/^10\.0\.0\.7/);
  });

  test.each([
    ['a program tells of its own calls', '2026-01-02T10:00:05Z | INFO | 10.0.0.7 | POST /v2/slots | 403 | 0.031'],
    ['what was asked stands elsewhere', '10.0.0.7 | 2026-01-02T10:00:05Z | POST https://slots.test/v2/slots | 403 | 0.031'],
    ['nobody asked', 'booker | 2026-01-02T10:00:05Z | POST /v2/slots | 403 | 0.031'],
    ['no answer', '10.0.0.7 | 2026-01-02T10:00:05Z | POST /v2/slots | queued | 0.031'],
    ['a sentence', '2026-01-02T10:00:05Z 10.0.0.7 sent POST /v2/slots and got 403'],
  ])('none where %s', (_, line) => {
    expect(accessLog.parse(line)).toBeNull();
  });

  test('is no log of docker compose', () => {
    const lines = Array.from({ length: 9 }, (_, n) => `10.0.0.${n % 3} | 2026-01-02T10:00:05Z | POST /v2/slots | 403 | 0.031`);
    expect(compose.fit(sampleOf(lines.join('\n'), true, 'x')).score).toBe(0);
  });
});
