/** Controls, error taxonomy, policies. */

import type { Control, Expectation, Review } from '../../model/review.js';
import { legible } from '../../util/masked.js';
import { formatNumber } from '../../util/numbers.js';
import { STATE_WORDS } from '../words.js';
import { type Block, codes, heading, type Line, refs, type State, table, text } from './blocks.js';

const MOST_ERRORS = 30;

type AppliesTo = Review['policies'][number]['applies_to'];

/** The caller is named where another policy of the same name is for another caller. */
function whom(policy: Review['policies'][number], all: Review['policies']): string {
  const { source, target, operation } = policy.applies_to;
  if (operation === null) return target ?? 'all callers';
  const subject = ({ applies_to }: { readonly applies_to: AppliesTo }) => JSON.stringify([applies_to.target, applies_to.operation]);
  const alike = all.filter((one) => one.name === policy.name && subject(one) === subject(policy));
  const from = alike.length > 1 ? ` from ${source ?? 'callers that the input does not name'}` : '';
  return `${target === null ? operation : `${operation} at ${target}`}${from}`;
}

const COLOUR: Readonly<Record<Control['state'], State>> = { working: 'good', weak: 'warn', absent: 'bad', not_observable: 'unknown' };
const EXPECTED: Readonly<Record<Expectation['state'], { readonly state: State; readonly text: string }>> = {
  seen: { state: 'good', text: 'Seen' },
  harmed: { state: 'bad', text: 'Not met' },
  not_observable: { state: 'unknown', text: 'Not observable' },
};

export function controls({ controls: all, expectations }: Review): Block[] {
  const rows = all.map(({ title, state, reason }): Line[] => [title, { state: COLOUR[state], text: STATE_WORDS[state] }, reason]);
  const expected = expectations.map(({ topic, expect, state, findings }): Line[] => [topic, expect, EXPECTED[state], refs(findings)]);
  return [
    ...table('Controls', ['Control', 'State', 'Evidence'], rows),
    ...(expected.length > 0 ? [heading('What an integration of this kind needs')] : []),
    ...table('What an integration of this kind needs', ['Topic', 'Expected', 'State', 'Findings'], expected),
  ];
}

export function errors({ errors: all }: Review): Block[] {
  if (all.length === 0) return [text('The input shows no failed calls.')];
  const rows = all
    .slice(0, MOST_ERRORS)
    .map((row): Line[] => [
      `${row.label}${row.text ? `: ${legible(row.text)}` : ''}`,
      row.operation ?? row.target ?? '—',
      row.outcome.replace(/_/g, ' '),
      formatNumber(row.calls),
      row.done,
      row.should,
      row.fits === null ? '—' : row.fits ? { state: 'good', text: 'yes' } : { state: 'bad', text: 'no' },
      { code: row.place },
    ]);
  const more = all.length - rows.length;
  return [
    ...table('Errors', ['Error', 'Operation', 'Class', 'Calls', 'What was done', 'What should be', 'Fits', 'First'], rows, [3]),
    ...(more > 0 ? [text(`And ${formatNumber(more)} more in findings.json.`)] : []),
  ];
}

export function policies({ policies: all }: Review): Block[] {
  if (all.length === 0)
    return [
      text(
        'No policy could be fitted: fewer than 100 answers with a duration per operation, and no call that failed for a passing reason.',
      ),
    ];
  const rows = all.map((policy): Line[] => {
    const { name, value, basis, fitted, lines } = policy;
    return [
      name,
      whom(policy, all),
      { strong: value },
      lines.length > 0 ? [basis, ' See ', ...codes(lines), '.'] : basis,
      fitted ? 'fitted' : 'default',
    ];
  });
  return [
    text('The same numbers stand in ', { code: 'policies.yaml' }, ', for programs.'),
    ...table('Policies', ['Policy', 'For', 'Value', 'Basis', 'Kind'], rows),
  ];
}
