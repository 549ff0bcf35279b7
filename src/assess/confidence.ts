/** How sure a finding is: the certainty of its facts, less what could not be checked. */
import type { Detection, RuledOut } from '../model/finding.js';

/** What one innocent explanation that could not be checked at all takes away: a tenth. */
const UNCHECKED = 0.1;

/** 0 to 1 in hundredths. An explanation checked in half of the cases takes away half of a tenth. */
export function confidenceOf(detection: Pick<Detection, 'certainty' | 'ruled_out'>): number {
  const sure = detection.ruled_out.reduce(
    (share, explanation) => share * (1 - UNCHECKED * uncheckedShare(explanation)),
    detection.certainty,
  );
  return Math.round(Math.min(1, Math.max(0, sure)) * 100) / 100;
}

function uncheckedShare(explanation: RuledOut): number {
  if (explanation.result === 'not_checkable') return 1;
  if (explanation.total <= 0) return 0;
  return Math.min(1, Math.max(0, 1 - explanation.checked / explanation.total));
}
