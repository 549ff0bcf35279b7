/** Remote procedures: calls that are known by a name and not by method and route. */

import { plainName } from '../plan/names.js';
import type { Reading } from '../reading.js';
import { textAt } from '../slot-values.js';
import { callVerbs } from '../vocabulary/mining.js';

/** `/shop.v1.Carts/AddItem`, `shop.Carts/AddItem`: service and method as gRPC and its kin write them. */
const SERVICE_METHOD = /^\/?(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*\/[A-Z]\w*$/;

/** The status codes of gRPC in the order of their numbers. */
export const GRPC = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** The same with the package of the service, or under its leading slash: nothing else is written so, whatever the field is called. */
const FULL_NAME = /^(?:\/(?:[A-Za-z_]\w*\.)*|(?:[A-Za-z_]\w*\.)+)[A-Z]\w*\/[A-Z]\w*$/;

/** True for the full name of a remote procedure, in which fields of any name hold it: `method`, `rpc`, `call`. */
export function isFullProcedure(text: string): boolean {
  return text.length <= 200 && FULL_NAME.test(text);
}

/** True for the name of a remote procedure with its service. */
export function isProcedure(text: string): boolean {
  return text.length <= 200 && SERVICE_METHOD.test(text);
}

const GRPC_WORDS = new Set(GRPC.map(plainName));

/** How a remote procedure ended: `ok`, the name of its error, or null when the record does not say. */
export function rpcEnd(reading: Reading): string | null {
  const slot = reading.slots.get('rpc_status') ?? reading.slots.get('code');
  if (slot === undefined) return null;
  const text = String(slot.value);
  // `code=PermissionDenied` beside the name of a procedure.
  if (!/grpc|rpc/i.test(slot.node.path) && !(isProcedure(textAt(reading, 'operation') ?? '') && GRPC_WORDS.has(plainName(text))))
    return null;
  const name = /^\d{1,2}$/.test(text) ? (GRPC[Number(text)] ?? null) : text;
  return name !== null && /^ok$/i.test(name) ? 'ok' : name;
}

/** Named by the SDKs of AWS: "when calling the PutItem operation", "operation error SQS: SendMessage,". */
const SDK = /\b(?:calling the (\w+) operation\b|operation error [\w ]{2,40}: (\w+)\b)/;
/** `createOrder`, `create_order`: a verb and what it is done to, as one word. */
const VERBED = /^([a-z]{2,12})(?:[A-Z][A-Za-z0-9]*|(?:_[a-z0-9]+)+)$/;

/** `PutObject s3://…`, `SendMessage to arn:…`: an action of a cloud's API before the address of what it acts on, which no web has. */
const ACTION =
  /(?<![\w./:-])([A-Z][a-z]+)((?:[A-Z][a-z0-9]+)+) (?:to |on |of |from |for )?(?!https?:)(?:[a-z][a-z0-9+.-]{1,9}:\/\/\S|arn:)/;
/** An arrow before what is called or what answered: `--> BookSlot`, `<-- BookSlot`. */
const ARROW = String.raw`(?:-{1,3}>|<-{1,3}|={1,2}>|<={1,2}|>{2,3}|<{2,3}|→|←)\s?`;
/** Pairs of names and values behind the name of a call: what it was called for, which attempt. */
const PAIRS = String.raw`(?:[\w.-]{1,40}=[^\s,;]+[,;]? ){0,6}`;
/** The same as the first word, perhaps with what it was called for, before how it ended: `SendEmail ok`, `GetStock A-77 HTTP 200 in 80 ms`. */
const ENDED = new RegExp(
  String.raw`^(?:${ARROW})?([A-Z][a-z]+)((?:[A-Z][a-z0-9]+)+):? (?:(?:for |of )?["'(]?(?=\S*\d)[\w./:#-]+["')]?[:,]? )?${PAIRS}(?:[([]?(?:[Aa]ttempt|[Tt]ry|[Rr]etry|[Vv]ersuch|[Ee]ssai|[Tt]entative|[Tt]entativ[oa]|[Ii]ntento|[Pp]oging)[ #]*\d+(?: ?(?:\/|of|von|de|sur|di|van) ?\d+)?[)\]]?[:,]? )?${PAIRS}(?:-> ?|=> ?|→ ?)?(?=(?:ok|succeeded|failed|denied|rejected|refused|throttled|fehlgeschlagen|abgelehnt|échoué|rejeté|falló|fallid[oa]|rechazad[oa]|fallit[oa]|rifiutat[oa]|falhou|mislukt|(?:was |has )?timed out|(?:answered|returned) (?:with )?[2-5]\d\d|(?:HTTP|status)[ =]?[2-5]\d\d|[2-5]\d\d)\b)`,
);
/** A name behind an arrow at the beginning: nothing but a call, or the answer to one, is written so. */
const ARROWED = new RegExp(String.raw`^${ARROW}(\w+)(?=[ :(]|$)`);
/** `AddOrder`: a verb and what it is done to, each with a capital. */
const CAPITALS = /^([A-Z][a-z]+)(?:[A-Z][a-z0-9]+)+$/;

/** `A-77 send_label to acme failed: …`, `pushInvoice to ledger timed out`: what is called, and who, before how it ended. */
const TO_TARGET =
  /^(?:["'([]?(?=\S*\d)[\w./#-]+["')\]]?[:,]? )?(?:([a-z]{2,12})((?:_[a-z0-9]+)+|(?:[A-Z][a-z0-9]+)+)|([A-Z][a-z]+)((?:[A-Z][a-z0-9]+)+)) (?:to|on|at|of|from|by) ([A-Za-z][\w.-]{1,60}) (?:(?:has |was |is )?(?:failed|succeeded|ok|done|timed out|answered|returned|refused|rejected|denied|throttled))\b/;

/** The call that begins a text, with the system that was called; null where it names no verb of calls. */
export function calledAt(message: string): { readonly name: string; readonly target: string } | null {
  const [, small, rest, capital, more, target] = TO_TARGET.exec(message.slice(0, 300)) ?? [];
  const verb = small ?? capital;
  if (verb === undefined || target === undefined || !callVerbs().has(verb.toLowerCase())) return null;
  return { name: `${verb}${rest ?? more}`, target: target.toLowerCase() };
}

/** The action that a text names, if its first word is a verb of calls. */
function actionIn(text: string): string | null {
  const m = ACTION.exec(text) ?? ENDED.exec(text);
  return m !== null && callVerbs().has(m[1]!.toLowerCase()) ? m[1]! + m[2]! : null;
}

/** True for a name that begins with a verb of calls. */
function isVerbed(word: string): boolean {
  const verb = VERBED.exec(word)?.[1];
  return verb !== undefined && callVerbs().has(verb);
}

/** True for the name of a call: a verb of calls and what it is done to, as one word. */
export function namesCall(word: string): boolean {
  const verb = CAPITALS.exec(word)?.[1];
  return isVerbed(word) || (verb !== undefined && callVerbs().has(verb.toLowerCase()));
}

/** The procedure that a record names where no address stands: in a field, as the first word of its message, or as an SDK does. */
export function procedureOf(reading: Reading, message: string | null): string | null {
  const stated = textAt(reading, 'operation');
  if (stated !== null && (isProcedure(stated) || isVerbed(stated))) return stated;
  if (message === null) return null;
  const first = /^\w+(?= )/.exec(message)?.[0];
  if (first !== undefined && isVerbed(first)) return first;
  const arrowed = ARROWED.exec(message)?.[1];
  if (arrowed !== undefined && namesCall(arrowed)) return arrowed;
  const sdk = SDK.exec(message.slice(0, 1000));
  return sdk === null ? actionIn(message.slice(0, 1000)) : (sdk[1] ?? sdk[2] ?? null);
}

/** A message that says nothing but that a call went well: `rpc ok`, `call succeeded`, `done`. What else is said to be done is a step on the way. */
const WENT_WELL =
  /^(?:(?:outgoing |unary |client |remote |grpc )*(?:g?rpc|calls?|requests?|invocation|procedure) )?(?:(?:was |is |has )?(?:ok|succeeded|successful|completed?|finished|done))(?: (?:ok|successfully))?[.!]?$/i;

/** True where the field for procedures holds a full name, and the message says that its call went well. */
export function saysItWentWell(reading: Reading, message: string | null): boolean {
  return message !== null && message.length < 60 && isFullProcedure(textAt(reading, 'operation') ?? '') && WENT_WELL.test(message.trim());
}

/** True when the record tells how the call of a named procedure ended. */
export function endsProcedure(reading: Reading, message: string | null): boolean {
  return textAt(reading, 'operation') !== null && (rpcEnd(reading) !== null || saysItWentWell(reading, message));
}
