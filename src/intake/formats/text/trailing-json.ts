/** A JSON object at the end of a message: structured data that a text logger printed behind its words. */
import { readBody } from '../../bodies/body.js';
import { isBody, listsErrors } from '../../bodies/payload-names.js';
import type { Value } from '../../records/format.js';
import { fromPrinted } from './printed-object.js';

/** The message without its object, and the object. */
export interface SplitMessage {
  readonly message: string;
  readonly object: Record<string, Value> | null;
}

/** Words before the object that name it: it becomes one field rather than many. */
const NAMED =
  /\b(body|response|payload|request|error|err|data|result|details?|headers|req|res|resp|meta|params|context)\s*(?:[:=]|is)?\s*$/i;
/** What stands before the status of an answer. */
const BEFORE_STATUS = String.raw`(?:->|=>|→|⇒|[:=]|\b(?:answer(?:ed)?|returned|responded(?: with)?|got|status|http(?:\/[\d.]+)?))\s*`;
/** A status of failure right before the object: it is the body of that answer (`-> 400 {"error":"invalid_grant", …}`). */
const REFUSED = new RegExp(
  String.raw`${BEFORE_STATUS}([45]\d\d)(?: [A-Z][\w' -]{2,40})?(?: \(?(?:(?:in|after|en|nach|dans|na|após|dopo|tras|took) )?\d+(?:[.,]\d+)? ?m?s\)?)?\s*[:|,-]?\s*$`,
  'i',
);
/** A status of failure anywhere in the words, for what lists errors. */
const FAILED = /(?<![\w.])([45]\d\d)(?![\w.])/;
/** A good status right before the object (`-> 200 {"ok": false, …}`). */
const ANSWERED = new RegExp(
  String.raw`${BEFORE_STATUS}\(?2\d\d\)?(?: [A-Z][\w' -]{1,40})?(?: \(?(?:(?:in|after|en|nach|dans|na|após|dopo|tras|took) )?\d+(?:[.,]\d+)? ?m?s\)?)?\s*[:|,-]?\s*$`,
  'i',
);
/** Where the object may start after these many characters at the latest. */
const TRIED = 4;
/** Longer objects are printed by no logger for people. */
const LONGEST_PRINTED = 20_000;

/** Splits `words {"a": 1}`; a message without such an end stays as it is. */
export function splitTrailingJson(whole: string): SplitMessage {
  // Monolog prints context and extra data one after the other, empty ones too.
  const message = whole.replace(/(?<=[}\]]) (?:\[\]|\{\})$/, '');
  if (message.charCodeAt(message.length - 1) !== 125) return { message, object: null };
  let from = message.indexOf('{');
  for (let tries = 0; from !== -1 && tries < TRIED; tries++, from = message.indexOf('{', from + 1)) {
    const before = message.charCodeAt(from - 1);
    // `body={…}` is a pair, which the reader of messages takes up with its key.
    if (from > 0 && before !== 32 && before !== 9 && before !== 58) continue;
    const object = parsed(message.slice(from));
    if (object !== null)
      return isAnswer(message.slice(0, from), object) ? { message, object: null } : split(message.slice(0, from), object);
  }
  return { message, object: null };
}

/** `responded 422 in 8 ms: {"errors": …}`: the body of a refusal, which the reader of messages takes with its status. */
function isAnswer(words: string, object: Record<string, Value>): boolean {
  const status = REFUSED.exec(words) ?? (listsErrors(object) && !NAMED.test(words) ? FAILED.exec(words) : null);
  return status !== null && isBody(object, Number(status[1]));
}

function split(words: string, object: Record<string, Value>): SplitMessage {
  const name = NAMED.exec(words)?.[1]?.toLowerCase();
  const message = words.replace(/[\s:|-]+$/, '');
  if (name !== undefined) return { message, object: { [name]: object } };
  // What is answered well tells of the record; where it speaks of a failure it is read as the body of the answer as well.
  const failed = ANSWERED.test(words) && readBody(object, null)?.outcome !== 'ok';
  return { message, object: failed ? { response_body: object, ...object } : object };
}

function parsed(text: string): Record<string, Value> | null {
  const second = text.charCodeAt(1);
  if (second !== 34 && second !== 32 && second !== 39 && second !== 58 && second !== 125) return null;
  return jsonIn(text) ?? (text.length <= LONGEST_PRINTED ? jsonIn(fromPrinted(text)) : null);
}

function jsonIn(text: string): Record<string, Value> | null {
  try {
    return JSON.parse(text) as Record<string, Value>;
  } catch {
    return null;
  }
}
