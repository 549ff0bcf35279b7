/** Which kinds of effect are one kind: connected groups of the links that the views found. */
import type { Engine } from './engine.js';

/** Groups names by links; the name of a group is its smallest member. */
export function groupByLinks(names: readonly string[], links: readonly (readonly [string, string])[]): ReadonlyMap<string, string> {
  const parent = new Map(names.map((name) => [name, name]));
  const root = (name: string): string => {
    let at = name;
    while (parent.get(at) !== at) at = parent.get(at) as string;
    return at;
  };
  for (const [one, other] of links) {
    const [low, high] = [root(one), root(other)].sort() as [string, string];
    parent.set(high, low);
  }
  return new Map(names.map((name) => [name, root(name)]));
}

/** Fills `effect_groups` from `effect_sightings` and `effect_links`. */
export async function groupEffects(engine: Engine): Promise<void> {
  const names = await engine.rows('SELECT DISTINCT kind_of_effect AS name FROM effect_sightings ORDER BY 1');
  const links = await engine.rows('SELECT one, other FROM effect_links ORDER BY 1, 2');
  const groups = groupByLinks(
    names.map((row) => String(row.name)),
    links.map((row) => [String(row.one), String(row.other)] as const),
  );
  await engine.run('CREATE TABLE effect_groups (kind_of_effect VARCHAR, effect_group VARCHAR)');
  await engine.append('effect_groups', [...groups]);
}
