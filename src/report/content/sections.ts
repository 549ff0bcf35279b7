/** All sections of a review, in the order in which they are read. */
import type { Review } from '../../model/review.js';
import type { Block, Section } from './blocks.js';
import { findings } from './findings.js';
import { controls, errors, policies } from './hardening.js';
import { monitoring } from './monitoring.js';
import { plan } from './plan.js';
import { map, scope, timeline, verdict } from './scope.js';
import { method, runbook, tests } from './work.js';

const SECTIONS: readonly (readonly [title: string, content: (review: Review) => Block[]])[] = [
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

export function sectionsOf(review: Review): Section[] {
  return SECTIONS.map(([title, content]) => ({ id: title.toLowerCase().replace(/\s+/g, '-'), title, blocks: content(review) }));
}
