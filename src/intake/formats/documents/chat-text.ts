/** Chats as text, one line for each thing said: a time, a name, and what was said. */
import type { DocumentFormat, Fit, Sample, SourceRecord } from '../../records/format.js';
import type { Block } from './markdown-blocks.js';
import { reportRecords } from './report.js';
import { stateOfMessage } from './report-words.js';

const DATE = String.raw`\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)`;
const CLOCK = String.raw`\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?`;
const NAME = String.raw`@?\p{L}[\p{L}\p{N}._-]{0,30}(?: [\p{L}\p{N}().'-]{1,20}){0,3}`;
/** `[2026-03-01 07:58 UTC] mira: …`, `01/03/2026, 14:36 - Mira Lind: …`, `14:36 <mira> …`. */
const SAID = new RegExp(
  String.raw`^[\[(]?((?:(?:${DATE}),?[ T])?${CLOCK}(?: ?(?:UTC|GMT|Z|[A-Z]{3,4}|[+-]\d\d:?\d\d)(?=[\])\s]))?)[\])]?\s*[-–—]?\s*(?:<(${NAME})>|(${NAME}):)\s+(\S.*)$`,
  'iu',
);
/** The marks with which messengers part the date from the time and the time from the name; no logger writes so. */
const MESSENGER = new RegExp(String.raw`^\[?\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? ${CLOCK}(?:\] | - )`, 'i');
/** Words of loggers where a name would stand. */
const LEVEL = /^(?:trace|debug|info|notice|warn|warning|error|fatal|critical|panic|stdout|stderr|kernel|main)$/i;

interface Said {
  readonly time: string;
  readonly name: string;
  readonly text: string;
}

function saidIn(line: string): Said | null {
  const [, time, marked, named, text] = SAID.exec(line.trim()) ?? [];
  const name = marked ?? named;
  return time === undefined || name === undefined || text === undefined || LEVEL.test(name) ? null : { time, name, text };
}

/** Words as people write them: three in a row, and neither fields nor code. */
const isSpeech = (text: string): boolean => /\p{L}{2,}[,']? \p{L}+[,']? \p{L}+/u.test(text) && !/\w=\S|[{}]/.test(text);

/** What stands above the first thing said in a ticket: its number, its subject, who opened it and when. */
const MOST_HEAD = 12;

/** The lines from the first thing said on, if what stands above it is short. */
function belowHead(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => saidIn(line) !== null);
  return first > 0 && first <= MOST_HEAD ? lines.slice(first) : lines;
}

function fitOf({ lines }: Sample): Fit {
  const filled = belowHead(lines.filter((line) => line.trim() !== ''));
  const said = filled.flatMap((line) => saidIn(line) ?? []);
  const none = { score: 0, reason: '' };
  if (said.length < 2 || said.length < 0.6 * filled.length) return none;
  const speech = said.filter(({ text }) => isSpeech(text)).length / said.length;
  const names = new Set(said.map(({ name }) => name)).size;
  // Between two people many answers are a word or two.
  if (speech < (names > 1 ? 0.4 : 0.6)) return none;
  const messenger = filled.filter((line) => MESSENGER.test(line)).length > 0.5 * filled.length;
  // A program says the same again and again; people do not.
  const varied = new Set(said.map(({ text }) => text.replace(/\d+/g, '0'))).size / said.length;
  if (varied < 0.8) return none;
  return { score: messenger ? 0.95 : 0.72, reason: `a chat: a time, a name and what was said on each line, by ${names} people` };
}

/** Who opened a ticket, and when, in the languages of the vocabulary: `Created: 2026-03-01 16:48 by desk`. */
const OPENED =
  /^((?:opened|created|reported|raised|submitted|received|erstellt|eröffnet|gemeldet|angelegt|créée?|ouverte?|signalée?|cread[oa]|abiert[oa]|apert[oa]|creat[oa]|aangemaakt|geopend|gemeld|criado|aberto)(?: \p{L}{1,6}){0,2})\s*:\s*(\d.*)$/iu;

/** What was said stands on one line; a line without a time goes on with it. What stands above is each a line of its own. */
function blocksOf(text: string): { readonly blocks: Block[]; readonly opened: ReadonlySet<number> } {
  const blocks: Block[] = [];
  const opened = new Set<number>();
  let begun = false;
  for (const [index, row] of text.replaceAll('\r\n', '\n').split('\n').entries()) {
    const line = index + 1;
    const one = saidIn(row);
    begun ||= one !== null;
    const last = blocks.at(-1);
    const [, key, moment] = begun ? [] : (OPENED.exec(row.trim()) ?? []);
    if (key !== undefined) opened.add(line);
    if (one !== null) blocks.push({ kind: 'item', line, text: `${one.time} ${one.name}: ${one.text}` });
    else if (key !== undefined) blocks.push({ kind: 'item', line, text: `${moment} (${key})` });
    else if (row.trim() !== '' && last !== undefined && begun) blocks[blocks.length - 1] = { ...last, text: `${last.text} ${row.trim()}` };
    else if (row.trim() !== '') blocks.push({ kind: 'item', line, text: row.trim() });
  }
  return { blocks, opened };
}

/** Who speaks is a person: what tells of trouble is noticed, however it is worded; and who opens a ticket noticed something. */
function noticed(record: SourceRecord, opens: boolean): SourceRecord {
  if (record.proven?.state != null || record.proven?.at_ms == null) return record;
  const state = opens ? 'notice' : stateOfMessage(record.message ?? '');
  return state === null ? record : { ...record, proven: { ...record.proven, state } };
}

function* said(text: string, name: string): Generator<SourceRecord> {
  const { blocks, opened } = blocksOf(text);
  for (const record of reportRecords(blocks, name, true)) yield noticed(record, opened.has(record.line));
}

export const chatText: DocumentFormat = {
  name: 'chat-text',
  kind: 'document',
  fit: fitOf,
  read: said,
};
