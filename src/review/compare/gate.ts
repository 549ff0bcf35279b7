/** Whether a pipeline must stop: by all findings, or by what is new or worse against a baseline. */
import type { Comparison } from '../../model/comparison.js';
import { SEVERITIES, type Severity } from '../../model/finding.js';
import type { Review } from '../../model/review.js';
import { count } from '../../util/numbers.js';

export interface Gate {
  /** any: every finding that counts; the others need a baseline. */
  readonly what: 'any' | 'new' | 'worse';
  readonly severity: Severity;
  /** As the user wrote it. */
  readonly said: string;
}

/** Why the gate is met, in one line; null when it is not. Suppressed findings never meet it. */
export function gateReason(gate: Gate, review: Review, comparison: Comparison | null): string | null {
  const grave = (severity: Severity) => SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(gate.severity);
  const met =
    gate.what === 'any'
      ? review.findings.filter(({ severity }) => grave(severity)).map(({ id, title }) => ({ id, title }))
      : (comparison?.findings ?? []).flatMap(({ change, after }) =>
          change === gate.what && after && !after.suppressed && grave(after.severity) ? [{ id: after.id, title: after.title }] : [],
        );
  const [first] = met;
  if (!first) return null;
  const more = met.length > 1 ? ` and ${met.length - 1} more` : '';
  const kind = gate.what === 'any' ? '' : `${gate.what} `;
  return `--fail-on ${gate.said}: ${count(met.length, `${kind}finding`)} of ${gate.severity} severity${gate.severity === 'critical' ? '' : ' or above'}: ${first.id} ${first.title}${more}`;
}
