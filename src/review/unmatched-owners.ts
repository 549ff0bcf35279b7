/** Owners of systems that this input does not have: most often a misspelt name. */
import type { Facts } from '../model/facts.js';
import type { Finding } from '../model/finding.js';
import { namePattern } from '../model/name-pattern.js';
import type { Owners } from '../model/owner.js';
import type { Unmatched } from '../model/unmatched.js';
import { nearestName } from '../util/nearest.js';

export function unmatchedOwners(owners: Owners, { systems }: Pick<Facts, 'systems'>, findings: readonly Finding[]): Unmatched[] {
  const names = [
    ...new Set([
      ...systems.map(({ name }) => name),
      ...findings.flatMap(({ subject }) => [subject.source ?? [], subject.target ?? []].flat()),
    ]),
  ];
  return Object.keys(owners).flatMap((name) => {
    if (names.some((known) => namePattern(name).test(known))) return [];
    const near = nearestName(name.replaceAll('*', ''), names);
    return [
      {
        path: ['owners', name],
        message: `${name} is no system of this input${near === null ? '; take it out' : `; did you mean ${near}?`}`,
      },
    ];
  });
}
