/** From where an exchange was seen: by who calls, who is called, or what stands between. */
import type { Event } from '../../model/event.js';
import type { Reading } from '../reading.js';
import { textAt } from '../slot-values.js';
import { type Exchange, requestInError } from './exchange.js';
import { voiceOf } from './voice.js';

/** Of the hook of one system, without a host: who sends to hooks of others names theirs. */
const HOOK_PATH = /\/(?:web)?hooks?\/[a-z]|\/callbacks?\/[a-z]|\/[a-z]+\/(?:webhook|callback)\/?$/i;

/** How much the fields of a record say that a caller wrote it. */
export function callerEvidence(reading: Reading): number {
  const slots = reading.slots;
  let caller = 0;
  if (reading.message?.address?.includes('://')) caller += 4;
  if (requestInError(reading) !== null) caller += 4;
  for (const field of ['attempt', 'retry', 'max_attempts', 'wait', 'timeout', 'retry_after']) if (slots.has(field)) caller += 2;
  if (reading.message?.attempt != null || reading.message?.wait != null) caller += 2;
  if (reading.message?.target != null || slots.has('target')) caller += 2;
  return caller;
}

/** What is known of the side that writes, beside what a record says of its exchange. */
export interface Side {
  /** True when the file as a whole is a caller's. */
  readonly outbound: boolean;
  /** True when the file is known to be a caller's by lines that begin with the request. */
  readonly bareOutbound: boolean;
  /** True when the record is one that only the side that answered writes. */
  readonly served: boolean;
}

/** From where the exchange was seen; null when nothing tells. */
export function vantageOf(
  reading: Reading,
  exchange: Exchange,
  message: string | null,
  logger: string | null,
  side: Side,
): Event['vantage'] {
  const slots = reading.slots;
  const voice = voiceOf(message);
  if (voice.proxy) return 'proxy';
  // Also where it logs its own address.
  if (side.served) return 'target';
  let caller = callerEvidence(reading) + voice.caller;
  if (exchange.host !== null && textAt(reading, 'url')?.includes('://')) caller += 4;
  if (logger !== null && /client|sync|connector|push|export|outbound|dispatch|gateway/i.test(logger)) caller += 1;
  if (reading.keys.length > 0) caller += 1;
  let target = voice.target;
  if (slots.has('client_address')) target += 4;
  if (slots.has('client')) target += 3;
  if (voice.arrival && exchange.host === null && !slots.has('target') && !slots.has('attempt')) target += 3;
  if (slots.get('url')?.node.path.startsWith('req') && exchange.host === null) target += 1;
  if (exchange.addressed && exchange.host === null && caller === 0) target += 1;
  if (exchange.method === 'POST' && exchange.host === null && exchange.path !== null && HOOK_PATH.test(exchange.path)) target += 2;
  // A bare request line is how servers log, also one that calls others, unless its calls are written so.
  if (side.outbound && target <= 1 && (!voice.bare || side.bareOutbound)) caller += 2;
  if (caller === target) return null;
  return caller > target ? 'caller' : 'target';
}
