/** Files and messages that are brought to a host by other means than HTTP: `sftp put inv-7.xml to edi.test:22 failed`, `upload file=A-7.csv host=edi.test done`. */
import { textAt } from '../exchanges/exchange.js';
import type { Reading } from '../reading.js';
import { once, transferWords } from '../vocabulary.js';

/** A transfer that a text tells of. */
export interface Transfer {
  /** The verb, behind the protocol where one is written: `upload`, `sftp put`. */
  readonly name: string;
  /** Host at the other end. */
  readonly host: string;
  /** True when the text says that it was done. */
  readonly done: boolean;
  /** True when the text says that it was refused or broke off. */
  readonly failed: boolean;
  /** True when the text names the protocol: it tells of a transfer, whatever else its file tells of. */
  readonly sure: boolean;
}

/** The verb as the first word, or behind codes of messages, brackets and names of components with a colon; and an address that no web has. */
const patterns = once(() => {
  const { verbs, protocols, failed } = transferWords();
  const named = `((?:(?:${protocols.join('|')})\\s+)?(?:${verbs.join('|')}))`;
  return {
    begins: new RegExp(String.raw`^(?:(?:\[[^\]]*\]|[A-Z]{2,}[-_]?\d+\w*|[\w.-]+:)\s+){0,3}?${named}(?![\p{L}\d_/=.:-])`, 'iu'),
    address: new RegExp(String.raw`\b(?:${protocols.join('|')}|ssh)://(?:[^@/\s]*@)?([\w-]+(?:\.[\w-]+)+)`, 'i'),
    protocol: new RegExp(String.raw`^(?:${protocols.join('|')})\s`, 'i'),
    failed: new RegExp(String.raw`(?<![\p{L}\d_=./-])(?:${failed.join('|')})(?![\p{L}\d_=/-])`, 'iu'),
  };
});

const WORDS = /(?<![\p{L}\d_=./-])\p{L}+(?![\p{L}\d_=/-])/giu;
const NOT_DONE = /\b(?:not|nicht|non|niet|não|retry\w*)\b/i;
/** The verb and its file stand at the beginning of a line. */
const LOOK = 400;

/** The transfer that a text tells of; null when it names no host, or begins with something else. */
export function transferOf(reading: Reading, message: string | null): Transfer | null {
  if (message === null) return null;
  const { begins, address, protocol, failed: broke } = patterns();
  const text = message.length > LOOK ? message.slice(0, LOOK) : message;
  const verb = begins.exec(text);
  if (verb === null) return null;
  const addressed = address.exec(text)?.[1]?.toLowerCase();
  const host = textAt(reading, 'host') ?? addressed ?? reading.message?.target ?? null;
  if (host === null || !host.includes('.')) return null;
  const rest = text.slice(verb[0].length);
  const failed = broke.test(rest);
  const done = !failed && !NOT_DONE.test(rest) && (rest.match(WORDS) ?? []).some((word) => transferWords().done.has(word.toLowerCase()));
  const name = verb[1]!.toLowerCase().replace(/\s+/g, ' ');
  return { name, host, done, failed, sure: addressed !== undefined || protocol.test(name) };
}
