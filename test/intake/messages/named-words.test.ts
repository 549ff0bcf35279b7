import { describe, expect, it } from 'vitest';
import { wordPairs } from '../../../src/intake/messages/named-words.js';

const pairsOf = (text: string) => wordPairs(text).map(({ name, value }) => `${name}=${value}`);

describe('names and values with a blank between them', () => {
  it.each([
    [
      'Activity completed. Namespace shop TaskQueue q1 WorkflowID BK-7 RunID 0b9f-12 ActivityType Pay Attempt 1',
      ['WorkflowID=BK-7', 'RunID=0b9f-12', 'ActivityType=Pay'],
    ],
    ['Processed shipmentId S-77, stepName Label', ['shipmentId=S-77']],
    ['retrying order_id 4711 now', ['order_id=4711']],
  ])('are pairs in "%s"', (text, pairs) => {
    expect(pairsOf(text)).toEqual(pairs);
  });

  it.each([
    'EventType mismatch in handler',
    'the order id is unknown',
    'orderId was not found',
    'set orderId=7 twice',
    'UserID unknown, ActivityType Pay',
  ])('are none in "%s"', (text) => {
    expect(pairsOf(text)).toEqual([]);
  });
});
