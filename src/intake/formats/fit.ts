/** How well a line format fits: the share of lines that it reads, times how specific it is. */
import type { Fit, Sample } from '../records/format.js';

/** What a fit is made of. */
export interface FitOptions {
  /** Score when every line is read. Specific formats score higher than those that take much. */
  readonly weight: number;
  /** What a line is read as: "combined access log". */
  readonly what: string;
  /** Lines that say nothing for or against: headers, continuation lines. */
  readonly ignore?: (line: string) => boolean;
}

/** The fit of a format by the lines of the sample that it reads. */
export function lineFit(sample: Sample, reads: (line: string) => boolean, options: FitOptions): Fit {
  let read = 0;
  let looked = 0;
  for (const line of sample.lines) {
    if (reads(line)) read++;
    else if (options.ignore?.(line)) continue;
    looked++;
  }
  const score = looked === 0 ? 0 : (options.weight * read) / looked;
  return { score: read === 0 ? 0 : score, reason: `${read} of ${looked} lines parse as ${options.what}` };
}

/** Lines that go on with the one before them. */
export function isIndented(line: string): boolean {
  return line.startsWith(' ') || line.startsWith('\t');
}
