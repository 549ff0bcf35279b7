/** The name that somebody meant who misspelt it. */

/** Changes of one letter that make one word of the other; two swapped letters count as one change. */
function changes(a: string, b: string): number {
  const rows: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
  for (let j = 1; j <= b.length; j++) rows[0]![j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, rows[i - 2]![j - 2]! + 1);
      rows[i]![j] = least;
    }
  }
  return rows[a.length]![b.length]!;
}

/** The nearest of the names: misspelt, or a part of it; null when none is near. */
export function nearestName(word: string, names: readonly string[]): string | null {
  const plain = word.toLowerCase().slice(0, 60);
  const ranked = names.map((name) => ({ name, far: changes(plain, name.toLowerCase()) })).sort((one, other) => one.far - other.far);
  const best = ranked[0];
  if (best !== undefined && best.far <= Math.max(1, Math.floor(plain.length / 3))) return best.name;
  return plain.length < 3 ? null : (names.find((name) => name.toLowerCase().includes(plain) || plain.includes(name.toLowerCase())) ?? null);
}

/** The end of a sentence on a word that is not known: `; did you mean pino?`, or a full stop when no name is near. */
export function didYouMean(word: string, names: readonly string[]): string {
  const near = nearestName(word, names);
  return near === null ? '.' : `; did you mean ${near}?`;
}
