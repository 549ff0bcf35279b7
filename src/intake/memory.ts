/** What is remembered from record to record of a file. */
import type { Habits } from './habits.js';
import type { TimeReader } from './time-reader.js';

export interface Memory {
  readonly format: string;
  /** Reads its times. */
  readonly time: TimeReader;
  /** Name of the field that holds identifiers with a prefix, from the sample. */
  readonly prefixes: Map<string, string>;
  /** How the program that wrote the file speaks of its calls, from the sample. */
  habits: Habits;
  /** Paths that the canonical fields came from. */
  readonly sources: Map<string, Set<string>>;
  /** True when the file tells of failed calls only on the lines that say what became of them; from the sample. */
  endsTell: boolean;
}
