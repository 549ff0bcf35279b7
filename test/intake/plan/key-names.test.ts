import { expect, test } from 'vitest';
import { isKeyValue, keyNameOf } from '../../../src/intake/plan/key-names.js';

const charge = keyNameOf(['charge'])!;

test.each(['ch_ZoBBWWTiaULC', 'ch_7ZdP7AUY8RG8', 'CH-2041', 'evt_QQaxLmBBvtKs'])('identifies something: %s', (value) => {
  expect(isKeyValue(value, charge)).toBe(true);
});

test.each(['order_PaymentReceived', 'in_progress_now', 'card_declined_by_bank', 'succeeded', 'USD', '12.50', '40 ms'])(
  'identifies nothing: %s',
  (value) => {
    expect(isKeyValue(value, charge)).toBe(false);
  },
);
