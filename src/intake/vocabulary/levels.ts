/** Words by which loggers grade their lines; see `levels.yaml`. */
import type { Event } from '../../model/event.js';
import { memo } from '../../util/memo.js';
import { once } from '../../util/once.js';
import { readWords } from './data.js';

export type Level = NonNullable<Event['level']>;
type ByLevel = Readonly<Partial<Record<Level, readonly string[]>>>;

const data = once(() => readWords('levels') as Record<'words' | 'abroad' | 'fields', ByLevel> & Record<'capital' | 'beside', string[]>);

const levels = once((): ReadonlyMap<string, Level> => {
  const { words, abroad, fields } = data();
  const pairs = [words, abroad, fields].flatMap((list) =>
    Object.entries(list).flatMap(([level, names]) => names.map((name) => [name, level as Level] as const)),
  );
  return new Map(pairs);
});

/** The level that a word stands for in a field, or null. slog writes levels between its own as an offset: INFO+2, ERROR+1. */
export const levelNamed = memo((text): Level | null => {
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[+-]\d+$/, '');
  return levels().get(word) ?? null;
});

/** Level words of plain text, the longest first: in any case, in capitals only, and with one capital. */
export const levelsInText = once(() => {
  const { words, abroad, capital, beside } = data();
  const longest = (names: readonly string[]) => [...names].sort((a, b) => b.length - a.length);
  const of = (list: ByLevel) => longest(Object.values(list).flat());
  return {
    any: longest([...of(words), ...beside]),
    abroad: of(abroad).map((word) => word.toUpperCase()),
    capital: longest(capital).map((word) => word[0]!.toUpperCase() + word.slice(1)),
  };
});
