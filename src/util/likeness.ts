/** Names that come close to a misspelt one. */

/** A name is close when this share of its pairs of letters is found. */
const ALIKE = 0.6;

/** The names that come close to the word, the closest first. */
export function closeNames(names: readonly string[], word: string): string[] {
  const ranked = names.map((name) => ({ name, share: likeness(name.toLowerCase(), word.toLowerCase()) }));
  return ranked
    .filter(({ share }) => share >= ALIKE)
    .sort((a, b) => b.share - a.share || Math.abs(a.name.length - word.length) - Math.abs(b.name.length - word.length))
    .map(({ name }) => name);
}

/** ` Did you mean X?` for the closest name; empty when none comes close. */
export function didYouMean(names: readonly string[], word: string): string {
  const [closest] = closeNames(names, word);
  return closest === undefined ? '' : ` Did you mean ${closest}?`;
}

/** Share of the pairs of letters in `word` that stand in `name` as well. */
function likeness(name: string, word: string): number {
  const pairs = Array.from({ length: Math.max(0, word.length - 1) }, (_, i) => word.slice(i, i + 2));
  return pairs.length === 0 ? 0 : pairs.filter((pair) => name.includes(pair)).length / pairs.length;
}
