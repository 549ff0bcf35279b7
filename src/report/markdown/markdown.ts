/** review.md: all sections in the order in which they are read. */
import type { Review } from '../../model/review.js';
import { findings } from './findings.js';
import { controls, errors, policies } from './hardening.js';
import { map, scope, timeline, verdict } from './scope.js';
import { blocks } from './text.js';
import { method, monitoring, plan, runbook, tests } from './work.js';

const SECTIONS: readonly (readonly [title: string, section: (review: Review) => string])[] = [
  ['Verdict', verdict],
  ['Scope and blind spots', scope],
  ['Timeline', timeline],
  ['Integration map', map],
  ['Findings', findings],
  ['Controls', controls],
  ['Error taxonomy', errors],
  ['Policies', policies],
  ['Monitoring and alerting', monitoring],
  ['Testing matrix', tests],
  ['Runbook', runbook],
  ['Remediation plan', plan],
  ['Method', method],
];

/** The whole review as one Markdown document. */
export function renderMarkdown(review: Review): string {
  return `${blocks('# Hardening review', ...SECTIONS.map(([title, section]) => blocks(`## ${title}`, section(review))))}\n`;
}
