/** `--fail-on`: when an audit ends with status 1. */
import { SEVERITIES, Severity } from '../model/finding.js';
import type { Gate } from '../review/compare/gate.js';
import { didYouMean } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';

const WHATS = ['new', 'worse'] as const;

/**
 * Reads `high`, `new:high`, `worse:medium`, `new` (of any severity), several with commas between.
 * @throws UserError for what is none, and for what needs a baseline without one.
 */
export function gatesOf(text: string | undefined, baseline: string | undefined): Gate[] {
  if (text === undefined) return [];
  const gates = text.split(',').map((part) => gateOf(part.trim()));
  const compared = gates.find(({ what }) => what !== 'any');
  if (compared && baseline === undefined)
    throw new UserError(`--fail-on ${compared.said}: needs an earlier audit to compare with. Give --baseline FILE, its findings.json.`);
  return gates;
}

function gateOf(said: string): Gate {
  const word = said.toLowerCase();
  const cut = word.indexOf(':');
  const what = WHATS.find((one) => one === (cut < 0 ? word : word.slice(0, cut)));
  if (cut >= 0 && what === undefined)
    throw new UserError(
      `--fail-on ${said}: ${word.slice(0, cut)} is none of ${WHATS.join(', ')}${didYouMean(word.slice(0, cut), WHATS)} Write new:high or worse:high.`,
    );
  const severity = Severity.safeParse(what === undefined ? word : cut < 0 ? 'info' : word.slice(cut + 1));
  if (severity.success) return { what: what ?? 'any', severity: severity.data, said };
  throw new UserError(`--fail-on ${said}: there is no such severity. Use ${SEVERITIES.join(', ')}.`);
}
