/** Which findings are one fault to mend. */
import type { Finding } from '../../model/finding.js';
import type { LoadedRule } from '../../model/rule.js';
import { ruleOf } from '../material.js';

/**
 * Findings that lead to one another at one operation and ask for the same control are mended by one change:
 * a write that times out and its duplicate both ask for an idempotency key. In the order of the plan; within a group the root stands first.
 */
export function faultsOf(findings: readonly Finding[], rules: readonly LoadedRule[]): Finding[][] {
  const groups: Finding[][] = [];
  for (const finding of [...findings].sort((a, b) => a.priority - b.priority)) {
    const group = groups.find((members) => members.some((member) => sameFault(member, finding, rules)));
    if (group) group.push(finding);
    else groups.push([finding]);
  }
  return groups.map(rootFirst);
}

function sameFault(one: Finding, other: Finding, rules: readonly LoadedRule[]): boolean {
  const linked = one.causedBy.includes(other.id) || other.causedBy.includes(one.id);
  const { target, operation } = one.subject;
  const sameSubject = operation !== null && operation === other.subject.operation && target === other.subject.target;
  return linked && sameSubject && ruleOf(one, rules).remedy.control === ruleOf(other, rules).remedy.control;
}

function rootFirst(group: Finding[]): Finding[] {
  const ids = new Set(group.map(({ id }) => id));
  const isRoot = ({ causedBy }: Finding) => !causedBy.some((id) => ids.has(id));
  return [...group.filter(isRoot), ...group.filter((finding) => !isRoot(finding))];
}
