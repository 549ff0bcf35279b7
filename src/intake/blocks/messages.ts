/** What the thread that reads a file and those that read its blocks say to each other. */
import type { Begun } from '../exchanges/requests.js';
import type { Block, BlockPlan, BlockTurns, ReadBlock } from './block.js';

/** Files and blocks go by numbers. */
export type Order =
  | { readonly does: 'open'; readonly file: number; readonly plan: BlockPlan }
  | { readonly does: 'read'; readonly file: number; readonly number: number; readonly block: Block }
  | { readonly does: 'settle'; readonly number: number; readonly begun: readonly (Begun | null)[] }
  | { readonly does: 'drop'; readonly number: number }
  | { readonly does: 'close'; readonly file: number };

/** First the turns of a block, then what became of it; both at once where no record asks for its request. */
export interface Report {
  readonly number: number;
  readonly turns: BlockTurns | null;
  readonly read: ReadBlock | null;
}

/** One end of the line between two threads. */
export interface Port {
  readonly post: (message: unknown, transfer?: readonly ArrayBuffer[]) => void;
  readonly listen: <Message>(take: (message: Message) => void) => void;
}
