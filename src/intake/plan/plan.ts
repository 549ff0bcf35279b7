/** What is learned of a file from a sample of its records, before they become events. Plain data: whoever has it reads its records alike. */
import type { SourceRecord } from '../records/format.js';
import { parseTime } from '../times/time.js';
import { writesDayFirst } from '../times/time-reader.js';
import type { Zone } from '../times/zone.js';
import { zoneOfLines } from '../times/zone-line.js';
import { type Lessons, learn } from './learn.js';
import { type PathNode, rootNode } from './paths.js';

/** What is known of a file before its records are read. */
export interface NormalizerContext {
  readonly file: string;
  readonly format: string;
  /** A moment near the times of the file, for files that state no year or a day that may be two. */
  readonly near?: number | null;
  /** Zone of its times that state none, as the user gives it. */
  readonly zone?: Zone | null;
}

/** How the times of a file are read. */
export interface TimePlan {
  /** A moment in the year of the file, in milliseconds UTC, for times without a year. */
  readonly near: number | null;
  readonly dayFirst: boolean;
  /** Name of the zone of its times that state none; null when nobody says. */
  readonly zone: string | null;
  /** Who says so: the user, or a line of the file. */
  readonly from: 'given' | 'stated';
}

export interface Plan extends Lessons {
  readonly file: string;
  readonly format: string;
  /** Where the paths of the records begin. */
  readonly root: PathNode;
  readonly times: TimePlan;
}

/** @param sample The more of the file it shows, the better record keys are told from created ids. */
export function planFor({ file, format, near = null, zone = null }: NormalizerContext, sample: readonly SourceRecord[]): Plan {
  const root = rootNode();
  const stated = zone === null ? zoneOfLines(sample) : null;
  const times: TimePlan = {
    near: nearOf(file, sample) ?? near,
    dayFirst: writesDayFirst(sample, dayInName(file) ?? near),
    zone: (zone ?? stated)?.name ?? null,
    from: stated === null ? 'given' : 'stated',
  };
  return { file, format, root, times, ...learn(sample, root, format) };
}

/** A moment near the times of the file, for times without a year: a dated name, or a full time in the sample. */
function nearOf(file: string, sample: readonly SourceRecord[]): number | null {
  for (const record of sample) {
    for (const value of [record.time, record.fields['time'], record.fields['timestamp'], record.fields['ts']]) {
      if (typeof value === 'number' || (typeof value === 'string' && /(?<![\d.:,])(?:20\d\d(?!\d)|\d{10,}|20\d{6})/.test(value))) {
        const ms = parseTime(value)?.ms;
        if (ms !== undefined) return ms;
      }
    }
    const stated = record.message === null ? null : /\b(20\d\d-\d\d-\d\d)[T ]\d\d:\d\d/.exec(record.message);
    if (stated !== null) return Date.parse(stated[1]!);
  }
  return dayInName(file);
}

function dayInName(file: string): number | null {
  const dated = /(20\d\d)[-_.]?(0\d|1[0-2])[-_.]?([0-3]\d)/.exec(file);
  return dated === null ? null : Date.UTC(+dated[1]!, +dated[2]! - 1, +dated[3]!);
}
