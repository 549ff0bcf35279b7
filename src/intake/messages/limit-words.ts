/** Limits as names of headers and texts of refusals speak of them: a window, a figure. */
import type { BodyFacts } from '../bodies/body.js';
import type { Exchange } from '../exchanges/exchange.js';
import type { Budget } from '../exchanges/limits.js';
import type { Reading } from '../reading.js';
import { textAt } from '../slot-values.js';

const SECOND = 1000;
const WINDOWS: readonly (readonly [RegExp, number])[] = [
  [/concurren|parallel|simultaneous/, 0],
  [/ten_secondly/, 10 * SECOND],
  [/second(?!ary)|per_?sec|_sec$|burst|amzn/, SECOND],
  [/minute|minlimit|per_?min|_min$/, 60 * SECOND],
  [/hour/, 3600 * SECOND],
  [/dai?ly|day|24_?h/, 86_400 * SECOND],
];

/** Window that a name tells, in milliseconds, 0 for calls at one time: `x_hubspot_ratelimit_secondly_remaining`. */
export function windowOfName(name: string): number | null {
  const plain = name.toLowerCase();
  return WINDOWS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

const REFUSAL = /limit|quota|thrott|exceed|too many|concurren/i;
const PER =
  /(\d[\d,.]*)\s*(?:api |http )?(?:requests?|calls?|queries|points?|transactions?|reqs?|operations?|messages?)?\s*(?:per|\/|every|an?|in)\s*(?:(\d+)\s*)?(second|sec|s|minute|min|m|hour|h|day|d)s?\b/i;
const AT_ONCE = /(?:concurren\w*|simultaneous|parallel)[^.\d]{0,40}?(\d+)|(\d+)\s+(?:concurrent|simultaneous|parallel)/i;
/** Google's: Quota exceeded for quota metric 'Reads' and limit 'Read requests per minute per user'. */
const NAMED = /(?:limit|quota|policy)[ _:='"]+([A-Za-z][^'"]*?per (second|minute|hour|day))/i;
const UNIT: Readonly<Record<string, number>> = { s: SECOND, m: 60 * SECOND, h: 3600 * SECOND, d: 86_400 * SECOND };

/** The limit that the text of a refusal names: "more than 5 requests per second", "10 concurrent requests". */
export function limitInText(text: string): Budget | null {
  if (!REFUSAL.test(text)) return null;
  const per = PER.exec(text);
  if (per !== null) return { max: figure(per[1]!), remaining: null, window: +(per[2] ?? 1) * UNIT[per[3]!.charAt(0).toLowerCase()]! };
  const once = AT_ONCE.exec(text);
  if (once !== null) return { max: figure((once[1] ?? once[2])!), remaining: null, window: 0 };
  const named = NAMED.exec(text);
  if (named !== null) return { max: null, remaining: null, window: UNIT[named[2]!.charAt(0).toLowerCase()]! };
  const policy = /policyName["':= ]+([A-Z_]+)/.exec(text);
  return policy === null ? null : { max: null, remaining: null, window: windowOfName(policy[1]!) };
}

const figure = (text: string): number => Number(text.replace(/,(?=\d{3})/g, ''));

/** What a refused call says of why; null for a good answer, which may speak of limits without meaning one. */
export function refusalText(exchange: Exchange, message: string | null, body: BodyFacts | null, reading: Reading): string | null {
  if (exchange.status === null || exchange.status < 400) return null;
  const texts = [message, body?.message, body?.code, textAt(reading, 'error')];
  return texts
    .filter((text) => text != null)
    .join(' ')
    .slice(0, 1000);
}
