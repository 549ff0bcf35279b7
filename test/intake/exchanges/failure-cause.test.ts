import { describe, expect, it } from 'vitest';
import { causeOfRefusal, tailOf } from '../../../src/intake/exchanges/failure-cause.js';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord } from '../../../src/intake/records/format.js';

describe('why a call was refused, where a line needs no word of failure', () => {
  it.each([
    [
      'submit https://core.test/ws/Policy HTTP 400 289 ms try=1 fault env:Sender: Unit code 77 is not on the list',
      'Unit code <*> is not on the list',
    ],
    ['POST /orders -> 422 (unit "KRT" is not known here) in 12 ms order=A-1', 'unit <*> is not known here'],
    ['POST /orders 400 Bad Request - country code XX is not served order=A-1', 'country code XX is not served'],
    ['A-1: POST /orders 422, body "tax class of a line cannot be found"', 'tax class of a line cannot be found'],
    ['POST /orders 400 (La talla indicada no existe; reintento 2)', 'La talla indicada no existe'],
    ['POST /orders (422: no price list for it, next try in 3 s) queue 4', 'no price list for it'],
  ])('%s', (line, cause) => {
    const status = Number(/\b4\d\d\b/.exec(line)![0]);
    expect(causeOfRefusal(line, status)).toBe(cause);
  });

  it.each([
    ['POST /orders 400 Bad Request (12 ms) order=A-1', 400],
    ['POST /orders 400 user-agent: Mozilla/5.0 (X11; Linux x86_64) like others', 400],
    ['POST /orders 422 {"reason": "see the list of units"}', 422],
    ['POST /orders status: 400 duration: 12 ms', 400],
    ['the list of units: 12 rows', 400],
  ])('names none: %s', (line, status) => expect(causeOfRefusal(line, status)).toBeNull());

  it('is asked of warnings, not of what is told in passing', () => {
    const error = (level: string, status: number) => {
      const record: SourceRecord = {
        line: 1,
        time: Date.parse('2026-03-04T05:06:07Z'),
        message: `${level} POST https://core.test/orders ${status} 12 ms: no such unit here`,
        fields: { level },
      };
      return createNormalizer({ file: 'a.json', format: 'json' }, [record])
        .events(record)
        .map((event) => event.error);
    };
    expect(error('warn', 400)).toEqual(['no such unit here']);
    expect(error('info', 404)).toEqual([null]);
    expect(error('warn', 503)).toEqual([null]);
  });
});

describe('the part of a message that says why something failed', () => {
  it.each([
    [
      'Activity error. Namespace shop WorkerID 9@h WorkflowID PA-77 RunID 5e0f-7 ActivityType Label Attempt 2 Error printer is offline',
      'printer is offline',
    ],
    ['Task failed OrderID A-12 StepName Pack Error step error (id: 4): no box left', 'no box left'],
    ['label failed: printer is offline (attempt 2 of 8)', 'printer is offline'],
  ])('%s', (message, cause) => expect(tailOf(message)).toBe(cause));

  it.each(['OrderID A-12 failed with Error on save', 'Printer Error while label was made', 'Order A-b Error when saving'])(
    'is all of it: %s',
    (message) => expect(tailOf(message)).toBe(message.replace('A-12', '<*>')),
  );
});
