import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireRules } from '../../src/rulepack/required.js';
import { UserError } from '../../src/util/user-error.js';
import { emptyPack, type Pack } from '../support/pack.js';

let pack: Pack;
beforeEach(() => {
  pack = emptyPack();
  pack.write(
    'own/slow',
    { parameters: { longest: { default: 5, min: 1, max: 10, unit: 'seconds', doc: 'Longer is slow.' } } },
    { 'rule.sql': 'SELECT at_ms, id AS event_1 FROM calls WHERE duration_ms > $longest' },
  );
});
afterEach(() => pack.remove());

describe('rules that must be sound', () => {
  it('are all rules of the folders', async () => {
    expect((await requireRules([pack.root])).map(({ id }) => id)).toEqual(['own/slow']);
  });

  it('are refused as a whole, with every fault in the message', async () => {
    pack.write('own/bad', { category: 'none' });
    pack.write('own/worse', {}, { 'rule.sql': null });
    const error = await requireRules([pack.root]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(/own.bad.*category[\s\S]*own.worse.*is missing[\s\S]*Mend them/);
  });
});

describe('parameters that are set', () => {
  it.each([1, 5.5, 10])('within their bounds: %d', async (longest) => {
    await expect(requireRules([pack.root], { parameters: { 'own/slow': { longest } } })).resolves.toHaveLength(1);
  });

  it.each([
    ['out of bounds', { 'own/slow': { longest: 11 } }, 'parameters.own/slow.longest: longest: 11 is out of bounds. Use 1 to 10 (seconds).'],
    ['not a number', { 'own/slow': { longest: Number.NaN } }, 'is out of bounds'],
    ['of no rule', { 'own/fast': { longest: 5 } }, 'parameters.own/fast: own/fast: there is no such rule.'],
    [
      'that the rule does not have',
      { 'own/slow': { shortest: 5 } },
      'parameters.own/slow.shortest: shortest: own/slow has no such parameter.',
    ],
    ['named like a part of every object', { 'own/slow': { constructor: 5 } }, 'has no such parameter'],
  ])('%s are refused', async (_, parameters, message) => {
    const error = await requireRules([pack.root], { parameters: parameters as Record<string, Record<string, number>> }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toContain(message);
  });
});
