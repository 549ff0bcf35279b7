/** Exports of chats: Slack, Teams, Discord, Google Chat, Telegram, Mattermost, Rocket.Chat. One message is one record. */

import type { ReadResult, Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { redact } from '../../secrets/redact.js';
import { defined } from '../json/http.js';
import type { Located } from '../json/located.js';
import { asList, asObject, asText, at, first } from '../json/value.js';
import type { DocumentShape } from './json-document.js';
import { mainList, shareOf } from './list.js';
import { stateOfMessage } from './report-words.js';

/** How one program writes a message: who said what, and when. */
interface ChatShape {
  readonly speaker: readonly string[];
  readonly time: readonly string[];
  readonly text: readonly string[];
}

const SHAPES: readonly ChatShape[] = [
  { speaker: ['user', 'username', 'bot_id'], time: ['ts'], text: ['text'] },
  { speaker: ['from.user.displayName', 'from.application.displayName'], time: ['createdDateTime'], text: ['body.content'] },
  { speaker: ['author.name', 'author.username'], time: ['timestamp'], text: ['content'] },
  { speaker: ['creator.name', 'creator.email'], time: ['created_date'], text: ['text'] },
  { speaker: ['from', 'from_id'], time: ['date_unixtime', 'date'], text: ['text'] },
  { speaker: ['user_id', 'username', 'user'], time: ['create_at'], text: ['message'] },
  { speaker: ['u.username', 'u.name'], time: ['ts.$date', 'ts'], text: ['msg'] },
];

/** What a record of a log or of a shop states, and nobody who talks. */
const NOT_SAID = ['level', 'severity', 'status', 'method', 'logger', 'to', 'trace_id'];

const shapeFor = (message: JsonObject): ChatShape | undefined =>
  NOT_SAID.some((name) => name in message)
    ? undefined
    : SHAPES.find(
        ({ speaker, time, text }) =>
          first(message, speaker) !== null &&
          first(message, time) !== null &&
          (first(message, text) !== null || asList(message.attachments).length > 0),
      );

/** Telegram parts a text where it changes its form; others write marks of HTML or of their own in angle brackets. */
function textIn(value: Value | undefined): string {
  const parts = Array.isArray(value) ? value.map((part) => asText(part) ?? asText(asObject(part).text) ?? '').join('') : asText(value);
  return (parts ?? '')
    .replace(/<[^<>]{0,200}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A program that posts to a chat says what it has to say in an attachment. */
function saidIn(message: JsonObject, shape: ChatShape): string {
  const attached = asList(message.attachments).map(
    (one) => textIn(at(one, 'title')) || textIn(at(one, 'fallback')) || textIn(at(one, 'text')),
  );
  return [textIn(first(message, shape.text)?.value), ...attached].filter((text) => text !== '').join(' ');
}

/** `Wednesday, March 11, 2026 at 10:02:03 AM UTC` of one program; all others write times that any log may hold. */
function timeOf(value: Value | undefined): string | number | null {
  if (typeof value !== 'string') return typeof value === 'number' ? value : null;
  const words = /^\w+, (\w+ \d{1,2}, \d{4}) at (\d{1,2}:\d\d:\d\d)\s?([AP]M) UTC$/.exec(value.replaceAll('\u202f', ' '));
  return words === null ? value : new Date(`${words[1]} ${words[2]} ${words[3]} UTC`).toISOString();
}

function said(item: Value, line: number): ReadResult {
  const message = asObject(item);
  const shape = shapeFor(message);
  const text = shape === undefined ? '' : saidIn(message, shape);
  if (shape === undefined || text === '') return { line, reject: 'skipped', reason: 'an entry of a chat in which nothing is said' };
  return {
    line,
    time: timeOf(first(message, shape.time)?.value),
    message: text,
    fields: {},
    proven: defined({ kind: 'note', title: redact(text), state: stateOfMessage(text) }),
  };
}

const messages = (value: Value): readonly Value[] => {
  const own = asList(at(value, 'messages'));
  return own.length > 0 ? own : (mainList(value) ?? []);
};

/** Prose: what people say has several words. */
const isSaid = (message: JsonObject): boolean => {
  const shape = shapeFor(message);
  return shape !== undefined && /\p{L}+\W+\p{L}+\W+\p{L}+/u.test(saidIn(message, shape));
};

export const chat: DocumentShape = {
  name: 'chat',
  score: 0.9,
  fits(value) {
    const list = messages(value);
    const spoken = shareOf(list, (message) => shapeFor(message) !== undefined);
    return spoken > 0.5 && shareOf(list, isSaid) > 0.5 * spoken ? 'messages of a chat: who said what, and when' : null;
  },
  *read(document: Located): Generator<ReadResult> {
    for (const item of messages(document.value)) yield said(item, document.lineOf(item));
  },
};
