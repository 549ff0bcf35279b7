/** Blocks that this thread reads itself, where it would wait for the others. */
import type { BlockPlan, ReadBlock } from './block.js';
import type { SharedFile } from './pool.js';
import { createBlockReader } from './read-block.js';

export function ownThread(plan: BlockPlan): Pick<SharedFile, 'send'> {
  let reader: ReturnType<typeof createBlockReader> | null = null;
  return {
    send: (block) => {
      // Of its own, as others have: the plan grows with the paths that are met.
      reader ??= createBlockReader(structuredClone(plan));
      const { settle, ...turns } = reader(block);
      let done: (read: ReadBlock) => void = () => {};
      const read = new Promise<ReadBlock>((resolve) => {
        done = resolve;
      });
      if (!turns.asks && !turns.bound) done(settle([]));
      return { turns: Promise.resolve(turns), read, settle: (begun) => done(settle(begun)), drop: () => {} };
    },
  };
}
