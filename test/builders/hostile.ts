/** A Review in which every text that comes out of a log attacks the place where it is shown. */
import type { Review } from '../../src/model/review.js';
import { aBucket, aDetection, anInput, anOperation, aReview, at, someFacts } from './review.js';

const ESC = String.fromCharCode(27);
/** HTML, Markdown, wiki, CSV, YAML, PromQL, Go template, terminal and bidi in one. */
export const HOSTILE = `=1+1 "</script><img src=x onerror=alert(1)>' \`\`\` ![x](http://evil.test/a.png) [y](javascript:alert(1)) | {code}{noformat} {{ query "up" }} ${ESC}[31m ${ESC}]0;owned\u0007 \u202e\u200b\n# owned\n- a: *b &x !!js`;

export function hostileReview(): Review {
  const place = { file: `<b>${HOSTILE}.log`, line: 4 };
  const subject = { source: HOSTILE, target: HOSTILE, operation: `POST /${HOSTILE}` };
  return aReview(
    [
      aDetection({
        subject,
        cause: HOSTILE,
        keys: [HOSTILE, '=cmd', 'x'.repeat(5000)],
        key_total: 3,
        places: [HOSTILE, '=cmd', '+1', '@SUM(A1)'].map((key) => ({
          key,
          at_ms: at('09:00:00'),
          lines: [HOSTILE],
          created: [HOSTILE, '-1'],
          extra: 1,
          why: HOSTILE,
        })),
        evidence: [{ ...place, at_ms: at('09:00:00'), why: HOSTILE }],
      }),
      aDetection({ subject: { ...subject, source: 'shop' }, keys: ['-2+3'], key_total: 1 }),
    ],
    {
      excerpts: new Map([[`${place.file}:4`, HOSTILE]]),
      inputs: [anInput({ path: HOSTILE, format: HOSTILE, problems: [{ line: 1, reason: HOSTILE }] })],
      facts: someFacts({
        operations: [anOperation({ ...subject, operation: HOSTILE })],
        systems: [{ name: HOSTILE, role: 'caller', calls: 1 }],
        claims: [{ text: `No order was lost. ${HOSTILE}`, state: 'said', times: [], span: false, ...place }],
        moments: [{ at_ms: at('09:41:00'), kind: 'note', text: HOSTILE, state: HOSTILE, ...place }],
        errors: [
          { ...subject, status: 500, code: HOSTILE, error: HOSTILE, outcome: 'transient', calls: 3, repeated: 0, recovered: 0, ...place },
        ],
        buckets: [0, 1, 2, 3].map((minute) =>
          aBucket(minute, { target: HOSTILE, calls: 90, failed: 20, throttled: 10, repeated: 10, timed_out: 2, p50_ms: 10, p95_ms: 90 }),
        ),
        lags: [0, 1, 2, 3].map((minute) => ({
          source: HOSTILE,
          target: HOSTILE,
          at_ms: at('09:00:00') + minute * 60_000,
          arrived: 9,
          missing: 1,
          p50_ms: 10,
          longest_ms: 90,
        })),
      }),
    },
  );
}
