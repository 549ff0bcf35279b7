/** The user's own names of systems: every event speaks of a system by the name that the configuration gives it. */
import type { Event } from '../model/event.js';
import { namePattern } from '../model/name-pattern.js';
import type { SystemSetting } from '../model/system.js';
import type { Unmatched } from '../model/unmatched.js';
import { globTest } from '../util/glob.js';
import { nearestName } from '../util/nearest.js';

export interface OwnNames {
  readonly events: (events: readonly Event[]) => Event[];
  /** The system that wrote the file; null when no entry says so. */
  readonly systemOf: (file: string) => string | null;
  /** Entries that named nothing so far. */
  readonly unmatched: () => Unmatched[];
}

interface Entry {
  readonly system: string;
  readonly kind: 'hosts' | 'services' | 'files';
  readonly pattern: string;
  readonly at: number;
  readonly test: (name: string) => boolean;
}

/** Metrics, alerts and reports speak about systems; the file that holds them was written by none of them. */
const ABOUT: readonly Event['kind'][] = ['sample', 'alert', 'note'];

export function createOwnNames(systems: Readonly<Record<string, SystemSetting>>): OwnNames {
  const entries = Object.entries(systems).flatMap(([system, setting]) =>
    (['hosts', 'services', 'files'] as const).flatMap((kind) => setting[kind].map((pattern, at) => entryOf(system, kind, pattern, at))),
  );
  const used = new Set<Entry>();
  const seen = { hosts: new Map<string, string>(), services: new Map<string, string>(), files: new Map<string, string | null>() };
  const lookUp = (name: string, kinds: readonly Entry['kind'][]): string | null => {
    const found = kinds.flatMap((kind) => entries.find((entry) => entry.kind === kind && entry.test(name)) ?? [])[0];
    if (found) used.add(found);
    return found?.system ?? null;
  };
  const named = (name: string | null, first: 'hosts' | 'services') => {
    if (name === null) return null;
    const known = seen[first].get(name);
    if (known !== undefined) return known;
    const system = lookUp(name, first === 'hosts' ? ['hosts', 'services'] : ['services', 'hosts']) ?? name;
    seen[first].set(name, system);
    return system;
  };
  const systemOf = (file: string) => {
    const known = seen.files.get(file);
    if (known !== undefined) return known;
    const system = lookUp(file, ['files']);
    seen.files.set(file, system);
    return system;
  };
  const rename = (event: Event): Event => {
    const writer = ABOUT.includes(event.kind) || event.kind === 'row' ? null : systemOf(event.file);
    return {
      ...event,
      target: named(event.target, 'hosts'),
      client: named(event.client, 'services'),
      service: writer ?? named(event.service, 'services'),
    };
  };
  return {
    events: (events) => (entries.length === 0 ? (events as Event[]) : events.map(rename)),
    systemOf: (file) => (entries.length === 0 ? null : systemOf(file)),
    unmatched: () => entries.filter((entry) => !used.has(entry)).map((entry) => unmatchedEntry(entry, seen)),
  };
}

function entryOf(system: string, kind: Entry['kind'], pattern: string, at: number): Entry {
  const plain = namePattern(pattern);
  return { system, kind, pattern, at, test: kind === 'files' ? globTest(pattern) : (name) => plain.test(name.replace(/:\d{2,5}$/, '')) };
}

const WHAT = {
  hosts: 'called nowhere in this input',
  services: 'no service or caller of this input',
  files: 'no file of this input',
} as const;

function unmatchedEntry(
  { system, kind, pattern, at }: Entry,
  seen: Readonly<Record<Entry['kind'], ReadonlyMap<string, unknown>>>,
): Unmatched {
  const names = kind === 'files' ? [...seen.files.keys()] : [...seen[kind].keys()];
  const near = nearestName(pattern.replaceAll('*', ''), names);
  return {
    path: ['systems', system, kind, at],
    message: `${pattern} is ${WHAT[kind]}${near === null ? '; take it out' : `; did you mean ${near}?`}`,
  };
}
