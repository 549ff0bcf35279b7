/** What a line says in the dialogues of its file: that work is handed over, or how that ended. */

import type { Told } from '../exchanges/told.js';
import type { Dialogues, Party } from './dialogues.js';
import { inScope, speaksOf, tellsSilence } from './handing.js';
import { begunBy, partyKey, sentenceKey, tellsEnd } from './lines.js';

/** Who speaks, and of what. */
export interface Spoken {
  readonly logger: string;
  readonly marks: readonly string[];
  /** True where the line speaks of an answer, or of a system that the logger hands work to. */
  readonly speaks: boolean;
  /** True where it tells of a failure, or that nobody answered. */
  readonly bad: boolean;
}

/** A line of a dialogue, and the system to which it hands work over; null where it tells of the end. */
export interface DialogueLine {
  readonly spoken: Spoken;
  readonly party: Party | null;
}

/** A line's part in the dialogues of its file; null where it has none. */
export function dialogueLine(told: Told, stated: string | null, { parties, loggers }: Dialogues): DialogueLine | null {
  const { message } = told;
  if (message === null || loggers.size === 0 || told.exchange.addressed || told.probe) return null;
  const { logger, marks } = inScope(stated, message);
  if (!loggers.has(logger)) return null;
  const name = told.exchange.status === null ? begunBy(message, told.signal, told.failed, marks.length > 0) : null;
  const found = name === null ? null : (parties.get(partyKey(logger, name)) ?? null);
  const party = told.signal === 'succeeded' && found?.past === false ? null : found;
  if (party === null && told.exchange.status === null && !tellsEnd(told.signal, told.failed, message)) return null;
  return { party, spoken: { logger, marks, speaks: speaksOfAny(message, logger, parties), bad: told.failed } };
}

function speaksOfAny(message: string, logger: string, parties: Dialogues['parties']): boolean {
  for (const [key, { target }] of parties) if (key.startsWith(partyKey(logger, '')) && speaksOf(message, target)) return true;
  return false;
}

/** True for a sentence that in its file is the answer to what was handed over. */
export const isUsual = (message: string, stated: string | null, { usual }: Dialogues): boolean =>
  usual.size > 0 && usual.has(sentenceKey(inScope(stated, message).logger, message));

/** True where a logger that hands work over says that nobody answered. */
export const isSilence = (message: string, stated: string | null, { loggers }: Dialogues): boolean =>
  loggers.size > 0 && loggers.has(inScope(stated, message).logger) && tellsSilence(message);
