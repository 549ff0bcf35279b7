/** Names of files that carry business data from one system to another: `INV-7001.xml`, `ORDERS_20260301_0042.edi`. */

import { once } from '../../util/once.js';
import { dataEndings, transferWords } from '../vocabulary/mining.js';

/** A number of three digits and more tells one file of a kind from the next; an ending tells that it holds data. */
const nameOf = () => String.raw`[A-Za-z0-9][\w.-]*?\d{3,}[\w-]*\.(?:${dataEndings().join('|')})(?:\.(?:gz|zip|pgp|gpg|asc))?`;

const whole = once(() => new RegExp(`^${nameOf()}$`, 'i'));

/** True for the name of such a file, without its folder. */
export const isDataFile = (token: string): boolean => token.includes('.') && whole().test(token);

const brought = once(() => {
  const { verbs, protocols } = transferWords();
  const folders = String.raw`(?:[^\s/"'<>|]+/|/)*`;
  return [
    // An address that no web has: `sftp://edi.test/in/INV-7001.xml`.
    new RegExp(String.raw`\b(?:${protocols.join('|')}|ssh|file)://${folders}(${nameOf()})(?![\w/])`, 'i'),
    // Behind the verb and its protocol: `sftp put in/INV-7001.xml`, `upload of file INV-7001.xml`.
    new RegExp(
      String.raw`(?<![\p{L}\d_/=.-])(?:${[...protocols, ...verbs].join('|')})\s+(?:(?:of|the|file|files|datei|fichier|archivo|de|der|von)\s+){0,3}["']?(?!https?:)${folders}(${nameOf()})(?![\w/])`,
      'iu',
    ),
  ];
});

/** The file that a text says was brought to a host or fetched from one; null when it names none. */
export function broughtFile(text: string): string | null {
  for (const pattern of brought()) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) return name;
  }
  return null;
}
