import { describe, expect, it } from 'vitest';
import { jsonOf, readBody } from '../../../src/intake/bodies/body.js';
import type { Value } from '../../../src/intake/records/format.js';

const read = (body: Value) => readBody(jsonOf(body)!, 200)!;

describe('bodies of good answers', () => {
  it.each<[Value, string]>([
    [{ errors: true, accepted: 39, items: [{ ref: 'M-1', status: 400, reason: 'shelf is closed' }] }, 'partial'],
    [{ errors: true, success_count: 2, results: [{ ref: 'M-1', status: 422, error: 'no such shelf' }] }, 'partial'],
    [{ errors: true, accepted: 0, items: [{ ref: 'M-1', status: 400, reason: 'shelf is closed' }] }, 'error'],
    [{ created: 1_767_225_600, error: { code: 'no_shelf', message: 'no such shelf' } }, 'error'],
    [{ errors: false, accepted: 40, items: [] }, 'ok'],
    ['<ns:PayResponse><ns:Status>RJCT</ns:Status><ns:Reason>AC04</ns:Reason></ns:PayResponse>', 'error'],
    ['<ns:PayResponse><ns:Status>ACSC</ns:Status><ns:Id>T-7</ns:Id></ns:PayResponse>', 'ok'],
    [{ RETURN: [{ TYPE: 'E', ID: 'F5', NUMBER: '201', MESSAGE: 'period is not open' }] }, 'error'],
    [
      {
        RETURN: [
          { TYPE: 'S', ID: 'RW', NUMBER: '605', MESSAGE: 'posted' },
          { TYPE: 'W', ID: 'RW', NUMBER: '1', MESSAGE: 'date moved' },
        ],
      },
      'ok',
    ],
    [
      { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'business-rule', diagnostics: 'encounter is finished' }] },
      'error',
    ],
    [{ resourceType: 'OperationOutcome', issue: [{ severity: 'information', diagnostics: 'stored' }] }, 'ok'],
    [{ errorCode: 0, errorMsg: 'ok', id: 7 }, 'ok'],
    [{ errcode: 40001, errmsg: 'no such shelf' }, 'error'],
    [{ success: 'N', motivo: 'lote cerrado' }, 'error'],
    [{ status: 'not_accepted', reason: 'limit' }, 'error'],
    [{ status: 'cancelled', reason: 'asked for by the customer' }, 'ok'],
  ])('%j', (body, outcome) => expect(read(body).outcome).toBe(outcome));

  it('tells of each refused item why, under whatever name the reason stands', () => {
    const { items } = read({
      errors: true,
      items: [
        { ref: 'M-1', status: 400, motivo: 'lote cerrado' },
        { ref: 'M-2', status: 200, reason: 'as asked' },
      ],
    });
    expect(items).toMatchObject([
      { key: 'M-1', ok: false, message: 'lote cerrado', status: 400 },
      { key: 'M-2', ok: true, message: null },
    ]);
  });
});

describe('the field at fault, told beside the text', () => {
  it.each<[Value, string]>([
    [{ errors: [{ field: 'lines[0].taxCode', message: 'is required' }] }, 'lines[0].taxCode: is required'],
    [{ errors: [{ source: { pointer: '/data/attributes/zip' }, detail: "can't be blank" }] }, "data/attributes/zip: can't be blank"],
    [{ errors: [{ instancePath: '/lines/0/qty', keyword: 'type', message: 'must be integer' }] }, 'lines/0/qty: must be integer'],
    [{ detail: [{ loc: ['body', 'zip'], msg: 'Field required' }] }, 'body.zip: Field required'],
    // The text names it already, or the member holds no name of a field.
    [{ errors: [{ field: 'zip', message: 'zip is required' }] }, 'zip is required'],
    [{ errors: [{ path: 'C:\\temp\\order 1.xml', message: 'is not valid' }] }, 'is not valid'],
    [{ errors: [{ path: '/orders/100200300', message: 'is locked' }] }, 'is locked'],
  ])('%j', (body, message) => expect(readBody(jsonOf(body)!, 422)!.message).toBe(message));
});
