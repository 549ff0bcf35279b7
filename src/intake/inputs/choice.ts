/** Formats that the user chose for paths, against what the content says. */

import type { Ledger } from '../ledger.js';
import type { Format, LineFormat, Sample } from '../records/format.js';
import type { Reading } from '../records/sniff.js';
import { sniff } from '../records/sniff.js';

/** A choice of the user. */
export interface Choice {
  /** How the user said it: `--format *.log=logfmt`, `mapping labels of own.yaml`. */
  readonly said: string;
  /** True for a path that it is about. */
  readonly matches: (path: string) => boolean;
  /** The formats of the chosen name; of several the one that fits best is taken. */
  readonly formats: readonly Format[];
}

/** The choice for a path; of several the last. */
export function choiceFor(path: string, choices: readonly Choice[]): Choice | null {
  return choices.findLast(({ matches }) => matches(path)) ?? null;
}

/** The formats to choose from for a path: all, or those that were chosen and the wrappers around them. */
export function formatsFor(path: string, choices: readonly Choice[], all: readonly Format[]): readonly Format[] {
  const choice = choiceFor(path, choices);
  if (choice === null) return all;
  const chosen = choice.formats.map((format) => preferred(format, choice.said));
  const [first] = chosen;
  if (first?.kind === 'document') return chosen;
  return [...all.filter((format) => (format.kind === 'wrapper') !== (first?.kind === 'wrapper')), ...chosen];
}

/** A chosen format is taken even where it fits badly. */
function preferred<F extends Format>(format: F, said: string): F {
  const fit = (sample: Sample) => ({ score: 0.5 + format.fit(sample).score / 2, reason: `chosen by ${said}` });
  return { ...format, fit };
}

/** Says of each choice that matches no path so, in one sentence. */
export function unusedChoices(choices: readonly Choice[], paths: readonly string[]): string[] {
  const example = paths[0] === undefined ? '' : `; paths look like ${paths[0]}`;
  return choices.filter(({ matches }) => !paths.some(matches)).map(({ said }) => `${said} matches no file${example}.`);
}

/** Enters into the account that a chosen format reads nothing of a file, and what would. */
export function noteMisfit(choice: Choice, reading: Reading, sample: Sample, all: readonly Format[], ledger: Ledger): void {
  if (readsAny(reading, ledger)) return;
  const other = sniff(sample, all);
  const reason = `${choice.said} does not fit: no record reads as ${reading.format.name}. By its content the file is ${other.format.name} (${other.reason}).`;
  ledger.problems.unshift({ line: null, reason });
}

function readsAny(reading: Reading, ledger: Ledger): boolean {
  if (reading.format.kind === 'document') return ledger.sourceRecords > 0;
  const parse = (reading.format as LineFormat).open?.(reading.sample) ?? ((line: string) => (reading.format as LineFormat).parse(line));
  return reading.sample.lines.some((line) => parse(line) !== null);
}
