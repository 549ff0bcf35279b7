/** The year for times that state none: the one of the other files, else the one in which the file was last changed. */

import { openText } from './open.js';
import { takeSample } from './sample.js';
import type { Source } from './source.js';

const DATED =
  /\b(20\d\d)[-/](0[1-9]|1[0-2])[-/]([0-3]\d)(?!\d)|\b([0-3]\d)\/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\/(20\d\d)(?!\d)/;
/** `Feb 03 14:02:11`, `<34>Feb  3 14:02:11`, `[Tue Feb 03 14:02:11]`, klog's `I0203 14:02:11`. */
const YEARLESS = /^(?:<\d+>)?(?:[DIWEF]\d{4} \d\d:|\[?(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]?\d \d\d:\d\d:\d\d(?!\s+20\d\d))/;

/** True when half of the lines or more start with a time that states no year. */
export function isYearless(lines: readonly string[]): boolean {
  return lines.filter((line) => YEARLESS.test(line)).length * 2 >= Math.max(1, lines.length);
}

/** A moment in the year of an input whose times state none, in milliseconds UTC; null when nothing tells. */
export type YearNear = (own: Source) => Promise<number | null>;

/** The first two files that state a year tell it to all: each file is looked at once, however many ask. */
export function createYearNear(sources: readonly Source[]): YearNear {
  const dated: { source: Source; at: number }[] = [];
  let looked = 0;
  return async (own) => {
    while (looked < sources.length && dated.every(({ source }) => source === own)) {
      const source = sources[looked++] as Source;
      const at = await datedHead(source);
      if (at !== null) dated.push({ source, at });
    }
    const stated = dated.find(({ source }) => source !== own);
    if (stated !== undefined) return stated.at;
    const changed = await own.changed?.();
    return changed === undefined || changed === null ? null : Date.UTC(new Date(changed).getUTCFullYear(), 6, 1);
  };
}

async function datedHead(source: Source): Promise<number | null> {
  const { chunks } = openText(source.open);
  try {
    const { sample } = await takeSample(chunks, source.path);
    const m = DATED.exec(sample.head);
    if (m === null) return null;
    return m[1] === undefined ? Date.UTC(+m[5]!, 6, 1) : Date.UTC(+m[1], +m[2]! - 1, +m[3]!);
  } catch {
    return null;
  } finally {
    await chunks.return(undefined);
  }
}
