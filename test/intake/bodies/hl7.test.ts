import { describe, expect, it } from 'vitest';
import { acknowledgementIn } from '../../../src/intake/bodies/hl7.js';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord } from '../../../src/intake/records/format.js';

describe('an acknowledgement of HL7', () => {
  it.each([
    ['MSA|AA|55001', { accepted: true, code: null, text: null }],
    ['got MSA|CA|55001|ok in 12 ms', { accepted: true, code: null, text: null }],
    ['ack: MSA|AE|55001|ward unknown|||204', { accepted: false, code: 'HL7-204', text: 'ward unknown' }],
    ['MSA|AR|55001|system is down', { accepted: false, code: 'HL7-AR', text: 'system is down' }],
    ['MSH|^~\\&|LIS\rMSA|AE|55001\rERR||PID^1^3|101^Required field missing', { accepted: false, code: 'HL7-101', text: null }],
  ])('%s', (text, expected) => expect(acknowledgementIn(text)).toEqual({ ...expected, document: null }));

  it.each(['MSA approved', 'columns NO|MSA|AR', 'USA|AA|7'])('is none: %s', (text) => expect(acknowledgementIn(text)).toBeNull());
});

describe('a message of HL7 that was sent', () => {
  const eventOf = (message: string) => {
    const record: SourceRecord = { line: 1, time: 1_772_359_200_000, message, fields: { thread: 'LAB_OUT-Sender' } };
    return createNormalizer({ file: 'out.log', format: 'timestamped-text' }, [record]).events(record)[0]!;
  };

  it('is an exchange without a status, known by the type of the message or its channel', () => {
    expect(eventOf('message 55001 sent to lis.ward.test:6661, MSA|AE|55001|ward unknown|||204')).toMatchObject({
      kind: 'exchange',
      signal: 'failed',
      status: null,
      code: 'HL7-204',
      error: 'ward unknown',
      target: 'lis.ward.test',
      operation: 'LAB_OUT-Sender',
    });
    expect(eventOf('ORU^R01 55001 -> MSA|AA|55001')).toMatchObject({ kind: 'exchange', signal: 'succeeded', operation: 'ORU^R01' });
  });
});
