/** The blocks of an incident report as records: its timeline with times, its statements without. */

import type { SourceRecord } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { redact } from '../../secrets/redact.js';
import { defined, type Proven } from '../json/http.js';
import { labelText } from './labels.js';
import type { Block } from './markdown-blocks.js';
import { withClaims } from './report-claims.js';
import {
  type Context,
  entryMoment,
  headingMoment,
  keyed,
  leadingClock,
  type Moment,
  moment,
  opened,
  RELATIVE,
  relative,
  trailing,
} from './report-moment.js';
import { clocks, type Day, firstDay } from './report-time.js';
import { claimOf, isPlan, type NoteState, severityOf, stateOf, stateOfKey } from './report-words.js';
import { statedZone } from './report-zone.js';

function note(title: string, at: Moment | null, state: NoteState | null, plan = false): Proven {
  const severity = severityOf(title);
  const claim = plan ? null : claimOf(title);
  const labels: JsonObject = {
    ...(severity === null ? {} : { severity }),
    ...(claim === null ? {} : { unit: claim.unit }),
    // Without a date only the time of day is known; the day is the logs'.
    ...(at !== null && at.ms === null ? { time_of_day: at.clock } : {}),
  };
  return defined({
    kind: 'note',
    title: redact(title),
    state,
    at_ms: at?.ms ?? null,
    value: claim?.value ?? null,
    labels: labelText(labels),
  });
}

const RANGE = /\b(?:from|between)\b[^.]{0,12}$/i;
const SENTENCE = /(?<=[.!?])\s+(?=[A-ZÀ-Ý])|\n/;

/** Sentences of prose that tell of a state and name its time. */
function told(text: string, context: Context): readonly { sentence: string; at: Moment; state: NoteState }[] {
  return text.split(SENTENCE).flatMap((sentence) => {
    const [first, second] = clocks(sentence);
    if (first === undefined) return [];
    const zone = first.zone ?? second?.zone ?? null;
    if (second && RANGE.test(sentence.slice(0, first.start))) {
      const pair = [
        { clock: first, state: 'started' as const },
        { clock: second, state: 'resolved' as const },
      ];
      return pair.map(({ clock, state }) => ({ sentence, at: moment({ ...clock, zone }, context), state }));
    }
    const state = stateOf(sentence);
    return state === null ? [] : [{ sentence, at: moment(first, context), state }];
  });
}

const record = (line: number, text: string, proven: Proven, also: readonly Proven[] = []): SourceRecord => ({
  line,
  time: proven.at_ms ?? null,
  message: text,
  fields: {},
  proven,
  ...(also.length > 0 ? { also } : {}),
});

/** A paragraph: an entry when it begins with its time, else prose whose dated sentences count as well. */
function prose(block: Block, context: Context): SourceRecord {
  const above = context.heading;
  context.heading = null;
  if (above !== null) return record(block.line, block.text, note(block.text, above, entryState(block.text.split(SENTENCE, 1)[0] ?? '')));
  const found = told(block.text, context);
  const [only] = found;
  if (found.length === 1 && only) return record(block.line, block.text, note(block.text, only.at, only.state));
  return record(
    block.line,
    block.text,
    note(block.text, null, null),
    found.map(({ sentence, at, state }) => note(sentence, at, state)),
  );
}

/** The state of an entry that begins with its kind: "Recovery: the pods are back". */
const labelled = (text: string): NoteState | null => stateOfKey(/^([A-Z][a-z]+(?: [a-z]+){0,2}):\s/.exec(text)?.[1] ?? '');

/** What an entry tells of an alert or of a person wins over its label: "Detection: a customer called". */
function entryState(text: string): NoteState | null {
  const state = stateOf(text);
  return state === 'alert' || state === 'notice' ? state : (labelled(text) ?? state);
}

function entry(line: number, text: string, context: Context): SourceRecord | null {
  const clock = leadingClock(text);
  const at = clock ? entryMoment(clock, context) : relative(text, context);
  if (at === null) return null;
  const rest = text
    .slice(clock ? clock.end : (RELATIVE.exec(text)?.[0].length ?? 0))
    .replace(/^(\s*[-–—]\s*\d{1,2}:\d{2}(?::\d{2})?)?[\s\])|:.,–—-]*/, '');
  return rest === '' ? null : record(line, text, note(rest, at, entryState(rest)));
}

/** A paragraph of which several sentences tell of a state, each with its time, is no entry for the first of them. */
const tellsSeveral = (text: string): boolean =>
  text.split(SENTENCE).filter((sentence) => stateOf(sentence) !== null && clocks(sentence).length > 0).length > 1;

const KEY = /^(\p{L}[\p{L} /()-]{2,40}?)\s*(?:\((?:UTC|GMT|[A-Z]{2,4})\))?\s*[:=]\s+(.+)$/su;

/** A list item, a line of a paragraph, or a line of front matter. */
function line(block: Block, context: Context): SourceRecord {
  const whole = block.kind === 'paragraph' && tellsSeveral(block.text) ? null : entry(block.line, block.text, context);
  if (whole) return whole;
  const [, key, value] = KEY.exec(block.text) ?? [];
  const own = block.kind === 'front' && key === 'date' && context.dated ? opened(value ?? '', context) : null;
  const found =
    own ?? (key && value ? keyed(key, value, context) : null) ?? (block.kind === 'front' ? null : trailing(block.text, context));
  return found ? record(block.line, block.text, note(block.text, found.at, found.state)) : prose(block, context);
}

/** A table row: its time stands in a cell of its own, or beside the key in the first cell. */
function row(block: Block, context: Context): SourceRecord {
  const cells = block.cells ?? [];
  const zone = statedZone((block.head ?? []).join(' '));
  if (zone !== null) context.zone = zone;
  const timed = cells.findIndex((cell) => leadingClock(cell) !== null);
  if (timed > 0 && stateOfKey(cells[0] ?? '') !== null) {
    const found = keyed(cells[0] ?? '', cells.slice(1).join(' '), context);
    if (found) return record(block.line, block.text, note(block.text, found.at, found.state));
  }
  if (timed >= 0) {
    const before = cells
      .slice(0, timed)
      .map(firstDay)
      .find((day) => day !== null);
    if (before) context.day = { ...before, year: before.year ?? context.day?.year ?? null };
    const rest = cells.filter((cell, index) => index !== timed && firstDay(cell) === null && cell !== '').join(' | ');
    const found = entry(block.line, `${cells[timed] ?? ''} ${rest}`, context);
    if (found) return { ...found, message: block.text };
  }
  const found = keyed(cells[0] ?? '', cells.slice(1).join(' '), context);
  return found ? record(block.line, block.text, note(block.text, found.at, found.state)) : prose(block, context);
}

/** A name and a time on a line of their own, as chats put them above what was said. */
const SPEAKER = /^@?\p{L}[\p{L}\p{N} ._'()-]{1,40}?(?:\s{1,3}APP)?\s*[[(]?\s*(\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]m)?)[\])]?$/iu;

const isChat = (text: string): boolean => text.split('\n').filter((row) => SPEAKER.test(row.trim())).length >= 1;

/** What was said in a chat, each with the time above it. */
function* chat(block: Block, context: Context): Generator<SourceRecord> {
  let said: { line: number; time: string; text: string[] } | null = null;
  const flush = function* (): Generator<SourceRecord> {
    if (said !== null && said.text.length > 0)
      yield line({ ...block, line: said.line, text: `${said.time} ${said.text.join(' ')}` }, context);
  };
  for (const [index, row] of block.text.split('\n').entries()) {
    const time = SPEAKER.exec(row.trim())?.[1];
    if (time !== undefined) {
      yield* flush();
      said = { line: block.line + index, time, text: [] };
    } else if (said !== null) said.text.push(row.trim());
    else if (row.trim() !== '') yield line({ ...block, line: block.line + index, text: row.trim() }, context);
  }
  yield* flush();
}

/** Paragraphs and code blocks whose lines begin with times are timelines. */
function* several(block: Block, context: Context): Generator<SourceRecord> {
  if (isChat(block.text)) return yield* chat(block, context);
  const rows = block.text.split('\n');
  const timed = rows.filter((text) => leadingClock(text) !== null).length;
  if (rows.length > 1 && timed >= 2) {
    for (const [index, text] of rows.entries())
      if (text.trim() !== '') yield line({ ...block, line: block.line + index, text: text.trim() }, context);
  } else if (block.kind === 'code') yield record(block.line, block.text.slice(0, 400), note(block.text.slice(0, 400), null, null));
  else yield line(block, context);
}

function enter(heading: Block, context: Context): SourceRecord {
  const depth = heading.depth ?? 1;
  if (context.plan !== null && depth <= context.plan) context.plan = null;
  if (context.plan === null && isPlan(heading.text)) context.plan = depth;
  const day = firstDay(heading.text);
  if (day) context.day = { ...day, year: day.year ?? context.day?.year ?? null };
  context.zone = statedZone(heading.text) ?? context.zone;
  // A heading that is a time goes on with the timeline; any other begins a new one.
  if (leadingClock(heading.text) === null) context.last = null;
  const own = context.plan === null ? entry(heading.line, heading.text, context) : null;
  context.heading = own === null && context.plan === null ? headingMoment(heading.text, context) : null;
  return own ?? record(heading.line, heading.text, note(heading.text, null, null, context.plan !== null));
}

/** The day that the report is about: in its heading or front text, else the first one it names, else the file's name. */
function reportDay(all: readonly Block[], name: string): Day | null {
  const dated = all.filter((block) => block.kind === 'front' || block.kind === 'heading' || /^date\b/i.test(block.text));
  const day = [...dated, ...all].map((block) => firstDay(block.text)).find((found) => found !== null && found.year !== null);
  return day ?? firstDay(/\d{4}-\d{2}-\d{2}/.exec(name)?.[0] ?? '') ?? null;
}

/**
 * The records of a report: every block that says something.
 * @param spoken true for a chat, whose times are those of the messages.
 */
export function* reportRecords(all: readonly Block[], name: string, spoken = false): Generator<SourceRecord> {
  const zone = all.map((block) => statedZone(block.text)).find((found) => found !== null) ?? null;
  const dated = all.some((block) => block.kind === 'front' && /^(?:resolved\w*|severity|affected|impact)\s*:/i.test(block.text));
  const context: Context = { day: reportDay(all, name), zone, plan: null, last: null, first: null, heading: null, dated, spoken };
  for (const block of all) {
    if (block.kind === 'heading') yield enter(block, context);
    else if (context.plan !== null || /^follow.?ups?:?$/i.test(block.text))
      yield record(block.line, block.text, note(block.text, null, null, true));
    else if (block.kind === 'row') yield withClaims(row(block, context), context);
    else if (block.kind === 'item') yield withClaims(line(block, context), context);
    else if (block.kind === 'front') yield line(block, context);
    else for (const said of several(block, context)) yield block.kind === 'code' ? said : withClaims(said, context);
  }
}
