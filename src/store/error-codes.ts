/** The error code of an ending, as the taxonomy spells it. */
import type { TaxonomyEntry } from '../model/taxonomy.js';

/** A code without regard to case and separators. */
export const squash = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]+/g, '');

export const list = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

/** Codes that no prose contains: with an underscore, a hump or a name's colons, and long enough. */
const isDistinct = (code: string): boolean => code.length >= 8 && /_|::|[a-z][A-Z]/.test(code) && /^[\w.:]+$/.test(code);

const MOST_TEXT = 4000;
const MOST_WORDS = 200;

/**
 * Reads the code of an ending: what its code field holds; where no entry knows that (a language's class of
 * exception, or nothing at all), the first code that the error text names as a word of its own.
 */
export function codeReader(entries: readonly TaxonomyEntry[]): (ending: { code: string | null; error: string | null }) => string {
  const codes = entries.flatMap((entry) => list(entry.code));
  const known = new Set(codes.map(squash));
  const distinct = new Map(codes.filter(isDistinct).map((code) => [code, squash(code)]));
  return ({ code, error }) => {
    const stated = code === null ? '' : squash(code);
    return known.has(stated) ? stated : (namedIn(distinct, error) ?? stated);
  };
}

function namedIn(distinct: ReadonlyMap<string, string>, error: string | null): string | null {
  const words = error?.slice(0, MOST_TEXT).match(/[A-Za-z][\w.:]{6,}\w/g) ?? [];
  for (const word of words.slice(0, MOST_WORDS)) {
    const code = distinct.get(word) ?? distinct.get(word.slice(word.lastIndexOf('.') + 1));
    if (code !== undefined) return code;
  }
  return null;
}
