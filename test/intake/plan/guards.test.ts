/** Which values are taken for ids under a name that names of events go by as well. */
import { expect, it } from 'vitest';
import { believe } from '../../../src/intake/plan/guards.js';

it.each(['ev-4GVW6P7U82', 'ev-ACRDCTXPNT', 'wh_QWZKPLMNTR', '10042'])('an id: %s', (text) => {
  expect(believe('id', text, 1, true)).toEqual(believe('id', text, 1, false));
  expect(believe('id', text, 1, true)).not.toBeNull();
});

it.each(['order.created', 'ORDER_CREATED', 'order-Created', 'ev_shipped', 'EVT-CREATED', 'ok'])('a name: %s', (text) => {
  expect(believe('id', text, 1, true)).toBeNull();
});
