import { expect, test } from 'vitest';
import { readMessage } from '../../../src/intake/messages/message.js';

const stated = (text: string) =>
  Object.fromEntries(
    readMessage(text)
      .pairs.filter(({ name }) => name.startsWith('rpc.'))
      .map(({ name, value }) => [name, value]),
  );

test.each([
  [
    'inventory.v2.StockService/Reserve sku=A-77 attempt=2 status=DEADLINE_EXCEEDED after 800 ms',
    'inventory.v2.StockService/Reserve',
    'DEADLINE_EXCEEDED',
  ],
  [
    'rpc /billing.v1.Invoices/Create failed: rpc error: code = Unavailable desc = connection refused',
    'billing.v1.Invoices/Create',
    'UNAVAILABLE',
  ],
  ['shop.cart.v1.CartService/AddItem -> OK (12 ms)', 'shop.cart.v1.CartService/AddItem', 'OK'],
  ['rpc ledger.v1.Entries/Post ok target=ledger.test:443 lines=4', 'ledger.v1.Entries/Post', 'OK'],
  ['seats.v2.Seats/Hold: call completed, seat 12C', 'seats.v2.Seats/Hold', 'OK'],
  ['call of parcels.v1.Labels/Print: RESOURCE_EXHAUSTED: quota', 'parcels.v1.Labels/Print', 'RESOURCE_EXHAUSTED'],
])('%s', (text, method, code) => {
  expect(stated(text)).toEqual({ 'rpc.method': method, 'rpc.grpc.status_code': code });
});

test.each([
  'pulled registry.example.com/Team in 3 s',
  'loaded com/acme/Orders from the class path',
  'GET https://shop.example.com/v1.Orders/Create -> 200',
  'status=UNAVAILABLE of node 7',
])('names no procedure: %s', (text) => {
  expect(stated(text)).toEqual({});
});

test.each([
  ['Calling CreateOrder at https://soap.test/Orders.svc for PO-1001, attempt 2', 'CreateOrder'],
  ['invoking operation BookStay on http://pms.test/ws/Booking', 'BookStay'],
  ['Sending SubmitInvoice to "https://tax.test/services"', 'SubmitInvoice'],
])('a procedure that is called at an address: %s', (text, method) => {
  expect(stated(text)).toEqual({ 'rpc.method': method });
});

test.each([
  'Sending Orders to https://soap.test/Orders.svc',
  'Calling https://soap.test/CreateOrder',
  'OrderImport at https://soap.test/Orders.svc is calling',
])('a thing or an address is no procedure: %s', (text) => {
  expect(stated(text)).toEqual({});
});

test.each(['ledger.v1.Entries/Post is not ok', 'ledger.v1.Entries/Post: waiting until the batch is completed'])(
  'says no end: %s',
  (text) => {
    expect(stated(text)).toEqual({ 'rpc.method': 'ledger.v1.Entries/Post' });
  },
);

test('a method without a code is named all the same', () => {
  expect(stated('retrying ledger.v1.Entries/Post in 400 ms')).toEqual({ 'rpc.method': 'ledger.v1.Entries/Post' });
});
