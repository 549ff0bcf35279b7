/** The runbook: what to look at tonight, how records are repaired without harming them again, and who decides what. */

import type { Repairs } from '../../model/repair.js';
import type { RunbookStep } from '../../model/review.js';
import { expectedRunbook } from '../integrations/expectations.js';
import { isSerious, type Material } from '../material.js';
import { decisions } from './decisions.js';
import { replay, undo, verify } from './repair.js';
import { triage } from './triage.js';

/** In the order in which it is needed. Triage and repair are empty when nothing serious was found. */
export function runbookOf(material: Material, chains: readonly (readonly string[])[], repairs: Repairs): RunbookStep[] {
  const inChainOrder = chains.flat().flatMap((id) => material.findings.find((finding) => finding.id === id) ?? []);
  const serious = inChainOrder.filter(isSerious);
  return [
    ...triage(serious, material),
    ...undo(serious, repairs),
    ...verify(serious, repairs),
    ...replay(serious, repairs, material),
    ...decisions(serious),
    // Without harm there is nothing that has to be settled now.
    ...(serious.length > 0 ? expectedRunbook(material) : []),
  ];
}
