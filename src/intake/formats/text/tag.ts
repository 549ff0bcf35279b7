/** A tag in brackets right before the message that says what the line is about, not who writes it: `[ord_48211] sent`. */
import type { Header } from './header.js';

/** The last brackets of a header. */
const LAST = /\[([^[\]]{1,60})\](?::?\s*)$/;
/** A name of a record: threads and loggers are numbered in one, two or three digits, processes have no name. */
const NAMED = /^(?=.*[\p{L}#])#?[\p{L}_.-]{0,24}[-_:/ #]?\d{4,}(?:[-_/]\w{1,3})?$/u;
/** A tag changes with the work; a thread or a host comes again and again. */
const LEAST_VALUES = 5;
const LEAST_SHARE = 0.2;

interface Tag {
  readonly value: string;
  /** Where its bracket opens. */
  readonly at: number;
}

function tagOf(line: string, from: number, end: number): Tag | null {
  const m = LAST.exec(line.slice(from, end));
  return m === null ? null : { value: (m[1] as string).trim(), at: from + m.index };
}

/** Whether the lines of a sample carry such tags. Each is given with the places where its header starts and ends. */
export function areTagged(lines: readonly { readonly line: string; readonly from: number; readonly end: number }[]): boolean {
  const tags = lines.flatMap(({ line, from, end }) => tagOf(line, from, end)?.value ?? []);
  const values = new Set(tags);
  if (tags.length < LEAST_SHARE * lines.length || values.size < LEAST_VALUES || values.size < LEAST_SHARE * tags.length) return false;
  return tags.filter((tag) => NAMED.test(tag)).length >= 0.9 * tags.length;
}

/** The header without its tag, which is the begin of the message then. */
export function withoutTag(line: string, from: number, header: Header): Header {
  const tag = tagOf(line, from, header.end);
  if (tag === null || !NAMED.test(tag.value)) return header;
  const fields = Object.fromEntries(Object.entries(header.fields).filter(([, value]) => value !== tag.value));
  return { fields, end: tag.at };
}
