/** The first look never says no to a text that the patterns would look at. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { suspicionOf } from '../../../src/intake/secrets/secret-hints.js';
import { secretHint, secretPatterns } from '../../../src/intake/secrets/secrets.js';

/** Texts that match each alternative of the hint, with something around them. */
const hinted = fc.stringMatching(new RegExp(secretHint().source.replaceAll('\\b', '').replaceAll('[^/\\s]', '[a-z]')));
const words = fc.stringMatching(/^[ -~]{0,30}$/);

test('whatever the hint fits passes', () => {
  fc.assert(
    fc.property(words, hinted, words, fc.boolean(), (before, secret, after, capitals) => {
      const text = `${before} ${capitals ? secret.toUpperCase() : secret}${after}`;
      fc.pre(secretHint().test(text));
      expect(suspicionOf(text)).not.toBe('none');
    }),
    { numRuns: 20_000 },
  );
});

test('texts of all letters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      expect(suspicionOf(text) !== 'none' || !secretHint().test(text)).toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

test('most texts of logs are told at once', () => {
  const texts = [
    'GET /v2/items/1001',
    '2026-08-19T03:00:00Z',
    'order-worker',
    'request completed in 72 ms',
    'https://ledger.test/v1/entries',
  ];
  expect(texts.filter((text) => suspicionOf(text) !== 'none')).toEqual([]);
});

test('where the look sees long numbers only, no pattern but that of cards finds anything', () => {
  const numbers = fc.stringMatching(/^[a-z]{0,4}[-_ .:/]?(?:\d{13,19}|\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,7})[-_ .:/]?[a-z]{0,4}$/);
  const others = secretPatterns().filter(({ kind }) => kind !== 'card_number');
  fc.assert(
    fc.property(words, fc.oneof(numbers, hinted), words, (before, number, after) => {
      const text = `${before}${number}${after}`;
      fc.pre(suspicionOf(text) === 'card');
      expect(others.filter(({ trigger, find }) => trigger.test(text) && find(text).length > 0)).toEqual([]);
    }),
    { numRuns: 5_000 },
  );
});
