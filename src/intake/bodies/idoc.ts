/** States of IDocs, the messages of SAP: `IDoc 0000000004711001: Status 51 Material X-1 not maintained`. */
import type { Acknowledgement } from './hl7.js';

/**
 * Status numbers that end a step well or badly, as SAP publishes them (table TEDS1, transaction WE47); all others tell that an
 * IDoc is on its way: 30 and 64 ready, 62 passed on, 66 and 75 waiting.
 */
const WELL: ReadonlySet<string> = new Set(['03', '12', '14', '16', '39', '41', '53']);
const BADLY: ReadonlySet<string> = new Set('02 04 05 07 09 11 15 17 20 23 26 27 29 31 34 37 40 51 52 54 56 60 63 65 68'.split(' '));

const STATE =
  /\bIDoc\b[^\d\n]{0,20}\d{5,16}\b[^\n]{0,30}?(?:\b(?:status|état|estado|stato|estatus)\b[^\d\n]{0,10}|(?:->|=>|→) ?)(\d\d)(?!\d)[\s:,;.)–-]*([^\n]*)/i;
/** What a job log puts behind a message: its class, its number and its kind. */
const MESSAGE_ID = /\s{2,}[A-Z0-9_/]{1,20}\s+\d{3}\s+[SEWIA]\s*$/;

/** How the step ended that a text tells of; null where it tells of none. */
export function idocStateIn(text: string): Acknowledgement | null {
  if (!/idoc/i.test(text)) return null;
  const m = STATE.exec(text);
  if (m === null || !(WELL.has(m[1]!) || BADLY.has(m[1]!))) return null;
  const accepted = WELL.has(m[1]!);
  const said = m[2]!.replace(MESSAGE_ID, '').trim();
  return { accepted, code: null, text: accepted || said.length < 4 ? null : said, document: 'IDoc' };
}
