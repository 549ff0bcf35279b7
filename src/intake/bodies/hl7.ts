/** Acknowledgements of HL7 version 2: `MSA|AR|4711|value not in table|||103`, wherever a log prints them. */

/** How a receiver acknowledged a message. */
export interface Acknowledgement {
  /** True for AA and CA. */
  readonly accepted: boolean;
  /** `HL7-103` by the error condition of table 0357, else `HL7-AR` by the acknowledgement of table 0008; null when accepted. */
  readonly code: string | null;
  /** What the receiver says. */
  readonly text: string | null;
  /** Kind of the document, where its step has no other name; null for messages of HL7. */
  readonly document: string | null;
}

/** MSA-1 acknowledgement, MSA-2 id of the message, MSA-3 text, MSA-6 error condition. */
const MSA = /(?<![\w|])MSA\|(AA|AE|AR|CA|CE|CR)\|[^|\s]+[^|\r\n]*(?:\|([^|\r\n]*))?(?:\|[^|\r\n]*){0,2}(?:\|(\d{3})\b)?/;
/** ERR-3, and ERR-1 of older versions. */
const ERR = /\bERR\|(?:[^|\r\n]*\^)?(?:[^|\r\n]*\|[^|\r\n]*\|)?(\d{3})\^/;
const TYPE = /\b[A-Z]{3}\^[A-Z]\d\d\b/;

/** The acknowledgement in a text; null where none stands. */
export function acknowledgementIn(text: string): Acknowledgement | null {
  if (!text.includes('MSA|')) return null;
  const m = MSA.exec(text);
  if (m === null) return null;
  const accepted = m[1]!.endsWith('A');
  const condition = m[3] ?? ERR.exec(text)?.[1];
  const said = m[2]?.trim() ?? '';
  return {
    accepted,
    code: accepted ? null : `HL7-${condition ?? m[1]}`,
    text: accepted || said === '' ? null : said,
    document: null,
  };
}

/** The type of the message that a text names: `ADT^A01`. */
export function messageTypeIn(text: string): string | null {
  return TYPE.exec(text)?.[0] ?? null;
}
