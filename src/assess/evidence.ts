/** Which lines are shown: few, and spread over the whole window, so that the reader sees how it went on. */

/** Lines shown per finding. */
export const MOST_EVIDENCE = 12;

/** At most `most` entries: the first, the last and evenly spaced ones between; the first line of each kind of proof is preferred. */
export function spread<Entry extends { readonly why: string }>(entries: readonly Entry[], most = MOST_EVIDENCE): Entry[] {
  if (entries.length <= most) return [...entries];
  const last = entries.length - 1;
  const chosen = new Set<number>([last, ...firstOfEach(entries).slice(0, most - 1)]);
  const gaps = most - chosen.size + 1;
  for (let step = 1; step < gaps; step += 1) chosen.add(nextFree(chosen, Math.round((step * last) / gaps)));
  return [...chosen].sort((a, b) => a - b).flatMap((at) => entries[at] ?? []);
}

function firstOfEach(entries: readonly { readonly why: string }[]): number[] {
  const seen = new Map<string, number>();
  entries.forEach((entry, at) => {
    if (!seen.has(entry.why)) seen.set(entry.why, at);
  });
  return [...seen.values()];
}

/** The wanted place, or the nearest free one; there is one, since more entries are there than are chosen. */
function nextFree(taken: ReadonlySet<number>, wanted: number): number {
  for (let off = 0; ; off += 1) {
    if (wanted - off >= 0 && !taken.has(wanted - off)) return wanted - off;
    if (!taken.has(wanted + off)) return wanted + off;
  }
}
