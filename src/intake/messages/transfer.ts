/** Files and messages that are brought to a host by other means than HTTP: `sftp put inv-7.xml to edi.test:22 failed`, `upload file=A-7.csv host=edi.test done`. */

import { once } from '../../util/once.js';
import type { Reading } from '../reading.js';
import { textAt } from '../slot-values.js';
import { transferWords } from '../vocabulary/mining.js';

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

/**
 * `cannot put to PARTNER:/in/: Permission denied`, `A-7.edi delivered to PARTNER:/in/`: a path on another host, as scp and sftp
 * write it, behind a verb and a word of direction. No web has such addresses, and no disk.
 */
const REMOTE =
  /(?<![\p{L}\d_/.=-])(put(?:ting)?|uploaded|uploading|upload|delivered|delivering|deliver|sent|sending|send|copied|copying|copy|transferred|transferring|transfer|pushed|pushing|push|stored|storing|store|moved|moving|move|placed|dropped|übertragen|übertragung|abgelegt|kopiert|gesendet|hochgeladen|zugestellt|déposée?|dépôt|envoyée?|envoi|copiée?|transférée?|livrée?|copiad[oa]|enviad[oa]|subid[oa]|depositad[oa]|entregad[oa]|copiat[oa]|inviat[oa]|caricat[oa]|depositat[oa]|consegnat[oa]|verzonden|gekopieerd|geplaatst)\s+(?:\S+\s+)?(?:to|into|on|onto|at|nach|auf|an|zu|vers|sur|à|a|en|hacia|verso|su|naar|op)\s+["'(]?(?:[\w.-]+@)?([A-Za-z][\w.-]{2,60}):(?:\/(?!\/)|~)/iu;
/** The verb tells of something that happened. */
const PAST = /(?:ed|ied|sent|en|t|é|ée|ad[oa]|at[oa]|id[oa])$/i;
const IN_VAIN = /\b(?:not|cannot|can't|could|failed|unable|nicht|non|niet|não|impossible|imposible|konnte|error|while|when)\b/i;

/** A transfer to a path on a host that has no name of the net. */
function remoteOf(text: string): Transfer | null {
  const m = REMOTE.exec(text);
  if (m === null) return null;
  const failed = patterns().failed.test(text);
  const done = !failed && PAST.test(m[1]!) && !IN_VAIN.test(text.slice(0, m.index));
  return { name: 'put', host: m[2]!.toLowerCase(), done, failed, sure: true };
}

/** The transfer that a text tells of; null when it names no host, or begins with something else. */
export function transferOf(reading: Reading, message: string | null): Transfer | null {
  if (message === null) return null;
  return hostOf(reading, message) ?? (message.includes(':') ? remoteOf(message.slice(0, LOOK)) : null);
}

function hostOf(reading: Reading, message: string): Transfer | null {
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
