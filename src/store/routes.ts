/**
 * Routes whose identifiers do not look like any: codes of ports, names of shops, users, articles. What tells them is that
 * many values stand at one place of the path while what stands around them, and how they are called, stays the same.
 */
import type { Engine } from './engine.js';
import { namesAt, type PathPlace, statedName } from './route-names.js';

/** A route as intake made it, how many events have it, and how it is called: `GET 200`, or `GET` where nothing succeeded. */
export interface CountedRoute {
  readonly route: string;
  readonly count: number;
  readonly ways?: readonly string[];
}

/** Routes that change, with what they become. */
export function learnRoutes(routes: readonly CountedRoute[]): Map<string, string> {
  const root = emptyPlace();
  for (const { route, count, ways } of routes) add(root, route.split('/'), count, ways ?? []);
  collapse(root, '');
  const learnt = new Map<string, string>();
  for (const { route } of routes) {
    const made = rewritten(root, route.split('/')).join('/');
    if (made !== route) learnt.set(route, made);
  }
  return learnt;
}

const emptyPlace = (): PathPlace => ({ count: 0, children: new Map(), ends: false, ways: new Set(), names: null, placeholder: '{id}' });

function add(root: PathPlace, segments: readonly string[], count: number, ways: readonly string[]): void {
  let place = root;
  for (const segment of segments) {
    const child = place.children.get(segment) ?? emptyPlace();
    place.children.set(segment, child);
    child.count += count;
    for (const way of ways) child.ways.add(way);
    place = child;
  }
  place.ends = true;
}

/** Puts the names at one place together, from the beginning of the path on: what is behind them is one place. */
function collapse(place: PathPlace, parent: string): void {
  const found = namesAt(place, parent);
  if (found.length > 0) {
    const names = emptyPlace();
    for (const name of found) {
      absorb(names, place.children.get(name)!);
      place.children.delete(name);
    }
    place.names = names;
    place.placeholder = statedName(place) ?? '{id}';
    collapse(names, '{id}');
  }
  for (const [name, child] of place.children) collapse(child, name);
}

function absorb(into: PathPlace, from: PathPlace): void {
  into.count += from.count;
  into.ends ||= from.ends;
  for (const way of from.ways) into.ways.add(way);
  for (const [name, child] of from.children) {
    const known = into.children.get(name);
    if (known === undefined) into.children.set(name, child);
    else absorb(known, child);
  }
}

function rewritten(root: PathPlace, segments: readonly string[]): string[] {
  let place: PathPlace | null = root;
  return segments.map((segment) => {
    const own: PathPlace | undefined = place?.children.get(segment);
    const named: PathPlace | null = own === undefined ? (place?.names ?? null) : null;
    const made = named === null ? segment : place!.placeholder;
    place = own ?? named;
    return made;
  });
}

/** Rewrites routes of `events`, and the operations that are named by them. */
export async function settleRoutes(engine: Engine): Promise<void> {
  const rows = await engine.rows(`
    SELECT route, count(*) AS count,
      string_agg(DISTINCT method || CASE WHEN status BETWEEN 200 AND 299 THEN ' ' || status ELSE '' END, ',') AS ways
    FROM events WHERE route IS NOT NULL GROUP BY route`);
  const learnt = learnRoutes(rows.map((row) => ({ route: String(row.route), count: Number(row.count), ways: waysOf(row.ways) })));
  if (learnt.size === 0) return;
  await engine.run('CREATE TEMP TABLE learnt_routes (route VARCHAR, made VARCHAR)');
  await engine.append('learnt_routes', [...learnt]);
  await engine.run(`
    UPDATE events e SET route = l.made,
      operation = CASE WHEN starts_with(e.operation, e.method || ' ' || e.route)
        THEN e.method || ' ' || l.made || substr(e.operation, length(e.method) + length(e.route) + 2) ELSE e.operation END
    FROM learnt_routes l WHERE l.route = e.route;
    DROP TABLE learnt_routes;`);
}

const waysOf = (text: unknown): string[] => (typeof text === 'string' ? text.split(',') : []);
