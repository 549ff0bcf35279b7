/** The exchange that a message tells of: method, address, status and the system that was called. */
import { once } from '../../util/once.js';
import { isAnswer } from '../mining/words.js';
import { refusalReasons } from '../vocabulary/reasons.js';
import type { MessageFacts } from './message.js';
import { type MessageHints, mayHold } from './message-hints.js';
import { isRegistered } from './statuses.js';

const METHODS = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';

const REQUEST = new RegExp(
  String.raw`\b(${METHODS})\s+(?:request\s+|call\s+)?(?:to\s+|for\s+|path=|url=|uri=|on\s+|-\s+(?=\/))?["'\x60]?((?:https?|grpc):\/\/[^\s"'\x60<>)\],]+|\/[^\s"'\x60<>),\]]*)`,
);

/** `Post "https://ledger.test/entries": context deadline exceeded`: Go's url.Error; its older versions wrote no quotes. */
const GO_REQUEST = /\b(Get|Post|Put|Patch|Delete|Head|Options) (?:\\?"(https?:\/\/[^\s"\\]+)\\?"|(https?:\/\/[^\s"]+)):(?= )/;

/** Where a text tells its reader to look: curl adds the page of its error codes to each error. */
const SEE = /\((?:see|cf\.|docs?:?|more:?)\s+https?:\/\/[^\s)]+\)/gi;
/** An address; the name of a namespace in XML looks like one and is none. */
const URL_ALONE = /(?<!\bxmlns(?::[\w.-]+)?=\s?\\?["']|schemaLocation=\\?["'])\bhttps?:\/\/[^\s"'`<>)\],]+/;

/** An envelope is posted, whatever it asks for. */
const SOAP = /<(?:[\w-]+:)?Envelope\b|\bSOAP(?:Action)?\b/;

const REASONS =
  'OK|Created|Accepted|No Content|Multi-Status|Moved|Found|Not Modified|Bad Request|Unauthorized|Payment Required|Forbidden|Not Found|Method Not Allowed|Not Acceptable|Request Timeout|Conflict|Gone|Precondition|Payload Too Large|Unprocessable|Locked|Failed Dependency|Too Early|Too Many Requests|Internal Server Error|Not Implemented|Bad Gateway|Service Unavailable|Gateway Time-?out|(?:Client|Server) Error';

const ENDS = String.raw`(?=$|[\s,;:)\]"'}|]|\.(?!\d))(?!\s*(?:ms|s|sec|seconds|items?|rows?|records?|orders?|bytes|[kmg]b|%|\/)\b(?!=))`;

/** What each of the patterns below ends with. */
const STATUS = /[1-5]\d\d(?!\d)/;
const STATUSES: readonly RegExp[] = [
  new RegExp(String.raw`(?:^|[\s(\[:"'\x60])([1-5]\d\d)\s+(?:${REASONS})\b`),
  new RegExp(String.raw`(?:->|→|(?<!["'\w])=>|<--?|←|⇒)\s*(?:HTTP\s+)?(?:status\s+)?([1-5]\d\d)(?!\.\d)${ENDS}`),
  new RegExp(
    String.raw`\b(?:status(?:[ _]?code)?|http(?:\/[\d.]+)?|HTTP[_ ]status|response code|code|err(?:or)?|result)\s*(?:was|is|of|[:=#])?\s*["']?(?:HTTP\s*)?([1-5]\d\d)${ENDS}`,
    'i',
  ),
  /\b(?:[Rr]eturned|[Rr]esponded|[Aa]nswered|[Rr]eplied|[Gg]ot|[Rr]eturns|[Aa]nswers|[Ss]aid|[Ss]ays)\s+(?:with\s+|HTTP\s*|status\s*)?([45]\d\d)\s+(?:[A-Z]?[a-z]+[A-Z]\w+|[A-Z]+_[A-Z_]+|[a-z]+_[a-z_]*[a-rt-z])\b/,
  new RegExp(
    String.raw`\b(?:returned|responded|answered|replied|got|received|response|responds|returns|answers|sent|with|failed|rejected|refused|by)\s*(?:back\s+)?(?:with|by|as|:|=)?\s*(?:a |an )?(?:HTTP\s*|status\s*)?(?:code\s*)?([1-5]\d\d)(?:\s+(?:${REASONS})\b|(?=$|[.,](?!\d)|[;:)\]"'}]|\s+(?:\(|-|(?:for|in|from|on|after|to|at|while|when|by|and|attempt)\b)))`,
    'i',
  ),
  /\d(?:ms|s)\s+-\s+([1-5]\d\d)$/,
  // `<HttpError 403 when requesting …>`, `ApiException: (422)`: classes of errors that clients raise with a status.
  /\b\w*(?:[Hh]ttp|HTTP|Api|API|Status|Response)\w*(?:Error|Exception)[ :(]+["']?([45]\d\d)\b(?!\s*(?:ms|s)\b)/,
  /\b(?:accepted|created|done|ok|failed|rejected|refused|answered|stored|delivered),? \(?([1-5]\d\d)\)?(?=[,;)]|$)/i,
  // `parcel P-7 announced, 201, awb=…`: a status that is used, between what was done and what came of it.
  /\b[a-z]{3,}ed, (20[0-24]|40[0-9]|41[0-2]|42[2-9]|50[0-4])(?=, [A-Za-z][\w.-]*=|$)/,
  /(?:\(|:\s)([45]\d\d)(?:\)|$|(?=\s*[{[(]))/,
  new RegExp(
    String.raw`\b(?:${METHODS})\s+\S+(?:\s+HTTP\/[\d.]+"?)?(?:\s+[\w.-]+=\S+){0,6}[\s:]+([1-5]\d\d)(?=$|[\s,;:)(])(?!\s*(?:ms|s)\b)`,
  ),
];

/** A refusal with its reason in plain words behind a colon, a bracket or a sentence: `sin respuesta válida: 401 sesión caducada`. */
const REASONED = once(() => new RegExp(String.raw`(?:^|[:(\[,;–-]\s?)([45]\d\d)(?:\s*[-:,–]\s*|\s+)(?:${refusalReasons()})`, 'iu'));

/** `sent to lab.test:6661`: a host with its port. */
const HOST_AND_PORT = /\bto\s+((?:[\w-]+\.)+[a-z]{2,}):\d{2,5}\b/i;
const TARGETS: readonly RegExp[] = [
  HOST_AND_PORT,
  /\b(?:call|request|post|push|export|upload|sync|transfer|connection|send|sending|message|publish\w*|delivery)(?:s|ing|ed)?\s+to\s+(?:the\s+)?([A-Za-z][\w.-]{1,40})\s+(?:failed|succeeded|completed|timed|returned|rejected|was|is|ok|done|took|api\b)/i,
  /^(?:the\s+)?([A-Za-z][\w.-]{1,40})\s+(?:api\s+)?(?:request|call|response|api)\s+(?:completed|failed|timed|succeeded|ok|error|rejected|returned|received|took|done|finished|was|throttled|refused)/i,
  /^(?:([A-Za-z][\w.-]{1,40})\s+(?:request|response|call))$/i,
];

const NO_TARGETS = new Set(
  'http https api the a an incoming outgoing outbound inbound web client server upstream batch rest remote external network first last next this that our request response call webhook message service graphql async sync get post put patch delete retry retrying token auth soap rpc grpc login it its no all one order payment invoice refresh main job task following current new same previous each every any dead final original second third slow long failed decode parse read write encode build send empty invalid unexpected no malformed bad schema mapping validation page body json xml network'.split(
    ' ',
  ),
);

/** The request that a text names: "Request failed: PATCH https://ledger.test/entries/7". */
export function requestIn(text: string): { readonly method: string; readonly address: string } | null {
  const request = REQUEST.exec(text);
  const go = request === null ? GO_REQUEST.exec(text) : null;
  if (go !== null) return { method: go[1]!.toUpperCase(), address: (go[2] ?? go[3])! };
  return request === null ? null : { method: request[1]!, address: request[2]!.replace(/[.,;:]+$/, '') };
}

/** `https://ledger.test:443 "POST /v1/entries HTTP/1.1" 201`: host and path stand apart. */
function hostBefore(text: string): string {
  return /\b(https?:\/\/[\w.-]+(?::\d+)?)\s+"/.exec(text)?.[1] ?? '';
}

export function readRequest(whole: string, facts: MessageFacts): void {
  const text = whole.includes('(') ? whole.replace(SEE, '') : whole;
  const request = requestIn(text);
  if (request !== null) {
    facts.method = request.method;
    facts.address = request.address.startsWith('/') ? `${hostBefore(text)}${request.address}` : request.address;
    return;
  }
  const url = URL_ALONE.exec(text);
  if (url === null) return;
  facts.address = url[0].replace(/[.,;:]+$/, '');
  if (SOAP.test(text)) facts.method = 'POST';
}

/** The status that a text names: "HTTP 503", "status code 422". */
export function statusIn(text: string): number | null {
  if (!STATUS.test(text)) return null;
  for (const pattern of STATUSES) {
    const m = pattern.exec(text);
    if (m !== null && !isOther(m, text)) return Number(m[1]);
  }
  return answeredIn(text) ?? reasonedIn(text);
}

/** `POST /api/cobros respuesta 201 …`, `PUT /v1/a, Antwort: 409 für A-1`: behind a request and a word of answering, in whatever language. */
const ANSWERED = new RegExp(
  String.raw`\b(?:${METHODS})\s+\S+?[,;:]?\s+[(\[]?(\p{L}+)\s*[:=]?\s*([1-5]\d\d)(?=$|[\s.,;:)\]])(?!\.\d|\s*(?:ms|s)\b)`,
  'u',
);

function answeredIn(text: string): number | null {
  const m = ANSWERED.exec(text);
  return m !== null && isAnswer(m[1]!.toLowerCase()) && isRegistered(Number(m[2])) ? Number(m[2]) : null;
}

function reasonedIn(text: string): number | null {
  const reasoned = /[45]\d\d/.test(text) ? REASONED().exec(text) : null;
  return reasoned !== null && isRegistered(Number(reasoned[1])) ? Number(reasoned[1]) : null;
}

/** `Bundle-Status: 201`, `order.status=300`: the state of something, unless its name says that it is the status of an answer. */
const OWN_STATE = /\b(?!https?\b|resp|res\b|api\b|upstream\b|return|answer|reply|server\b|client\b|error\b|err\b|exit\b|x\b)[a-z]\w*[-.]$/i;

/** True for a number behind a word of states that is no status of an answer. */
function isOther(m: RegExpExecArray, text: string): boolean {
  if (!/^status/i.test(m[0])) return false;
  return !isRegistered(Number(m[1])) || OWN_STATE.test(text.slice(Math.max(0, m.index - 30), m.index));
}

export function readTarget(text: string, facts: MessageFacts, hints: MessageHints): void {
  const may = mayHold(hints, 'target');
  for (const pattern of TARGETS) {
    if (!may && pattern !== HOST_AND_PORT) return;
    const name = pattern.exec(text)?.[1];
    if (name === undefined || NO_TARGETS.has(name.toLowerCase()) || /\d{3}|^\d|[:=]|^[a-z]+(?:ed|ing)$/i.test(name)) continue;
    facts.target = name.toLowerCase().replace(/[.-]+$/, '');
    return;
  }
}
