/** How a line carries a payload that it tells of: under which names, and when the JSON behind a status is the body of an answer. */
import type { Value } from '../records/format.js';
import { stateWords } from '../vocabulary/states.js';

type Json = Readonly<Record<string, Value>>;

/** Of a member of the record: `record: {…}`. */
const MEMBER = /^(?:value|record|entity|document|doc|after|object|content|row|message|event)$/i;
/** Before the JSON that ends a message: `received body={…}`. */
const BEFORE = /^(?:(?:message_?|event_?|request_?|req_?)?(?:body|payload|content|value)|message|msg|event|record|entity|document)$/i;

/** Before the body of an answer that a line of its own prints: `response of A-7: {…}`, `SOAP-Antwort A-7: <…>`. */
const ANSWER =
  /^[^{<]{0,60}(?<!\p{L})(?:response|answer|reply|antwort|r[ée]ponse|respuesta|resposta|risposta|antwoord|odpowied[źz])(?!\p{L})[^{<]{0,60}[:=>]?\s*$/iu;

/** True where such words stand before the place at which the body begins. */
export function tellsAnswer(text: string): boolean {
  const start = text.search(/[{<]/);
  return ANSWER.test(start < 0 ? text : text.slice(0, start));
}

export const carriesPayload = (member: string): boolean => MEMBER.test(member);
export const namesPayload = (word: string | null): boolean => word !== null && BEFORE.test(word);

/** What a logger puts beside its words (`refused: 403 {"sku": "A-7", "response": {…}}`): such an object is no answer itself. */
const CONTEXT = ['response', 'body', 'request', 'exception', 'context', 'payload', 'attempt', 'url', 'method'];
/** What an answer says that it refuses with, beside the words for a reason and a code in all languages. */
const REFUSALS = new Set(['error', 'errors', 'title', 'fault', 'error_description', 'ok', 'success', 'status', 'category']);
/** A logger adds more than this. */
const SHORT = 3;

/** True where it lists errors or has one with members of its own. */
export const listsErrors = (json: Json): boolean => 'errors' in json || (typeof json['error'] === 'object' && json['error'] !== null);

/**
 * True for JSON behind the status of an answer that is its body rather than what a logger adds: that of a refusal lists errors or says
 * why, that of a good answer is short or tells of errors.
 */
export function isBody(json: Json, status: number): boolean {
  if (CONTEXT.some((name) => name in json)) return false;
  if (listsErrors(json)) return true;
  if (status >= 400) return Object.keys(json).some(saysWhy);
  return Object.keys(json).length <= SHORT && !('timestamp' in json);
}

function saysWhy(name: string): boolean {
  const { reasons, codes } = stateWords();
  const word = name.toLowerCase();
  return REFUSALS.has(word) || reasons.has(word) || codes.has(word);
}
