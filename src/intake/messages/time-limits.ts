/** Limits of time that a quiet line states: `started (timeout 10 s)`. A limit that is told is no limit that was reached. */
import type { Event } from '../../model/event.js';
import { UNIT_PATTERN } from '../times/duration.js';

/** Levels at which a program says how it is set; louder, it tells that time ran out. */
const QUIET = new Set<Event['level']>(['trace', 'debug', 'info']);
const NUMBER = String.raw`\d+(?:[.,]\d+)?(?:\s*(?:${UNIT_PATTERN}))?\b`;
const REACHED = String.raw`(?:\s*(?:${UNIT_PATTERN})\b)?\s*(?:was |is |has been )?(?:exceed|expire|elapse|reach|pass|hit|over)`;
/** `read timeout 30 s`, `timeout: 10000 ms`, `timeout set to 5s`; not the end of a request, and not one that was reached. */
const STATED = new RegExp(
  String.raw`(?<!(?:->|=>|/\S{0,200}:|\s:)\s*)\b(?:[a-z]{1,15}[ _-])?time-?outs?(?: (?:is|was|of|to|set to|set at|limit))?\s*[:=]?\s*${NUMBER}(?!${REACHED})`,
  'gi',
);

/** A text without the limits of time that it states at a quiet level; as it is where it is loud or tells no level. */
export function withoutTimeLimits(text: string, level: Event['level']): string {
  return QUIET.has(level) && /time-?out/i.test(text) ? text.replace(STATED, ' ') : text;
}
