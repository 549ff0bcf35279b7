/** What is at hand while the records of a file are read. */
import type { Meanings } from './plan/meaning.js';
import type { Plan } from './plan/plan.js';
import { noSources, type Sources } from './plan/sources.js';
import { type TimeReader, timeReader } from './times/time-reader.js';
import { zoneNamed } from './times/zone.js';

export interface Memory extends Plan {
  /** Reads its times. */
  readonly time: TimeReader;
  /** What the values of its paths stand for. */
  readonly meanings: Meanings;
  /** Paths that the canonical fields came from. */
  readonly sources: Sources;
}

export function memoryFor(plan: Plan): Memory {
  const { near, dayFirst, zone, from } = plan.times;
  return {
    ...plan,
    time: timeReader(near, dayFirst, zone === null ? null : zoneNamed(zone), from),
    meanings: new Map(),
    sources: noSources(),
  };
}
