/** Masks what varies in a message, so that messages of one kind become one template. */
import { memoOfMessages } from '../../util/memo.js';
import { parseAddress, routeOf } from '../exchanges/route.js';
import { redact } from '../secrets/redact.js';

const MAX = 200;
const JSON_TAIL = /\s*[[{]["{].*$/s;
const URL_TOKEN = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>()]+/gi;
const QUOTED = /"[^"]*"|'[^'\n]{1,80}'(?!\w)/g;
/** Four plain words and more are no value: `returned "Request had insufficient scopes."` says why. */
const SENTENCE = /^"[A-Z]?[a-z]+(?: [a-z]+){3,}[.!]?"$/;
const PREFIXED = /\b[a-z]{2,8}_(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{6,}\b/g;
const HOST_PATH = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\//;
/** Words with a digit. What stands before keeps it from going over a word without one again from every letter. */
const WITH_DIGIT = /(?<![^\s,;()[\]{}="'|<>])[^\s\d,;()[\]{}="'|<>]*\d[^\s,;()[\]{}="'|<>]*/g;

/** The message with numbers, identifiers and quoted values masked to <*>, redacted, at most 200 characters. */
export const templateOf = memoOfMessages(makeTemplate);

function makeTemplate(message: string): string {
  const head = message.length > 600 ? message.slice(0, 600) : message;
  const line = head.includes('\n') ? head.slice(0, head.indexOf('\n')) : head;
  const text =
    line.includes('{') || line.includes('[{')
      ? line.replace(JSON_TAIL, (tail) => (tail.includes('":') || tail.includes('"') ? ' <*>' : tail))
      : line;
  const masked = maskTokens(text);
  return (masked.length > 3 ? redact(masked) : masked).slice(0, MAX).trim();
}

function maskTokens(text: string): string {
  let masked = text;
  if (masked.includes('://')) masked = masked.replace(URL_TOKEN, maskUrl);
  if (masked.includes('"') || masked.includes("'")) masked = masked.replace(QUOTED, (quoted) => (SENTENCE.test(quoted) ? quoted : '<*>'));
  if (masked.includes('_')) masked = masked.replace(PREFIXED, '<*>');
  return /\d/.test(masked) ? masked.replace(WITH_DIGIT, maskToken) : masked;
}

/** A path keeps its route; any other word with a digit is a value. */
function maskToken(token: string): string {
  if (!token.includes('/')) return '<*>';
  const route = maskRoute(token.replace(/[?#].*$/, ''));
  return token.startsWith('/') || HOST_PATH.test(token) ? route : '<*>';
}

function maskUrl(url: string): string {
  const address = parseAddress(url);
  return address === null ? '<*>' : `${address.host ?? ''}${maskRoute(address.path)}`;
}

function maskRoute(path: string): string {
  return routeOf(path).replace(/\{id\}/g, '<*>');
}
