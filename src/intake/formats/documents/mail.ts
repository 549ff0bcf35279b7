/** Mails as text, in a mailbox or copied from a program: who wrote, when, about what, and what was written. */
import type { DocumentFormat, Fit, Sample, SourceRecord } from '../../records/format.js';
import { redact } from '../../secrets/redact.js';
import { defined, isoMs } from '../json/http.js';
import { clocks } from './report-time.js';
import { stateOfMessage } from './report-words.js';
import { offsetOf } from './report-zone.js';

const FROM = /^(?:from|von|de|da|van)\s?:\s+\S/i;
const DATE = /^(?:date|sent|datum|gesendet|envoyé(?: le)?|fecha|enviado(?: el)?|data|inviato|verzonden)\s?:\s+(.*\d.*)$/i;
const SUBJECT = /^(?:subject|betreff|objet|asunto|oggetto|assunto|onderwerp)\s?:\s*(.*)$/i;
/** Lines of a head: who wrote, to whom, what about. */
const HEAD = 12;
/** Characters of what was written that are looked at. */
const LOOKED_AT = 800;
/** What programs that watch others write first into a subject. */
const FIRING = /^(?:\W*(?:re|fwd?|aw|wg)\W+)*[\W_]*(?:firing|problem|alarm|alert|critical|triggered|down|major|p[1-3])\b/i;
const OVER = /^(?:\W*(?:re|fwd?|aw|wg)\W+)*[\W_]*(?:(?:alarm|alert)\W+)?(?:resolved|recovery|recovered|ok|up|cleared|closed)\b/i;

interface Mail {
  readonly line: number;
  readonly date: string;
  readonly subject: string;
  readonly body: string;
}

/** The line below the head that begins here; null where none does. */
function headAt(lines: readonly string[], at: number): { date: string; subject: string; end: number } | null {
  if (!FROM.test(lines[at] ?? '')) return null;
  const head = lines.slice(at, at + HEAD);
  const length = head.findIndex((line) => line.trim() === '');
  const own = length < 0 ? head : head.slice(0, length);
  const date = own.map((line) => DATE.exec(line)?.[1]).find((one) => one !== undefined);
  const subject = own.map((line) => SUBJECT.exec(line)?.[1]).find((one) => one !== undefined);
  return date === undefined || subject === undefined ? null : { date, subject, end: at + own.length };
}

function mailsIn(text: string): readonly Mail[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const heads = lines.flatMap((_, at) => {
    const head = headAt(lines, at);
    return head === null ? [] : [{ ...head, at }];
  });
  return heads.map(({ at, end, date, subject }, place) => ({
    line: at + 1,
    date,
    subject,
    body: lines.slice(end, heads[place + 1]?.at ?? lines.length).join(' '),
  }));
}

/** Milliseconds UTC: a head states the offset, or a day and a clock as its language writes them. */
function timeOf(date: string): number | null {
  const stated = /(?:[+-]\d{4}|GMT|UTC|Z)\b/.test(date) ? (isoMs(date) ?? Date.parse(date.replace(/\s*\(.*\)$/, ''))) : Number.NaN;
  if (Number.isFinite(stated)) return stated;
  const clock = clocks(date)[0];
  if (clock?.day?.year == null) return null;
  const local = Date.UTC(clock.day.year, clock.day.month - 1, clock.day.day) + clock.ms;
  return local - offsetOf(clock.zone ?? 0, local) * 60_000;
}

function record({ line, date, subject, body }: Mail): SourceRecord {
  const written = `${subject}. ${body}`.replace(/\s+/g, ' ').trim().slice(0, LOOKED_AT);
  const watched = OVER.test(subject) ? 'resolved' : FIRING.test(subject) ? 'firing' : null;
  return {
    line,
    time: timeOf(date),
    message: written,
    fields: {},
    proven: defined({
      kind: watched === null ? 'note' : 'alert',
      title: redact(subject === '' ? written.slice(0, 120) : subject),
      state: watched ?? stateOfMessage(written),
    }),
  };
}

function fitOf({ lines }: Sample): Fit {
  const first = lines.slice(0, HEAD);
  const begins = first.some((_, at) => headAt(lines, at) !== null);
  return begins ? { score: 0.93, reason: 'mails: a head with who wrote, when and about what' } : { score: 0, reason: '' };
}

export const mail: DocumentFormat = {
  name: 'mail',
  kind: 'document',
  fit: fitOf,
  read: (text) => mailsIn(text).map(record),
};
