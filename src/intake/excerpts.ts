/** Second pass: the redacted lines that findings name. No raw text is kept from the first pass. */
import type { Input } from '../model/input.js';
import { formats } from './formats/index.js';
import { openText } from './inputs/open.js';
import type { Source } from './inputs/source.js';
import { SOURCE } from './intake.js';
import { EVENT_STREAM, excerptOf } from './records/event-stream.js';
import type { WrapperFormat } from './records/format.js';
import { splitLines } from './records/lines.js';
import { cleanLine } from './records/sample.js';
import { hideCells } from './secrets/excerpt-columns.js';
import { redact } from './secrets/redact.js';

/** Longest excerpt, in characters. */
const LONGEST_EXCERPT = 400;
/** Characters looked at for one excerpt: a secret that straddles the cut must still be seen whole. */
const LOOKED_AT = 4_000;

/** Takes out of a text what the configuration hides, beside what is recognised. */
export type Hide = (text: string) => string;

/** A line that a finding names. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * Redacted excerpts by `file:line`, of the first physical line of each record. Reads only the files
 * that are named, and event streams, whose excerpts stand in their `text` field. A place that cannot
 * be read again is missing in the result.
 */
export async function readExcerpts(
  wanted: readonly Place[],
  inputs: readonly Input[],
  own: Hide = (text) => text,
): Promise<Map<string, string>> {
  const excerpts = new Map<string, string>();
  const places = new Set(wanted.map(({ file, line }) => `${file}:${line}`));
  const linesOf = linesByFile(wanted);
  for (const input of inputs) {
    const source = (input as { [SOURCE]?: Source })[SOURCE];
    if (source === undefined) continue;
    const lines = linesOf.get(input.path);
    if (input.format === EVENT_STREAM) await fromEventStream(source, places, excerpts, own);
    else if (lines !== undefined) await fromFile(source, input, lines, excerpts, own);
  }
  return excerpts;
}

function linesByFile(wanted: readonly Place[]): Map<string, Set<number>> {
  const linesOf = new Map<string, Set<number>>();
  for (const { file, line } of wanted) {
    const lines = linesOf.get(file);
    if (lines === undefined) linesOf.set(file, new Set([line]));
    else lines.add(line);
  }
  return linesOf;
}

async function fromFile(source: Source, input: Input, lines: ReadonlySet<number>, excerpts: Map<string, string>, own: Hide): Promise<void> {
  const wrappers = wrappersOf(input);
  const cells = input.format.endsWith('csv') ? hideCells() : null;
  await eachLine(
    source,
    cells === null ? lines : null,
    (number, text) => {
      const shown = cells === null ? text : cells(text, number);
      if (lines.has(number)) excerpts.set(`${input.path}:${number}`, excerpt(unwrapped(shown, wrappers), own));
    },
    lastOf(lines),
  );
}

async function fromEventStream(source: Source, places: ReadonlySet<string>, excerpts: Map<string, string>, own: Hide): Promise<void> {
  await eachLine(source, null, (_number, text) => {
    const found = excerptOf(text);
    if (found !== null && places.has(found.place)) excerpts.set(found.place, excerpt(found.text, own));
  });
}

const lastOf = (lines: ReadonlySet<number>): number => [...lines].reduce((highest, line) => Math.max(highest, line), 0);

/** Calls back for the wanted lines, or for all; stops after the last one wanted. */
async function eachLine(
  source: Source,
  wanted: ReadonlySet<number> | null,
  take: (number: number, text: string) => void,
  last = Number.POSITIVE_INFINITY,
): Promise<void> {
  let number = 0;
  try {
    for await (const batch of splitLines(openText(source.open).chunks)) {
      for (const [index, line] of batch.entries()) {
        number++;
        if (line !== null && (wanted === null || wanted.has(number))) take(number, whole(line, batch, index));
      }
      if (number >= last) return;
    }
  } catch {
    // It could be read the first time; what is gone now simply has no excerpt.
  }
}

/** A line that only opens a bracket says nothing: the lines after it are taken in, too. */
function whole(line: string, batch: readonly (string | null)[], index: number): string {
  if (!/^[\s[{(,]{1,40}$/.test(line)) return line;
  const next = batch.slice(index, index + 12).map((text) => (text ?? '').trim());
  return next.join(' ').slice(0, LOOKED_AT);
}

function excerpt(text: string, own: Hide): string {
  return cut(redact(own(cleanLine(text).trim().slice(0, LOOKED_AT))));
}

function cut(text: string): string {
  if (text.length <= LONGEST_EXCERPT) return text;
  return `${text.slice(0, LONGEST_EXCERPT - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function wrappersOf(input: Input): WrapperFormat[] {
  const names = input.wrapper?.split('+') ?? [];
  return names.flatMap((name) => formats.filter((format): format is WrapperFormat => format.kind === 'wrapper' && format.name === name));
}

function unwrapped(text: string, wrappers: readonly WrapperFormat[]): string {
  return wrappers.reduce((inner, wrapper) => wrapper.unwrap(inner)?.inner ?? inner, text);
}
