/** Findings that the configuration accepts, and acceptances whose time is over. */
import type { Review } from '../../model/review.js';
import { SEVERITY_WORDS } from '../words.js';
import { type Block, heading, type Line, refs, table } from './blocks.js';

/** Nothing where nothing is suppressed. */
export function suppressedBlocks({ suppressed, expired }: Review): Block[] {
  const hidden = suppressed.map(({ id, severity, title, suppression }): Line[] => [
    id,
    SEVERITY_WORDS[severity],
    title,
    suppression.reason,
    suppression.author,
    suppression.until,
    { code: suppression.place },
  ]);
  const over = expired.map(({ meant, reason, author, until, place, findings }): Line[] => [
    { code: meant },
    reason,
    author,
    until,
    { code: place },
    refs(findings, 'nothing found any more'),
  ]);
  return [
    ...(hidden.length > 0 ? [heading('Suppressed')] : []),
    ...table('Suppressed findings', ['Id', 'Severity', 'Finding', 'Reason', 'Author', 'Until', 'Line'], hidden),
    ...(over.length > 0 ? [heading('Suppressions that are over')] : []),
    ...table('Suppressions that are over', ['Meant', 'Reason', 'Author', 'Until', 'Line', 'Counts again'], over),
  ];
}
