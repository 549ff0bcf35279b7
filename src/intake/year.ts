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

/**
 * A moment in the year of the input, in milliseconds UTC; null when nothing tells.
 * @param own The source whose times state no year.
 */
export async function yearNear(own: Source, sources: readonly Source[]): Promise<number | null> {
  for (const source of sources) {
    if (source === own) continue;
    const stated = await datedHead(source);
    if (stated !== null) return stated;
  }
  const changed = await own.changed?.();
  return changed === undefined || changed === null ? null : Date.UTC(new Date(changed).getUTCFullYear(), 6, 1);
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
