/**
 * Names and values that stand beside each other with nothing but a blank between them, as the loggers of some engines of workflows print
 * them behind a sentence: `Activity completed. Namespace shop ActivityType Pay WorkflowID A-1 Attempt 1`.
 */
import type { Pair } from './message.js';

/** A name of several words in one, the last of which says that an identifier or a kind follows. */
const NAMED =
  /(?<![\w=/.-])([A-Z][a-z]+(?:[A-Z][a-z]*)*(?:I[Dd]|Type|Name|Key|Ref)|[a-z]+(?:[A-Z][a-z]+)*(?:ID|Id)|[a-z]+(?:_[a-z]+)*_id) (["']?)([^\s"',;=]+)\2(?=[\s,;]|$)/g;
/** What identifies holds a digit; it is no sentence that goes on. */
const IDENTIFIER = /^[\w#@.:/-]*\d[\w#@.:/-]*$/;
const KIND = /^[A-Za-z][\w.$-]*\w$/;

/** The pairs of a text; kinds are believed beside an identifier only. */
export function wordPairs(text: string): Pair[] {
  const ids: Pair[] = [];
  const kinds: Pair[] = [];
  for (const [, name, , said] of text.matchAll(NAMED)) {
    const value = said!.replace(/[.:]+$/, '');
    if (/(?:Type|Name)$/.test(name!)) {
      if (KIND.test(value)) kinds.push({ name: name!, value });
    } else if (IDENTIFIER.test(value)) ids.push({ name: name!, value });
  }
  return ids.length === 0 ? [] : [...ids, ...kinds];
}
