/** `caseharden rules explain RULE PATH...`: why a rule finds something in an input, or nothing. */
import { type Bound, type Explanation, explain, type RuledOutRows, type SubjectExplained } from '../detect/explain.js';
import { requireUsable } from '../intake/inputs/usable.js';
import { intake } from '../intake/intake.js';
import { createOwn } from '../intake/own.js';
import type { Rule } from '../model/rule.js';
import { parametersOf } from '../model/settings.js';
import { requireRules } from '../rulepack/required.js';
import { loadTaxonomy } from '../rulepack/taxonomy.js';
import { openStore } from '../store/store.js';
import { count, formatNumber } from '../util/numbers.js';
import { BUILT_IN_RULES, TAXONOMY } from '../util/version.js';
import { readConfig } from './config/read.js';
import { findRule } from './rules.js';
import { print, printable, printError } from './terminal.js';

interface ExplainOptions {
  readonly rules: readonly string[];
  readonly config?: string | false;
}

/** Subjects that are told one by one; the rest is counted. */
const MOST_SUBJECTS = 20;

/** @throws UserError when there is no such rule, or nothing in the paths can be used. */
export async function explainRule(name: string, paths: readonly string[], options: ExplainOptions): Promise<number> {
  const config = readConfig(options.config);
  const parameters = parametersOf(config);
  const own = createOwn(config);
  const rule = findRule(await requireRules([BUILT_IN_RULES, ...options.rules], config), name);
  const store = await openStore();
  try {
    requireUsable(await intake(paths, (events) => store.load(own.events(events)), { onNote: (note) => printError(`caseharden: ${note}`) }));
    await store.build(loadTaxonomy(TAXONOMY), { flows: config.flows, systemOf: own.systemOf });
    await print(printable(explanationText(rule.id, rule.rule, await explain(store, rule, parameters[rule.id]))));
  } finally {
    store.close();
  }
  return 0;
}

function explanationText(id: string, rule: Rule, { blind, subjects }: Explanation): string {
  const lines = [`${id}: ${rule.finds.replace(/\s+/g, ' ').trim()}`, ''];
  for (const { what, close, targets } of blind) {
    lines.push(`not judged${targets.length > 0 ? ` for ${targets.join(', ')}` : ''}: ${what} ${close}`, '');
  }
  const all = blind.some(({ targets }) => targets.length === 0);
  if (subjects.length === 0 && !all) lines.push('Nothing in this input is of the kind that the rule looks at.');
  for (const subject of subjects.slice(0, MOST_SUBJECTS)) lines.push(...subjectLines(subject), '');
  if (subjects.length > MOST_SUBJECTS) lines.push(`and ${count(subjects.length - MOST_SUBJECTS, 'more subject')}`);
  return `${lines.join('\n').trimEnd()}\n`;
}

function subjectLines(explained: SubjectExplained): string[] {
  const { subject, cause, rows, bounds, ruledOut, found, measures } = explained;
  const name = [
    subject.operation,
    subject.target && `at ${subject.target}`,
    subject.source && `from ${subject.source}`,
    cause && `(${cause})`,
  ];
  const counted = rows > 0 ? [`  ${count(rows, 'row')} ${rows === 1 ? 'counts' : 'count'}: ${measuresText(measures)}`] : [];
  return [
    `${name.filter(Boolean).join(' ') || 'the input as a whole'}: ${found ? 'a finding' : 'no finding'}`,
    ...counted,
    ...bounds.map(boundLine),
    ...ruledOut.map(ruledOutLine),
  ];
}

function boundLine({ measure, value, needs, holds }: Bound): string {
  return `  ${measure} is ${value === null ? 'unknown' : formatNumber(value)}, needs ${needs}: ${holds ? 'holds' : 'does not hold'}`;
}

function ruledOutLine({ reason, rows, records, measures }: RuledOutRows): string {
  const whose = records > 0 ? ` of ${count(records, 'record')}` : '';
  return `  ruled out, ${count(rows, 'row')}${whose}: ${reason} [${measuresText(measures)}]`;
}

function measuresText(measures: Readonly<Record<string, number>>): string {
  return Object.entries(measures)
    .map(([name, value]) => `${name} ${formatNumber(value)}`)
    .join(', ');
}
