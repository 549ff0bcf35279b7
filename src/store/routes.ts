/**
 * Routes whose identifiers do not look like any: names of shops, users, articles. What tells them is that many
 * values stand at one place of the path while what stands around them stays the same.
 */
import type { Engine } from './engine.js';

/** A route as intake made it, and how many events have it. */
export interface CountedRoute {
  readonly route: string;
  readonly count: number;
}

interface Node {
  count: number;
  readonly children: Map<string, Node>;
  ends: boolean;
  /** What stands behind the names that were put together. */
  names: Node | null;
}

/** A plural before it (`/shops/…`) says that one of many follows. Without one, more must be seen. */
const LEAST_AFTER_PLURAL = 10;
const LEAST_ELSEWHERE = 50;
/** Names of operations are called over and over; names of things are not, or only few times each. */
const LEAST_NEW_AFTER_PLURAL = 0.1;
const LEAST_NEW_ELSEWHERE = 0.5;
/** Share of the values that must be followed by the same. */
const LEAST_ALIKE = 0.8;
const PLURAL = /[a-z]{2}(?<!s)s$/i;
/** What follows these are names of operations. */
const OPERATIONS =
  /^(?:services|methods|functions|actions|operations|commands|queries|rpcs|endpoints|apis|hooks|webhooks|jobs|events|reports)$/i;
/** Names of operations are written like this: chat.postMessage, GetOrder. */
const OPERATION_LIKE = /^[a-z]+\.[a-z]|[a-z][A-Z]/;

/** Routes that change, with what they become. */
export function learnRoutes(routes: readonly CountedRoute[]): Map<string, string> {
  const root = emptyNode();
  for (const { route, count } of routes) add(root, route.split('/'), count);
  collapse(root, '');
  const learnt = new Map<string, string>();
  for (const { route } of routes) {
    const made = rewritten(root, route.split('/')).join('/');
    if (made !== route) learnt.set(route, made);
  }
  return learnt;
}

const emptyNode = (): Node => ({ count: 0, children: new Map(), ends: false, names: null });

function add(root: Node, segments: readonly string[], count: number): void {
  let node = root;
  for (const segment of segments) {
    const child = node.children.get(segment) ?? emptyNode();
    node.children.set(segment, child);
    child.count += count;
    node = child;
  }
  node.ends = true;
}

/** Puts the names at one place together, from the beginning of the path on: what is behind them is one place. */
function collapse(node: Node, parent: string): void {
  if (holdsNames(node, parent)) {
    const names = emptyNode();
    for (const [name, child] of node.children) {
      if (!isLiteral(name)) continue;
      absorb(names, child);
      node.children.delete(name);
    }
    node.names = names;
    collapse(names, '{id}');
  }
  for (const [name, child] of node.children) collapse(child, name);
}

function absorb(into: Node, from: Node): void {
  into.count += from.count;
  into.ends ||= from.ends;
  for (const [name, child] of from.children) {
    const known = into.children.get(name);
    if (known === undefined) into.children.set(name, child);
    else absorb(known, child);
  }
}

function rewritten(root: Node, segments: readonly string[]): string[] {
  let node: Node | null = root;
  return segments.map((segment) => {
    const own: Node | undefined = node?.children.get(segment);
    const named: Node | null = own === undefined ? (node?.names ?? null) : null;
    node = own ?? named;
    return named === null ? segment : '{id}';
  });
}

const isLiteral = (segment: string): boolean => segment !== '' && !/[{(<:*]/.test(segment) && !/^v\d/.test(segment);

function holdsNames(node: Node, parent: string): boolean {
  const names = [...node.children].filter(([name]) => isLiteral(name));
  if (names.length < LEAST_AFTER_PLURAL) return false;
  const plural = PLURAL.test(parent) && !OPERATIONS.test(parent);
  if (names.length < (plural ? LEAST_AFTER_PLURAL : LEAST_ELSEWHERE)) return false;
  if (names.filter(([name]) => OPERATION_LIKE.test(name)).length > names.length / 2) return false;
  const calls = names.reduce((sum, [, child]) => sum + child.count, 0);
  const next = followers(names.map(([, child]) => child));
  const alike = next.share >= LEAST_ALIKE * names.length;
  // /orders/{id}, /customers/{id}: words that are followed by identifiers are kinds of things.
  if (!alike || next.name.includes('{')) return false;
  // /shops/NAME/orders: however often each is called.
  if (plural && next.name !== '') return true;
  return names.length >= (plural ? LEAST_NEW_AFTER_PLURAL : LEAST_NEW_ELSEWHERE) * calls;
}

/** What follows most of the places; nothing where the path ends there. */
function followers(nodes: readonly Node[]): { name: string; share: number } {
  const counts = new Map<string, number>();
  for (const node of nodes) {
    if (node.ends) counts.set('', (counts.get('') ?? 0) + 1);
    for (const name of node.children.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [name, share] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0] ?? ['', 0];
  return { name, share };
}

/** Rewrites routes of `events`, and the operations that are named by them. */
export async function settleRoutes(engine: Engine): Promise<void> {
  const rows = await engine.rows('SELECT route, count(*) AS count FROM events WHERE route IS NOT NULL GROUP BY route');
  const learnt = learnRoutes(rows.map((row) => ({ route: String(row.route), count: Number(row.count) })));
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
