/** Receipts for business documents, as RFC 4130, X12, EDIFACT and ISO 20022 define them. */
import { expect, it } from 'vitest';
import { receiptIn, receiptOf } from '../../../src/intake/bodies/receipts.js';

it.each([
  ['mdn="automatic-action/MDN-sent-automatically; processed/error: decryption-failed"', 'error', 'MDN-decryption-failed'],
  ['Disposition: automatic-action/MDN-sent-automatically; processed/Error: authentication-failed', 'error', 'MDN-authentication-failed'],
  ['MDN received: failed/Failure: unsupported format', 'error', 'MDN-unsupported format'],
  ['POST /as2 200 reply AK1*PO*77~AK9*R*1*1*0~', 'error', 'X12-R'],
  ['AK2*850*0001~IK5*R*5~', 'error', 'X12-R'],
  ['AK9*P*2*2*1~', 'partial', 'X12-P'],
  ['TA1*000000905*260301*1000*R*006~', 'error', 'X12-R'],
  ["UCI+4711+SENDER:14+RECEIVER:14+4+23'", 'error', 'EDIFACT-4'],
  ["BGM+313+AP-77+27'", 'error', 'EDIFACT-313'],
  ['<TxSts>RJCT</TxSts>', 'error', 'ISO20022-RJCT'],
  ['"GrpSts": "PART"', 'partial', 'ISO20022-PART'],
])('a bad receipt: %s', (text, outcome, code) => expect(receiptIn(text)).toMatchObject({ outcome, code }));

it.each([
  'mdn="automatic-action/MDN-sent-automatically; processed"',
  'MDN-sent-automatically; processed/warning: duplicate-document',
  'AK9*A*1*1*1~',
  'IK5*E~',
  'TA1*000000905*260301*1000*A*000~',
  "UCI+4711+SENDER:14+RECEIVER:14+7'",
  '<GrpSts>ACTC</GrpSts>',
  'order A-7 processed, 2 failed',
  'Status: FAIL',
])('none: %s', (text) => expect(receiptIn(text)).toBeNull());

it('in a field that its name tells', () => {
  expect(receiptOf('sent', { mdn: 'processed/error: integrity-check-failed' })).toMatchObject({ code: 'MDN-integrity-check-failed' });
  expect(receiptOf('sent', { TxSts: 'RJCT' })).toMatchObject({ code: 'ISO20022-RJCT' });
  expect(receiptOf('sent', { state: 'processed/error' })).toBeNull();
});
