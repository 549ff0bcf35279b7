/** A file in blocks of lines, each of which can be read without those before it: by other threads, side by side. */
import type { ColumnBatch } from '../../util/columns.js';
import type { Begun } from '../exchanges/requests.js';
import { lineFormatNamed } from '../formats/index.js';
import type { Ledger } from '../ledger.js';
import type { Plan } from '../plan/plan.js';
import type { Seen } from '../plan/seen.js';
import type { Sources } from '../plan/sources.js';
import type { Sample } from '../records/format.js';
import type { Line } from '../records/lines.js';
import type { Reading } from '../records/sniff.js';

/** Lines that stand one after the other in a file, from the start of a record to the end of one. */
export interface Block {
  /** Number of the first line. */
  readonly first: number;
  readonly lines: readonly Line[];
}

/** How the blocks of a file are read. Plain data: formats go by their names. */
export interface BlockPlan {
  readonly plan: Plan;
  readonly format: string;
  /** Formats whose lines are mixed in. */
  readonly others: readonly string[];
  readonly sample: Sample;
}

/** What a block has to do with those before it. */
export interface BlockTurns {
  /** What its records have to do with the requests of the file, in order; as JSON, for most of it need not be looked at. */
  readonly turns: string;
  /** True when a record leaves a request behind or asks for one; else they only end requests. */
  readonly telling: boolean;
  /** True when a record asks for its request. */
  readonly asks: boolean;
  /** True when a line could not be read without knowing those before the block. */
  readonly bound: boolean;
}

/** What became of a block. */
export interface ReadBlock {
  readonly batches: readonly ColumnBatch[];
  /** The account of its records. */
  readonly ledger: Ledger;
  readonly seen: Seen;
  /** Paths that its thread had met in no block before. */
  readonly sources: Sources;
}

/** A block that was read but for what earlier blocks tell. */
export interface OpenBlock extends BlockTurns {
  /** @param begun The requests that the records end which ask for theirs, in order. */
  readonly settle: (begun: readonly (Begun | null)[]) => ReadBlock;
}

/** The names by which other threads find the formats of a reading; null where lines are wrapped, or a format is the user's. */
export function formatsOfBlocks({ wrappers, format, others }: Reading): Pick<BlockPlan, 'format' | 'others'> | null {
  // Lines of several programs may stand among each other in a wrapper: no line ends what stands before it.
  if (wrappers.length > 0 || ![format, ...others].every((one) => lineFormatNamed(one.name) === one)) return null;
  return { format: format.name, others: others.map(({ name }) => name) };
}
