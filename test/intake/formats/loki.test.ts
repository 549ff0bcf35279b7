import { describe, expect, test } from 'vitest';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { readInnerLine } from '../../../src/intake/formats/inner-line.js';
import { best, records } from './sample.js';

const ns = (second: number) => `${Date.parse('2026-03-04T05:06:00Z') / 1000 + second}000000000`;

describe('Loki', () => {
  const streams = [
    {
      stream: { app: 'billing' },
      values: [
        [ns(1), '{"level":"info","msg":"sent","order":"A-1001"}'],
        [ns(2), 'level=error msg="not sent" order=A-1002'],
      ],
    },
    { stream: { app: 'ledger' }, values: [[ns(3), 'plain words']] },
  ];
  test.each([
    ['a query result', { status: 'success', data: { resultType: 'streams', result: streams } }],
    ['a push request', { streams }],
  ])('%s: a record for each line, read as its own logger wrote it', (_, document) => {
    const text = JSON.stringify(document);
    const top = best(documentFormats, text, 'export.json');
    expect(top.name).toBe('loki');
    const all = records(top.format, text, 'export.json');
    expect(all.map((one) => one.message)).toEqual(['sent', 'not sent', 'plain words']);
    expect(all[1]?.fields).toMatchObject({ app: 'billing', order: 'A-1002' });
  });

  test('values of a metric are no lines', () => {
    const text = JSON.stringify({ data: { resultType: 'matrix', result: [{ metric: { a: 'b' }, values: [[1772600760, '1']] }] } });
    expect(best(documentFormats, text, 'export.json').name).not.toBe('loki');
  });
});

describe('a line inside a document', () => {
  test('of AWS Lambda: time, request id and message', () => {
    const line = readInnerLine('[INFO]\t2026-03-04T05:06:07.250Z\t4f0c7d0a-1111-4222-8333-944445555666\tsent order=A-1001');
    expect(line).toMatchObject({
      time: '2026-03-04T05:06:07.250Z',
      message: 'sent order=A-1001',
      fields: { level: 'INFO', request_id: '4f0c7d0a-1111-4222-8333-944445555666' },
    });
  });
  test('that is plain words stays a message', () => expect(readInnerLine('order sent')).toBeNull());
});
