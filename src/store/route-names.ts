/** Whether what stands at one place of paths are names of things: many values, while what stands around them stays the same. */
import { groupBy } from '../util/groups.js';

/** A place in the paths of an input. */
export interface PathPlace {
  count: number;
  readonly children: Map<string, PathPlace>;
  ends: boolean;
  /** Methods that were used here or below, with the success that they met: `GET 200`; `GET` alone where none did. */
  readonly ways: Set<string>;
  /** What stands behind the names that were put together. */
  names: PathPlace | null;
  /** How the names that were put together are written in routes. */
  placeholder: string;
}

/** A plural before it (`/shops/…`) says that one of many follows. Without one, more must be seen. */
const LEAST_AFTER_PLURAL = 10;
const LEAST_ELSEWHERE = 50;
/** Where each is called in the same way and leads to the same: half of that after a plural. */
const LEAST_ALIKE_AFTER_PLURAL = 5;
/** Codes of ports, currencies, countries; names of tenants and users: two may be two resources, three that are used alike are not. */
const LEAST_CODES = 3;
/** Names of operations are called over and over; names of things are not, or only few times each. */
const LEAST_NEW_AFTER_PLURAL = 0.1;
const LEAST_NEW_ELSEWHERE = 0.5;
/** Share of the values that must be followed by the same, and called in the same way. */
const LEAST_ALIKE = 0.8;
const PLURAL = /[a-z]{2}(?<!s)s$/i;
/** What follows these are names of operations. */
const OPERATIONS =
  /^(?:services|methods|functions|actions|operations|commands|queries|rpcs|endpoints|apis|hooks|webhooks|jobs|events|reports|messages|topics|types|objects|entities|tables|modules|resources)$/i;
/** What follows these is the name of somebody or of somewhere, however few there are. */
const OWNERS =
  /^(?:users?|accounts?|customers|tenants?|shops?|stores|merchants?|sellers|vendors|suppliers|carriers|partners|clients|org(?:s|anizations?|anisations?)|teams|workspaces?|realms|regions?|countr(?:y|ies)|currenc(?:y|ies)|locales?|languages?|warehouses?|depots?|ports|sites?|branches|locations?|channels?|marketplaces?|zones)$/i;
/** Names of operations are written like this: chat.postMessage, GetOrder. */
const OPERATION_LIKE = /^[a-z]+\.[a-z]|[a-z][A-Z]/;
/** Codes of things are written like this: HAM, EUR, DE. Types of messages and tables are mostly longer. */
const CODE = /^[A-Z]{2,5}$/;
/** Identifiers of capitals and digits, of which some have no digit. */
const CAPITALS = /^[A-Z]{4,12}$/;
/** Numbers that count on behind the same letters; too short to be told for identifiers each by itself. */
const NUMBERED = /^[A-Za-z]{1,6}[-_]?\d{1,4}$/;
/** A word before codes says what they are of; `api`, `v1`, `hl7` do not. */
const WORD = /^[a-z][a-z_-]{3,}$/;
const NO_NOUN = /^(?:rest|soap|json|edi|idoc|idocs|odata|public|internal|external|admin|core|latest|services?|gateway|proxy|endpoint)$/;

export const isLiteral = (segment: string): boolean => segment !== '' && !/[{(<:*]/.test(segment) && !/^v\d/.test(segment);

/** The values at a place that are names of things; none where they are names of resources or of operations. */
export function namesAt(place: PathPlace, parent: string): string[] {
  const literal = [...place.children.keys()].filter(isLiteral);
  if (literal.length === 0) return [];
  if (areNames(place, literal, parent)) return literal;
  const codes = literal.filter((name) => CODE.test(name));
  if (areCodes(place, codes, parent)) return codes;
  const numbered = numberedNames(place, literal, parent);
  return numbered.length > 0 ? numbered : strayIds(place, literal);
}

function areNames(place: PathPlace, names: readonly string[], parent: string): boolean {
  const plural = PLURAL.test(parent) && !OPERATIONS.test(parent);
  if (names.length < LEAST_CODES) return false;
  if (names.filter((name) => OPERATION_LIKE.test(name)).length > names.length / 2) return false;
  const places = names.map((name) => place.children.get(name)!);
  const next = followers(places);
  // /orders/{id}, /customers/{id}: words that are followed by identifiers are kinds of things.
  if (next.share < LEAST_ALIKE * names.length || next.name.includes('{')) return false;
  if (names.length < (plural ? LEAST_AFTER_PLURAL : LEAST_ELSEWHERE)) return areFewNames(place, names, parent, next.name, plural);
  // /shops/NAME/orders: however often each is called.
  if (plural && next.name !== '') return true;
  const calls = places.reduce((sum, child) => sum + child.count, 0);
  return names.length >= (plural ? LEAST_NEW_AFTER_PLURAL : LEAST_NEW_ELSEWHERE) * calls;
}

/** Few names, each of which leads to the same collection: /users/anna/orders. Kinds of things are plurals themselves. */
function areFewNames(place: PathPlace, names: readonly string[], parent: string, next: string, plural: boolean): boolean {
  if (!PLURAL.test(next) || !(plural || OWNERS.test(parent))) return false;
  if (names.length < (OWNERS.test(parent) ? LEAST_CODES : LEAST_ALIKE_AFTER_PLURAL)) return false;
  return !names.some((name) => PLURAL.test(name)) && calledAlike(place, names);
}

/** /ports/HAM, /ports/RTM, /ports/ANR: one thing that is asked for by its code. */
function areCodes(place: PathPlace, codes: readonly string[], parent: string): boolean {
  if (codes.length < LEAST_CODES) return false;
  const named = parent === '{id}' || (WORD.test(parent) && !OPERATIONS.test(parent) && !NO_NOUN.test(parent));
  if (!named) return false;
  const next = followers(codes.map((code) => place.children.get(code)!));
  return next.share >= LEAST_ALIKE * codes.length && !next.name.includes('{') && calledAlike(place, codes);
}

/** /reports/M01, /reports/M02, …: one word that is counted on. Versions and steps are few, and are called each in its way. */
function numberedNames(place: PathPlace, literal: readonly string[], parent: string): string[] {
  const least = PLURAL.test(parent) && !OPERATIONS.test(parent) ? LEAST_ALIKE_AFTER_PLURAL : LEAST_AFTER_PLURAL;
  const groups = groupBy(
    literal.filter((name) => NUMBERED.test(name)),
    (name) => name.replace(/\d+$/, ''),
  );
  return [...groups.values()].filter((names) => names.length >= least && calledAlike(place, names)).flat();
}

/** Where identifiers stand, one of capitals alone is an identifier that happens to have no digit. */
function strayIds(place: PathPlace, literal: readonly string[]): string[] {
  const ids = place.children.get('{id}');
  if (ids === undefined) return [];
  return literal.filter((name) => {
    const stray = place.children.get(name)!;
    return CAPITALS.test(name) && stray.count < ids.count && [...stray.ways].every((way) => ids.ways.has(way));
  });
}

/** The name that a framework gives to this place in its routes: /ports/{code}. */
export function statedName(place: PathPlace): string | null {
  for (const name of place.children.keys()) if (name !== '{id}' && /^(?:\{[a-z_]\w*\}|:[a-z_]\w*|<[^>]+>)$/i.test(name)) return name;
  return null;
}

/** True where nearly all are called by the same methods, with the same success. One that never succeeds may be any of them. */
function calledAlike(place: PathPlace, names: readonly string[]): boolean {
  const methods = new Map<string, number>();
  const ways = new Map<string, number>();
  let succeeding = 0;
  for (const name of names) {
    const all = [...place.children.get(name)!.ways].sort();
    if (all.length > 0) count(methods, [...new Set(all.map((way) => way.split(' ')[0]))].join());
    const fine = all.filter((way) => way.includes(' '));
    if (fine.length === 0) continue;
    succeeding += 1;
    count(ways, fine.join());
  }
  return Math.max(0, ...methods.values()) >= LEAST_ALIKE * names.length && Math.max(0, ...ways.values()) >= LEAST_ALIKE * succeeding;
}

/** What follows most of the places; nothing where the path ends there. */
function followers(places: readonly PathPlace[]): { name: string; share: number } {
  const counts = new Map<string, number>();
  for (const place of places) {
    if (place.ends) count(counts, '');
    for (const name of place.children.keys()) count(counts, name);
  }
  const [name, share] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0] ?? ['', 0];
  return { name, share };
}

const count = (counts: Map<string, number>, name: string): void => void counts.set(name, (counts.get(name) ?? 0) + 1);
