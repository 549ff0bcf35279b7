/** Bodies of answers that are neither JSON nor XML: form data, and codes of gateways before their words. */

import type { JsonObject } from '../records/value.js';

/** `ACK=Failure&L_ERRORCODE0=10759`. */
const FORM = /^[A-Za-z_][\w.-]*=[^&\s]*(?:&[A-Za-z_][\w.-]*=[^&\s]*)+$/;
/** `0|OK|880012`, `ERR: 114, no route`, `OK 4711`: a number or a word in capitals, and what goes with it. */
const CODED = /^([-+]?\d{1,6}|[A-Z]{2,10})(?:\s*[:|;,]\s*|\s+|$)(.*)$/s;
/** Longer texts are prose. */
const LONGEST = 300;

/** The members that a text holds as form data, or its code and words; undefined where it is neither. */
export function textBody(text: string): JsonObject | undefined {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > LONGEST) return undefined;
  if (FORM.test(trimmed)) return Object.fromEntries(new URLSearchParams(trimmed));
  const m = CODED.exec(trimmed);
  if (m === null) return undefined;
  const words = m[2]!.replace(/[|;\s]+$/, '');
  return { rc: m[1]!, ...(words === '' ? {} : { text: words }) };
}
