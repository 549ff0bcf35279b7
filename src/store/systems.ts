/** One system under several names: the names that joined calls prove to be one. */
import { groupByLinks } from './effects.js';
import type { Engine } from './engine.js';

/**
 * Fills `system_names` from `name_pairs`, and gives every call its system's main name: the one that callers
 * use the most, since that is the one in their code.
 */
export async function settleSystems(engine: Engine): Promise<void> {
  const pairs = await engine.rows('SELECT name, other, calls FROM name_pairs ORDER BY 1, 2');
  const used = await engine.rows(
    `SELECT target AS name, count(*) FILTER (WHERE seen_from = 'caller') AS by_callers, count(*) AS times
     FROM observations WHERE target IS NOT NULL GROUP BY target`,
  );
  const names = [...new Set(pairs.flatMap((row) => [String(row.name), String(row.other)]))];
  const groups = groupByLinks(
    names,
    pairs.map((row) => [String(row.name), String(row.other)] as const),
  );
  const times = new Map(used.map((row) => [String(row.name), [Number(row.by_callers), Number(row.times)] as const]));
  const main = new Map<string, string>();
  for (const name of [...names].sort((a, b) => moreUsed(a, b, times))) {
    const group = groups.get(name) as string;
    if (!main.has(group)) main.set(group, name);
  }
  await engine.run('CREATE TABLE system_names (name VARCHAR, system VARCHAR, calls BIGINT)');
  const calls = (name: string) => pairs.reduce((sum, row) => (row.name === name || row.other === name ? sum + Number(row.calls) : sum), 0);
  await engine.append(
    'system_names',
    names.map((name) => [name, main.get(groups.get(name) as string) as string, calls(name)]),
  );
  // Without names nothing changes, and where no calls are joined there is no table of them.
  if (names.length > 0)
    await engine.run(`
    UPDATE calls c SET target = s.system FROM system_names s WHERE c.target = s.name AND s.name <> s.system;
    UPDATE observations o SET target = s.system FROM system_names s WHERE o.target = s.name AND s.name <> s.system;`);
  await engine.run('DROP TABLE name_pairs');
}

function moreUsed(a: string, b: string, times: ReadonlyMap<string, readonly [number, number]>): number {
  const [one, other] = [times.get(a) ?? [0, 0], times.get(b) ?? [0, 0]];
  return other[0] - one[0] || other[1] - one[1] || (a < b ? -1 : 1);
}
