import { describe, expect, test } from 'vitest';
import { logfmt } from '../../../src/intake/formats/logfmt.js';
import { parseOne } from './line-formats.js';

describe('logfmt', () => {
  test('time and message are taken out, the rest are fields', () => {
    expect(parseOne(logfmt, 'time=2026-01-02T10:00:00Z level=INFO msg="order \\"A-1001\\" sent" order=A-1001 empty= ok')).toEqual({
      time: '2026-01-02T10:00:00Z',
      message: 'order "A-1001" sent',
      fields: { level: 'INFO', order: 'A-1001', empty: '' },
    });
  });

  test('a message under the name of another language is one where it is prose', () => {
    expect(parseOne(logfmt, 'nivel=info mensaje="pedido A-1001 enviado" pedido=A-1001').message).toBe('pedido A-1001 enviado');
    expect(parseOne(logfmt, 'nivel=info mensaje=ORDERS05 pedido=A-1001').message).toBeNull();
  });

  test('JSON in a quoted value is read', () => {
    expect(parseOne(logfmt, 'level=warn msg=refused body="{\\"code\\":422,\\"errors\\":[\\"sku\\"]}"').fields.body).toEqual({
      code: 422,
      errors: ['sku'],
    });
  });

  test('words of an unquoted message belong to it', () => {
    expect(parseOne(logfmt, 'level=info msg=order was sent order=A-1001')).toMatchObject({
      message: 'order was sent',
      fields: { order: 'A-1001' },
    });
  });

  test('prose under another name is the message, a word under it is none', () => {
    expect(parseOne(logfmt, 'time=2026-01-02T10:00:00Z event=e-7 note="giving the order up"')).toMatchObject({
      message: 'giving the order up',
      fields: { event: 'e-7' },
    });
    expect(parseOne(logfmt, 'time=2026-01-02T10:00:00Z event=e-7 status=201').message).toBeNull();
  });

  test.each(['order A-1001 sent', 'sent order=A-1001', 'a=1', '{"a":1}', 'https://ledger.test/?a=1&b=2', ''])(
    'does not take %j for pairs',
    (line) => {
      expect(logfmt.parse(line)).toBeNull();
    },
  );

  test('lines of the Heroku router prove an exchange', () => {
    const line =
      'at=error code=H12 desc="Request timeout" method=POST path="/v1/orders?x=1" host=ledger.test request_id=ab-12 fwd="10.0.0.1" dyno=web.1 connect=1ms service=30000ms status=503 bytes=0 protocol=https';
    expect(parseOne(logfmt, line).proven).toEqual({
      kind: 'exchange',
      vantage: 'proxy',
      method: 'POST',
      path: '/v1/orders',
      target: 'ledger.test',
      status: 503,
      duration_ms: 30_001,
      request_id: 'ab-12',
      code: 'H12',
      timed_out: true,
      sent: null,
    });
  });
});
