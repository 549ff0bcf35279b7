/** Sentences of reports that state amounts; see `claims.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

const amountWords = once(() => {
  const data = readWords('claims') as Record<'numbers' | 'whole' | 'manner' | 'not_counted' | 'named', string[]>;
  return {
    said: new Set([...data.numbers, ...data.whole, ...data.manner]),
    notCounted: new Set(data.not_counted),
    named: new Set(data.named),
  };
});

/** True when a sentence states an amount: a number before a noun or a percent sign, a number written out, "all" or "none", or how callers repeated. */
export function statesAmount(sentence: string): boolean {
  const { said, notCounted, named } = amountWords();
  const text = sentence.toLowerCase();
  if ((text.match(/[\p{L}']+/gu) ?? []).some((word) => said.has(word))) return true;
  return [...text.matchAll(/(?:(\p{L}+) )?(?<![\p{L}\p{N}.:/#-])\d[\d,.]*\s?(%|\p{L}{2,})/gu)].some(
    ([, before = '', noun = '']) => !notCounted.has(noun) && !named.has(before),
  );
}
