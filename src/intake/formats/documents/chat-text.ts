/** Chats as text, one line for each thing said: a time, a name, and what was said. */
import type { DocumentFormat, Fit, Sample, SourceRecord } from '../../format.js';
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

function fitOf({ lines }: Sample): Fit {
  const filled = lines.filter((line) => line.trim() !== '');
  const said = filled.flatMap((line) => saidIn(line) ?? []);
  const none = { score: 0, reason: '' };
  if (said.length < 2 || said.length < 0.6 * filled.length) return none;
  const speech = said.filter(({ text }) => isSpeech(text)).length / said.length;
  if (speech < 0.6) return none;
  const names = new Set(said.map(({ name }) => name)).size;
  const messenger = filled.filter((line) => MESSENGER.test(line)).length > 0.5 * filled.length;
  // A program says the same again and again; people do not.
  const varied = new Set(said.map(({ text }) => text.replace(/\d+/g, '0'))).size / said.length;
  if (varied < 0.8) return none;
  return { score: messenger ? 0.95 : 0.72, reason: `a chat: a time, a name and what was said on each line, by ${names} people` };
}

/** What was said stands on one line; a line without a time goes on with it. */
function blocksOf(text: string): Block[] {
  const found: Block[] = [];
  for (const [index, row] of text.replaceAll('\r\n', '\n').split('\n').entries()) {
    const one = saidIn(row);
    const last = found.at(-1);
    if (one !== null) found.push({ kind: 'item', line: index + 1, text: `${one.time} ${one.name}: ${one.text}` });
    else if (row.trim() !== '' && last !== undefined) found[found.length - 1] = { ...last, text: `${last.text} ${row.trim()}` };
    else if (row.trim() !== '') found.push({ kind: 'item', line: index + 1, text: row.trim() });
  }
  return found;
}

/** Who speaks is a person: what tells of trouble is noticed, however it is worded. */
function noticed(record: SourceRecord): SourceRecord {
  if (record.proven?.state != null || record.proven?.at_ms == null) return record;
  const state = stateOfMessage(record.message ?? '');
  return state === null ? record : { ...record, proven: { ...record.proven, state } };
}

function* said(text: string, name: string): Generator<SourceRecord> {
  for (const record of reportRecords(blocksOf(text), name)) yield noticed(record);
}

export const chatText: DocumentFormat = {
  name: 'chat-text',
  kind: 'document',
  fit: fitOf,
  read: said,
};
