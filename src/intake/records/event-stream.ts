/**
 * Normalized events as NDJSON: written by `caseharden events`, accepted back by `caseharden audit`.
 * One Event a line; the extra field `text` holds the redacted excerpt of the record.
 */
import type { Transform } from 'node:stream';
import ndjson from 'ndjson';
import { Event } from '../../model/event.js';
import type { Delivery } from '../delivery.js';
import { lineFit } from '../formats/fit.js';
import { enterRecord, enterReject, type Ledger } from '../ledger.js';
import type { LineFormat, ParsedLine, Sample } from './format.js';
import { type Line, splitLines } from './lines.js';

/** Name of the format of an event stream. */
export const EVENT_STREAM = 'caseharden-events';

/** A stream that takes events (with `text`) as objects and gives NDJSON. */
export function eventWriter(): Transform {
  return ndjson.stringify();
}

/** The format, for sniffing; its lines are read by `createEventStreamReader`. */
export const eventStream: LineFormat = {
  name: EVENT_STREAM,
  kind: 'lines',
  otherLines: 'malformed',
  fit: (sample: Sample) => lineFit(sample, (line) => looksLikeEvent(line), { weight: 0.99, what: 'caseharden events' }),
  parse: (line: string): ParsedLine | null => (looksLikeEvent(line) ? { time: null, message: line, fields: {} } : null),
};

function looksLikeEvent(line: string): boolean {
  return (
    line.startsWith('{') &&
    line.includes('"file":') &&
    line.includes('"line":') &&
    line.includes('"kind":') &&
    parseEvent(line).event !== null
  );
}

/** Reads the lines of an event stream: each event is validated and given on as it is. */
export function createEventStreamReader(ledger: Ledger, deliver: (events: readonly Event[]) => void): (line: Line, number: number) => void {
  return (line, number) => {
    if (line !== null && line.trim() === '') return;
    const { event, reason } = line === null ? { event: null, reason: 'the line is too long' } : parseEvent(line);
    if (event === null) return enterReject(ledger, { line: number, reject: 'malformed', reason: `Not an event: ${reason}.` });
    enterRecord(ledger, [event]);
    deliver([event]);
  };
}

/** The event of a line, or why there is none. */
function parseEvent(line: string): { event: Event; reason: null } | { event: null; reason: string } {
  let value: unknown;
  try {
    value = JSON.parse(line.charCodeAt(0) === 0xfeff ? line.slice(1) : line);
  } catch {
    return { event: null, reason: 'the line is not JSON' };
  }
  const parsed = Event.safeParse(value);
  if (parsed.success) return { event: parsed.data, reason: null };
  const issue = parsed.error.issues[0];
  return { event: null, reason: `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not an event'}` };
}

/** Place and excerpt of an event line; null where it has none. */
export function excerptOf(line: string): { place: string; text: string } | null {
  try {
    const value = JSON.parse(line) as { file?: unknown; line?: unknown; text?: unknown };
    return typeof value.text === 'string' ? { place: `${value.file}:${value.line}`, text: value.text } : null;
  } catch {
    return null;
  }
}

/** Reads all lines of such a stream. */
export async function readEventStream(text: AsyncGenerator<string>, ledger: Ledger, delivery: Delivery, report: () => void): Promise<void> {
  const read = createEventStreamReader(ledger, delivery.add);
  let number = 0;
  for await (const lines of splitLines(text)) {
    for (const line of lines) {
      read(line, ++number);
      if (delivery.isFull()) await delivery.whenFull();
    }
    report();
  }
  await delivery.whenFull();
}
