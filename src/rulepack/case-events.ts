/** The events of a rule's test case: short notation to full events. */
import { Event } from '../model/event.js';
import type { RuleCase } from '../model/rule.js';
import { describeIssue } from '../util/issues.js';

const DAY = '2026-01-15';

/** A misspelt field would make a case say less than it seems to. */
const STRICT_EVENT = Event.strict();

type Written = Record<string, unknown>;

/**
 * Events of a case in the order of writing. `at` is a time of day (10:00:00.500) or an RFC 3339 time;
 * `repeat: {times, every_ms}` repeats an event and `{n}` in its texts counts from 1.
 * @throws Error with one sentence when an event does not fit the schema.
 */
export function caseEvents(ruleCase: RuleCase): Event[] {
  return ruleCase.events.flatMap((event) => repeated({ ...ruleCase.defaults, ...event })).map((event, i) => toEvent(event, i + 1));
}

function repeated(event: Written): Written[] {
  const { repeat, ...rest } = event as Written & { repeat?: { times: number; every_ms?: number } };
  if (!repeat) return [rest];
  return Array.from({ length: repeat.times }, (_, i) => {
    const copy = Object.fromEntries(
      Object.entries(rest).map(([name, value]) => [name, typeof value === 'string' ? value.replaceAll('{n}', String(i + 1)) : value]),
    );
    return { ...copy, later_ms: i * (repeat.every_ms ?? 1000) };
  });
}

function toEvent(written: Written, line: number): Event {
  const { at, later_ms, ...fields } = written;
  const at_ms =
    at === undefined ? null : Date.parse(/^\d\d:\d\d/.test(String(at)) ? `${DAY}T${String(at)}Z` : String(at)) + Number(later_ms ?? 0);
  const took = typeof fields.duration_ms === 'number' ? fields.duration_ms : 0;
  const times = at_ms === null ? {} : { at_ms, start_ms: Math.round(at_ms - took), end_ms: at_ms };
  const operation = fields.method && fields.route ? { operation: `${fields.method} ${fields.route}` } : {};
  const parsed = STRICT_EVENT.safeParse({ file: 'case.log', line, kind: 'exchange', ...operation, ...times, ...fields });
  if (parsed.success) return parsed.data;
  throw new Error(`event ${line}: ${describeIssue(parsed.error)}`);
}
