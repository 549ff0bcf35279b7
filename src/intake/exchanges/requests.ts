/**
 * Requests that were begun: many loggers name method, address and record on the line that begins a
 * request only, and the answer on a line of its own. The two are joined by a request id; failing that
 * by the record that both name, by the thread that wrote both, or by there being one open request only.
 */

import { noConversations } from '../dialogues/conversations.js';
import type { Party } from '../dialogues/dialogues.js';
import { type HandedOver, hand, hear } from '../dialogues/handed-over.js';
import type { Spoken } from '../dialogues/spoken.js';
import type { Exchange } from './exchange.js';

/** Who wrote a line, and of which records it speaks. */
export interface Speaker {
  readonly id: string | null;
  readonly worker: string | null;
  readonly logger: string | null;
  /** Keys of records that the line names. */
  readonly keys: readonly string[];
  /** Time of the line, in milliseconds UTC. */
  readonly at: number | null;
}

/** What only the line that began a request may say of the work behind it. */
export interface Work {
  readonly key: { readonly name: string; readonly value: string } | null;
  readonly attempt: number | null;
  /** Name of the remote procedure. */
  readonly operation: string | null;
  readonly job_id: string | null;
  readonly event_key: string | null;
  readonly idempotency_key: string | null;
}

/** What the line that began a request said of it. */
export interface Begun {
  readonly method: string | null;
  /** Null where work was handed over in words. */
  readonly path: string | null;
  readonly route: string | null;
  readonly target: string | null;
  readonly speaker: Speaker;
  /** Null for requests that are kept for their address alone. */
  readonly work: Work | null;
  /** True when the line names the system that is called; else it may be the request of a server's client. */
  readonly outbound: boolean;
  /** False once an answer was found. */
  open: boolean;
}

/** How a line that may end a request speaks of its end. */
export interface Answer {
  /** A status. */
  readonly status: boolean;
  /** An error of the call. */
  readonly error: boolean;
  /** Words of success with what was created. */
  readonly created: boolean;
}

/**
 * What a record has to do with the requests of its file. Plain data: it may be settled elsewhere than the record was read.
 * One that may begin a request leaves it behind; one that names its request ends it; one that does not asks for it.
 */
export type Turn =
  /** `work`: what it says of the work when it tells of a request whose answer is still to come, else null. */
  | { readonly does: 'begin'; readonly said: Address; readonly speaker: Speaker; readonly work: Work | null }
  | { readonly does: 'end'; readonly path: string; readonly speaker: Pick<Speaker, 'worker' | 'keys'> }
  /** `answer` is null for what may only be heard of work that was handed over, `spoken` for what cannot. */
  | {
      readonly does: 'ask';
      readonly said: Address;
      readonly speaker: Speaker;
      readonly answer: Answer | null;
      readonly spoken: Spoken | null;
    }
  | { readonly does: 'hand'; readonly speaker: Speaker; readonly work: Work; readonly spoken: Spoken; readonly party: Party };

export type Address = Pick<Exchange, 'method' | 'path' | 'route' | 'target' | 'host'>;

/** Requests that were begun in a file. */
export interface Requests {
  readonly byId: Map<string, Begun>;
  readonly byAddress: Map<string, Begun>;
  readonly byKey: Map<string, Begun>;
  /** The open ones, in the order in which they began. */
  open: Begun[];
  /** Work that was handed over in words. */
  readonly handed: HandedOver;
  /** True once an answer named its request by an id: what names none is then the answer of another. */
  answersName: boolean;
}

const MAX_REQUESTS = 10_000;
const MAX_OPEN = 200;
/** A request that was begun longer ago, in milliseconds, has no answer in the log. */
const LONGEST_MS = 900_000;

export const noRequests = (): Requests => ({
  byId: new Map(),
  byAddress: new Map(),
  byKey: new Map(),
  open: [],
  handed: noConversations(),
  answersName: false,
});

/** Takes the turn of a record, in the order of the file: the request that it ends, null unless it asked for one. */
export function take(turn: Turn, requests: Requests): Begun | null {
  if (turn.does === 'ask') {
    const heard = turn.spoken === null ? null : hear(turn.spoken, turn.speaker, requests.handed);
    return heard ?? (turn.answer === null ? null : recall(turn.said, turn.speaker, requests, turn.answer));
  }
  if (turn.does === 'hand') hand(turn, requests.handed);
  else if (turn.does === 'end') end(turn.path, turn.speaker, requests);
  else remember(turn.said, turn.speaker, requests, turn.work);
  return null;
}

/** True while an answer that names its request may end one. */
export const areOpen = (requests: Requests): boolean => requests.handed.open.size > 0 || requests.open.some((one) => one.open);

/** Whether an address without an answer is worth a turn. */
export const isKept = (said: Address): boolean => said.path !== null && (said.method !== null || said.host !== null);

/** Keeps what a line says of a request. */
function remember(said: Address, speaker: Speaker, requests: Requests, work: Work | null): void {
  const { method, path, route, target, host } = said;
  if (path === null || !isKept(said)) return;
  const begun: Begun = { method, path, route, target, speaker, work, outbound: host !== null, open: work !== null };
  if (method !== null) {
    if (speaker.id !== null) keep(requests.byId, speaker.id, begun);
    keep(requests.byAddress, addressKey(said), begun);
  }
  if (work === null) return;
  for (const key of speaker.keys) keep(requests.byKey, key, begun);
  requests.open = requests.open.filter((one) => one.open && !replaces(begun, one));
  if (requests.open.length >= MAX_OPEN) requests.open.shift();
  requests.open.push(begun);
}

/** A request for the same record by the same thread takes the place of one that was never answered. */
function replaces(begun: Begun, older: Begun): boolean {
  const a = begun.speaker;
  const b = older.speaker;
  if (a.at !== null && b.at !== null && a.at - b.at > LONGEST_MS) return true;
  return a.worker === b.worker && a.keys.length > 0 && a.keys.some((key) => b.keys.includes(key));
}

function keep(requests: Map<string, Begun>, key: string, begun: Begun): void {
  requests.delete(key);
  if (requests.size >= MAX_REQUESTS) requests.delete(requests.keys().next().value as string);
  requests.set(key, begun);
}

function addressKey({ target, path }: Address): string {
  return `${target ?? ''} ${path}`;
}

/** The request that an answer ends. */
function recall(said: Address, speaker: Speaker, requests: Requests, answer: Answer): Begun | null {
  const byId = begunById(speaker, requests, answer);
  const begun = byId ?? (said.path === null ? openFor(speaker, requests, answer) : requests.byAddress.get(addressKey(said))) ?? null;
  if (byId?.open && answer.status) requests.answersName = true;
  if (begun !== null) begun.open = false;
  return begun;
}

/** An answer with what the request that it ends says of the address. */
export function completed(exchange: Exchange, begun: Begun | null): Exchange {
  if (begun === null) return exchange;
  return {
    ...exchange,
    method: exchange.method ?? begun.method,
    path: exchange.path ?? begun.path,
    route: exchange.route ?? begun.route,
    target: begun.target ?? exchange.target,
    addressed: exchange.addressed || begun.path !== null,
  };
}

/** A server that notices an error on its way answers on a later line: without a status only a call to elsewhere ends. */
function begunById(speaker: Speaker, requests: Requests, answer: Answer): Begun | undefined {
  const begun = speaker.id === null ? undefined : requests.byId.get(speaker.id);
  if (begun === undefined || answer.status) return begun;
  return begun.open && begun.outbound && answer.error ? begun : undefined;
}

/** An answer that names its address ends the request of its record or thread. */
function end(path: string, speaker: Pick<Speaker, 'worker' | 'keys'>, requests: Requests): void {
  const same = requests.open.findLast(
    (one) => one.open && one.path === path && (sharesKey(one, speaker) || one.speaker.worker === speaker.worker),
  );
  if (same !== undefined) same.open = false;
}

const sharesKey = (begun: Begun, speaker: Pick<Speaker, 'keys'>): boolean => speaker.keys.some((key) => begun.speaker.keys.includes(key));

/** The open request that a line without an address ends; null when several would do that differ in their address. */
function openFor(speaker: Speaker, requests: Requests, answer: Answer): Begun | null {
  const named = speaker.keys
    .map((key) => requests.byKey.get(key))
    .find((one) => one?.open && fresh(one, speaker) && !isOther(one, speaker, requests));
  // Words without a status end a request only when its own logger says them or names what was created.
  if (named !== undefined && (answer.status || (named.outbound && (answer.error || answer.created || sameLogger(named, speaker)))))
    return named;
  if (!answer.status && !answer.error) return null;
  const open = requests.open.filter(
    (one) =>
      one.open &&
      (answer.status || one.outbound) &&
      fresh(one, speaker) &&
      !contradicts(one, speaker) &&
      !isOther(one, speaker, requests) &&
      !(requests.answersName && one.speaker.id !== null && speaker.id === null),
  );
  const own = speaker.worker === null ? [] : open.filter((one) => one.speaker.worker === speaker.worker);
  const candidates = own.length > 0 ? own : open.filter((one) => one.speaker.worker === null || speaker.worker === null);
  const first = candidates[0];
  if (first === undefined) return null;
  return candidates.every((one) => one.route === first.route && one.method === first.method && one.target === first.target) ? first : null;
}

const sameLogger = (begun: Begun, speaker: Speaker): boolean => speaker.logger !== null && begun.speaker.logger === speaker.logger;

function fresh(begun: Begun, speaker: Speaker): boolean {
  return begun.speaker.at === null || speaker.at === null || Math.abs(speaker.at - begun.speaker.at) <= LONGEST_MS;
}

/** Under the id of the line another request was begun: a second line about its end must not end that of somebody else. */
function isOther({ speaker: { id } }: Begun, speaker: Speaker, requests: Requests): boolean {
  return id !== null && speaker.id !== null && id !== speaker.id && requests.byId.has(speaker.id);
}

/** Both name records, and other ones. */
function contradicts(begun: Begun, speaker: Speaker): boolean {
  return speaker.keys.length > 0 && begun.speaker.keys.length > 0 && !sharesKey(begun, speaker);
}
