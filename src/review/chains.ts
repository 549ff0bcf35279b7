/** Findings that belong to one cause, told together. */
import type { Finding } from '../model/finding.js';

/** Ids of the findings of each chain, the root first; a finding alone is a chain of one. Chains stand in the order of their gravest finding. */
export function chainsOf(findings: readonly Finding[]): string[][] {
  const chains: string[][] = [];
  const placed = new Set<string>();
  for (const { id } of findings) {
    if (placed.has(id)) continue;
    const members = connected(id, findings);
    const chain = rootFirst(findings.filter((finding) => members.has(finding.id)));
    for (const member of chain) placed.add(member);
    chains.push(chain);
  }
  return chains;
}

function connected(id: string, findings: readonly Finding[]): Set<string> {
  const found = new Set([id]);
  const waiting = [id];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const finding = findings.find((one) => one.id === next);
    for (const other of [...(finding?.causedBy ?? []), ...(finding?.leadsTo ?? [])]) {
      if (!found.has(other)) waiting.push(other);
      found.add(other);
    }
  }
  return found;
}

/** Each finding after all its causes; otherwise as they stood. */
function rootFirst(members: readonly Finding[]): string[] {
  const order: string[] = [];
  const rest = [...members];
  while (rest.length > 0) {
    const next = rest.findIndex(({ causedBy }) =>
      causedBy.every((cause) => order.includes(cause) || !members.some(({ id }) => id === cause)),
    );
    order.push(...rest.splice(Math.max(0, next), 1).map(({ id }) => id));
  }
  return order;
}
