/** What the other files of an input tell of the times of one: the year where it states none, the day where 03/04 may be two. */

import { takeSample } from '../records/sample.js';
import { monthNumber } from '../times/months.js';
import { openText } from './open.js';
import type { Source } from './source.js';

const DATED =
  /\b(20\d\d)[-/](0[1-9]|1[0-2])[-/]([0-3]\d)(?!\d)|\b([0-3]\d)\/(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\/(20\d\d)(?!\d)/;
/** `Feb 03 14:02:11`, `<34>Feb  3 14:02:11`, `[Tue Feb 03 14:02:11]`, klog's `I0203 14:02:11`. */
const YEARLESS = /^(?:<\d+>)?(?:[DIWEF]\d{4} \d\d:|\[?(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d(?!\s+20\d\d))/;

/** `03/04/2026 10:15:00` at the start of a line, or in a cell: the third of April or the fourth of March. */
const TWO_DAYS = /(?<![\d/.-])(?:0?[1-9]|1[0-2])[/-](?:0?[1-9]|1[0-2])[/-]20\d\d(?![\d/-])/;

/** True when half of the lines or more hold a date of which nobody can say which number is the day. */
export function isTwoDays(lines: readonly string[]): boolean {
  return lines.filter((line) => TWO_DAYS.test(line.slice(0, 400))).length * 2 >= Math.max(1, lines.length);
}

/** True when half of the lines or more start with a time that states no year. */
export function isYearless(lines: readonly string[]): boolean {
  return lines.filter((line) => YEARLESS.test(line)).length * 2 >= Math.max(1, lines.length);
}

/** A moment near the times of an input, in milliseconds UTC; null when nothing tells. */
export interface Near {
  /** Of the day that another file states. */
  readonly day: (own: Source) => Promise<number | null>;
  /** Of the year: that of another file, else the one in which the file was last changed. */
  readonly year: (own: Source) => Promise<number | null>;
}

/** What the lines of a file leave open, the other files tell: the year, or which of two days. */
export async function nearFor(lines: readonly string[], source: Source, near: Near): Promise<number | null> {
  return isYearless(lines) ? await near.year(source) : isTwoDays(lines) ? await near.day(source) : null;
}

/** The first two files that state a day tell it to all: each file is looked at once, however many ask. */
export function createNear(sources: readonly Source[]): Near {
  const dated: { source: Source; at: number }[] = [];
  let looked = 0;
  const day = async (own: Source) => {
    while (looked < sources.length && dated.every(({ source }) => source === own)) {
      const source = sources[looked++] as Source;
      const at = await datedHead(source);
      if (at !== null) dated.push({ source, at });
    }
    return dated.find(({ source }) => source !== own)?.at ?? null;
  };
  const year = async (own: Source) => {
    const stated = await day(own);
    if (stated !== null) return stated;
    const changed = await own.changed?.();
    return changed === undefined || changed === null ? null : Date.UTC(new Date(changed).getUTCFullYear(), 6, 1);
  };
  return { day, year };
}

async function datedHead(source: Source): Promise<number | null> {
  const { chunks } = openText(source.open);
  try {
    const { sample } = await takeSample(chunks, source.path);
    const m = DATED.exec(sample.head);
    if (m === null) return null;
    return m[1] === undefined ? Date.UTC(+m[6]!, monthNumber(m[5]!) - 1, +m[4]!) : Date.UTC(+m[1], +m[2]! - 1, +m[3]!);
  } catch {
    return null;
  } finally {
    await chunks.return(undefined);
  }
}
