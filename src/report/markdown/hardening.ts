/** Controls, error taxonomy, policies. */
import type { Review } from '../../model/review.js';
import { formatNumber } from '../../util/numbers.js';
import { md, mdCode } from '../escape.js';
import { STATE_WORDS } from '../words.js';
import { blocks, table } from './text.js';

const MOST_ERRORS = 30;

export function controls({ controls: all, expectations }: Review): string {
  const rows = all.map(({ title, state, reason }) => [md(title), `**${STATE_WORDS[state]}**`, md(reason)]);
  const expected = expectations.map(({ topic, expect, state, reason }) => [
    md(topic),
    md(expect),
    state === 'seen' ? '**Seen**' : state === 'harmed' ? '**Missing**' : 'Not observable',
    md(reason),
  ]);
  return blocks(
    table(['Control', 'State', 'Evidence'], rows),
    expected.length > 0
      ? blocks('### What an integration of this kind needs', table(['Topic', 'Expected', 'State', 'Evidence'], expected))
      : '',
  );
}

export function errors({ errors: all }: Review): string {
  if (all.length === 0) return 'The input shows no failed calls.';
  const judged = (fits: boolean | null) => (fits === null ? '—' : fits ? 'yes' : '**no**');
  const rows = all
    .slice(0, MOST_ERRORS)
    .map((row) => [
      `${md(row.label)}${row.text ? `: ${md(row.text)}` : ''}`,
      md(row.operation ?? row.target ?? '—'),
      md(row.outcome),
      formatNumber(row.calls),
      md(row.done),
      md(row.should),
      judged(row.fits),
      mdCode(row.place),
    ]);
  const more = all.length - rows.length;
  return blocks(
    table(['Error', 'Operation', 'Class', 'Calls', 'What was done', 'What should be', 'Fits', 'First'], rows, [3]),
    more > 0 ? `And ${formatNumber(more)} more in findings.json.` : '',
  );
}

export function policies({ policies: all }: Review): string {
  if (all.length === 0)
    return 'No policy could be fitted: fewer than 100 answers with a duration per operation, and no call that failed for a passing reason.';
  return table(
    ['Policy', 'For', 'Value', 'Basis', 'Kind'],
    all.map(({ name, subject, value, basis, fitted }) => [
      md(name),
      md(subject),
      `**${md(value)}**`,
      md(basis),
      fitted ? 'fitted' : 'default',
    ]),
  );
}
