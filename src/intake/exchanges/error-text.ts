/** What an error text stands for: the code, whether somebody stopped waiting, whether anything was sent. */
import { memoOfMessages } from '../../util/memo.js';
import { errorPatterns } from '../vocabulary/errors.js';

/** What is certain from an error text. */
export interface ErrorFacts {
  readonly code: string;
  readonly timedOut: boolean;
  readonly sent: boolean | null;
}

const TRIGGER =
  /err|fault|soap|exception|refus|reset|tim(?:e|ed)[ _-]?out|timeout|deadline|resolv|host|certif|tls|ssl|socket|broken|pipe|closed|cancel|abort|circuit|deadlock|limit|throttl|quota|too many|getaddrinfo|ENO|EAI|ETIME|ECONN|EPIPE|x509|(?:gave|giving|given) up|abandon|waiting after|berschreitung|lai (?:d|i|e)|agotad|scadut|esgotad|nach \d|\bclient|no (?:response|answer|reply)|without|connection|unanswered|antwort|antwoord|r[ée]ponse|respuesta|resposta|risposta|odpowiedzi|schritten|abgelaufen|d[ée]pass|[ée]coul|superad|superat|excedid|vencid|ultrapass|verstreken|verlopen|passed|did not|reach|NXDOMAIN|disconnect|premature|verbindung|verbinding|conexi|conex[aã]|connexion|connessione|route zum/i;
const ERRNO = /\b(E[A-Z]{4,14})\b/;
const CLASS = /\b(?:[A-Za-z_][\w$]*[.:\\]+)*([A-Z][A-Za-z0-9_]*(?:Exception|Error|Timeout|Fault))\b/;
const GENERIC = new Set([
  'ERROR',
  'EVENT',
  'EXPORT',
  'ENTRY',
  'ERRORS',
  'EXCEPTION',
  'EXCEEDED',
  'EXPIRED',
  'EMPTY',
  'EXISTS',
  'EXIT',
  'ENABLED',
  'EMAIL',
  'EXECUTE',
  'EXTERNAL',
  'ENVIRONMENT',
  'ENDPOINT',
  'EVENTS',
  'EUROPE',
  'EXAMPLE',
  'ELIGIBLE',
  'ETIME',
]);

/** How the SDKs of AWS name the code of a service: botocore; Java; Go, Rust. */
const OF_SERVICE =
  /\bAn error occurred \(([A-Za-z][\w.]+)\) when calling|\(Service: [^;)]+;.{0,80}\bError Code: ([A-Za-z][\w.]+)|\bapi error ([A-Z][\w.]+):/;

/** The code that a service gave, where an SDK names it in a text. */
function serviceCodeIn(text: string): string | null {
  const m = OF_SERVICE.exec(text);
  return m === null ? null : (m[1] ?? m[2] ?? m[3] ?? null);
}

/** Reads an error text; null when it names no known fault and no class of error. */
export const errorOf = memoOfMessages(readError);

function readError(text: string): ErrorFacts | null {
  if (!TRIGGER.test(text)) return null;
  const ofService = serviceCodeIn(text);
  if (ofService !== null) return { code: ofService, timedOut: false, sent: null };
  for (const pattern of errorPatterns()) {
    if (pattern.match.test(text)) return { code: pattern.code, timedOut: pattern.timed_out ?? false, sent: pattern.sent ?? null };
  }
  const errno = ERRNO.exec(text)?.[1];
  if (errno !== undefined && !GENERIC.has(errno)) return { code: errno, timedOut: false, sent: null };
  const name = CLASS.exec(text)?.[1];
  return name === undefined || name === 'Error' || name === 'Exception' ? null : { code: name, timedOut: false, sent: null };
}
