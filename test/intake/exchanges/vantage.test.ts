import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';

/** From where the calls of a file of one message were seen. */
function seenFrom(message: string) {
  const record = { line: 1, time: '2026-03-01T10:00:00Z', message, fields: {} };
  return createNormalizer({ file: 'app.log', format: 'text' }, [record]).events(record)[0]?.vantage;
}

describe('who wrote a line about a call', () => {
  it.each([
    ['201 Created: POST - /orders in 31ms order=A-7001', 'target'],
    ['500 Internal Server Error: POST - /hooks/desk in 31ms order=A-7001', 'target'],
    ['POST /webhooks/desk order=A-7001 status=200', 'target'],
    ['POST https://shop.test/webhooks/desk order=A-7001 status=200', 'caller'],
    ['POST /orders order=A-7001 status=201', 'caller'],
    ['POST /webhooks order=A-7001 status=201', 'caller'],
    ['method=POST path=/orders format=json controller=Api::OrdersController action=create status=201 duration=31.2 order=A-7001', 'target'],
  ])('%s', (message, vantage) => expect(seenFrom(message)).toBe(vantage));
});

describe('JSON behind a name', () => {
  const eventOf = (message: string) => {
    const record = { line: 1, time: '2026-03-01T10:00:00Z', message, fields: {} };
    return createNormalizer({ file: 'app.log', format: 'text' }, [record]).events(record)[0];
  };

  it('is what was sent where the name says so, and no answer', () => {
    expect(eventOf('500 Internal Server Error: POST - /orders payload={"state":"failed","order":"A-7001"}')).toMatchObject({
      body_shape: 'order:string state:string',
      body_outcome: null,
      payload_hash: expect.any(String),
    });
    expect(eventOf('POST /orders -> 200 body={"state":"failed","order":"A-7001"}')).toMatchObject({
      body_outcome: 'error',
      payload_hash: null,
    });
  });
});
