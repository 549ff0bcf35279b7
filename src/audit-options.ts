/** What an audit may be told. */

import type { Choice } from './intake/inputs/choice.js';
import type { ZoneOf } from './intake/times/zone-rules.js';
import type { Config } from './model/config.js';
import type { Input } from './model/input.js';
import type { Review } from './model/review.js';
import type { Unmatched } from './model/unmatched.js';
import type { Store } from './store/store.js';

export type Stage = 'intake' | 'rulepack' | 'store' | 'detect' | 'excerpts' | 'assess' | 'review';

/** Where stores are kept between audits. */
export interface CacheOptions {
  /** Made when missing. */
  readonly folder: string;
  /** How the user wants files to be read, in words: another wish gives other events. */
  readonly reading: readonly string[];
}

export interface AuditOptions {
  /** Settings of the user; the defaults when left out. */
  readonly config?: Config;
  /** File and line of a place in the configuration, for messages. */
  readonly locate?: (path: readonly PropertyKey[]) => string;
  /** Day on which suppressions must hold, YYYY-MM-DD; the day of the clock when left out. */
  readonly today?: string;
  /** Told of the entries of the configuration that fit nothing in the input. */
  readonly onUnmatched?: (entries: readonly Unmatched[]) => void;
  /** Folders of rule packs beside the built-in ones. */
  readonly rules?: readonly string[];
  /** Folder for what does not fit into memory; nothing is written to disk without it. */
  readonly spill?: string;
  /** Memory for the tables of the engine, in bytes; 700 MB or a quarter of the machine, whichever is less, when left out and there is such a folder. */
  readonly memory?: number;
  /** Takes from there what was read and joined before, and puts it there; nothing is kept without it. */
  readonly cache?: CacheOptions;
  /** Formats that the user chose for paths, against what the content says. */
  readonly choices?: readonly Choice[];
  /** Zone of the times that state none, by the path of their file. */
  readonly zoneOf?: ZoneOf;
  /** Told of what is left out before anything is read: earlier reviews, links, folders that cannot be opened. */
  readonly onNote?: (note: string) => void;
  /** Told when a stage begins; during intake also how many events were read so far, and which share of the input, null where that cannot be told. */
  readonly onStage?: (stage: Stage, events: number, share: number | null) => void;
  /** Given the review while the store still holds the events behind it. */
  readonly onReview?: (review: Review, store: Store, inputs: readonly Input[]) => Promise<void>;
}
