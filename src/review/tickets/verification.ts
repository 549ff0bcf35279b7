/** How a ticket is proven done: the audit of the next log, and what it then says. */
import type { Finding } from '../../model/finding.js';
import type { Rule } from '../../model/rule.js';
import type { Ticket } from '../../model/ticket.js';
import type { Material } from '../material.js';
import { textFor } from '../rule-text.js';

/** Files named in the text; the rest is told by number. */
const MOST_FILES = 3;

/** The command fails while the fault is found, and also when its rule could not judge: that would prove nothing. */
export function verificationOf(group: readonly Finding[], rules: readonly Rule[], { inputs }: Material): Ticket['verification'] {
  const ids = [...new Set(group.map(({ rule }) => rule))];
  const files = filesOf(group, inputs);
  const how = [...new Set(group.map((finding, at) => textFor(finding, rules[at]?.remedy.verify ?? '')))].join(' ');
  const found = group.map(({ fingerprint }) => JSON.stringify(fingerprint)).join(', ');
  const judged = ids.map((id) => JSON.stringify(id)).join(', ');
  return {
    how: `${how} NEW_LOGS stands for the next ${files}.`,
    command: `caseharden audit NEW_LOGS --out after --quiet && jq -e 'all(.findings[].fingerprint; IN(${found}) | not) and all(.rules[] | select(.rule | IN(${judged})); .outcome | IN("found", "clear"))' after/findings.json`,
    expect: `Prints true and ends with 0: ${group.length > 1 ? 'none of the findings is' : 'the finding is not'} made again, and ${ids.join(', ')} could judge the new log.`,
  };
}

/** The files in which the fault was seen; all inputs where no line names any. */
function filesOf(group: readonly Finding[], inputs: Material['inputs']): string {
  const seen = [...new Set(group.flatMap(({ evidence }) => evidence.map(({ file }) => file)))];
  const files = seen.length > 0 ? seen : inputs.map(({ path }) => path);
  const more = files.length - MOST_FILES;
  return `${files.slice(0, MOST_FILES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
