/** Testing matrix, runbook, method. */
import type { Review } from '../../model/review.js';
import { formatNumber } from '../../util/numbers.js';
import { OUTCOME_WORDS } from '../words.js';
import { type Block, fold, heading, type Line, list, refs, table, text } from './blocks.js';

export function tests({ tests: rows }: Review): Block[] {
  if (rows.length === 0)
    return [text('Nothing was found, and no writes between systems were seen: there is no failure of these flows to test for.')];
  const seen = rows.filter(({ findings }) => findings.length > 0);
  const other = rows.filter(({ findings }) => findings.length === 0);
  const where = other[0]?.where;
  return [
    ...(seen.length > 0 ? [heading('Failures seen here')] : []),
    ...table(
      'Tests of failures seen',
      ['Fault', 'Where', 'Inject', 'Expected', 'Check', 'Finding'],
      seen.map(({ fault, where, inject, expect, check, findings }): Line[] => [fault, where ?? '—', inject, expect, check, refs(findings)]),
    ),
    ...(other.length > 0 ? [heading(where ? `What ${where} must stand as well` : 'What these flows must stand as well')] : []),
    ...table(
      'Tests of failures not seen',
      ['Fault', 'Inject', 'Expected', 'Check'],
      other.map(({ fault, inject, expect, check }): Line[] => [fault, inject, expect, check]),
    ),
  ];
}

export function runbook({ runbook: steps }: Review): Block[] {
  if (steps.length === 0) return [text('Nothing of medium severity or above was found, so there is nothing to triage or to repair.')];
  const [first] = steps.flatMap(({ findings }) => findings);
  return [
    ...(first
      ? [
          text('The lines behind a finding, and those around them from all sides: ', {
            code: `caseharden explain ${first} findings.json LOGS`,
          }),
        ]
      : []),
    ...steps.flatMap(({ title, steps: lines, findings }) => [
      findings.length > 0 ? heading(`${title} (`, ...refs(findings), ')') : heading(title),
      ...list(lines.map(step), true),
    ]),
  ];
}

/** A step that ends in a command shows it as code. */
function step(line: string): Line {
  const command = /^(.*?: )(jq .*|caseharden .*)$/.exec(line);
  return command ? [command[1] ?? '', { code: command[2] ?? '' }] : line;
}

export function method({ tool, rules, inputs }: Review): Block[] {
  const rows = rules.map(({ rule, outcome, findings, parameters }): Line[] => [
    { code: rule },
    OUTCOME_WORDS[outcome],
    formatNumber(findings),
    Object.entries(parameters)
      .map(([name, value]) => `${name} ${formatNumber(value)}`)
      .join(', ') || '—',
  ]);
  return [
    text(`${tool.name} ${tool.version}.${rules.length === 0 ? ' No rule was run.' : ''}`),
    ...table('Rules', ['Rule', 'Outcome', 'Findings', 'Parameters'], rows, [2]),
    ...fold(
      'Hashes of the inputs',
      table(
        'Hashes',
        ['Input', 'SHA-256'],
        inputs.map(({ path, sha256 }) => [{ code: path }, { code: sha256 }]),
      ),
    ),
  ];
}
