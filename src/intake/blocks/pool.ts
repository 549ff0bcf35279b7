/** Threads that read blocks, and which of them reads which. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Begun } from '../exchanges/requests.js';
import type { Block, BlockPlan, BlockTurns, ReadBlock } from './block.js';
import type { Order, Port, Report } from './messages.js';

/** A block that a thread reads. */
export interface SentBlock {
  readonly turns: Promise<BlockTurns>;
  readonly settle: (begun: readonly (Begun | null)[]) => void;
  /** Forgets a block that waits to be settled. */
  readonly drop: () => void;
  readonly read: Promise<ReadBlock>;
}

/** A file whose blocks the threads read. */
export interface SharedFile {
  /** True while every thread has so many blocks before it that it will not wait for the next. */
  readonly isBusy: () => boolean;
  readonly send: (block: Block) => SentBlock;
  readonly close: () => void;
}

export interface Pool {
  readonly threads: number;
  readonly open: (plan: BlockPlan) => SharedFile;
  readonly close: () => Promise<void>;
}

/** Blocks that a thread has before it: it goes on while this one reads a block itself or appends what others read. */
const BLOCKS_AHEAD = 3;
/** Blocks whose events may wait for those of an earlier one, for each thread. */
export const BLOCKS_WAITING = 2 * BLOCKS_AHEAD;

/** A thread, and how to end it. */
export interface Thread {
  readonly port: Port;
  readonly onError: (take: (error: Error) => void) => void;
  readonly end: () => Promise<unknown>;
}

/** More would wait: what one thread does for all, splitting into lines and appending, is about a fifth of the work. */
const MOST_THREADS = 4;

/** On two cores a second thread saved about a tenth of the time at 83 MB of input, and took 0.3 GB more at 1 GB, where memory is to stay below 1.5 GB. */
const LEAST_CORES = 3;

/** Starts threads, one for each core but that of this thread; null where there are too few, and for sources that were not built. */
export function startPool(): Pool | null {
  const cores = availableParallelism();
  const file = new URL('../../intake-worker.js', import.meta.url);
  if (cores < LEAST_CORES || !existsSync(fileURLToPath(file))) return null;
  return createPool(Array.from({ length: Math.min(cores - 1, MOST_THREADS) }, () => startThread(file)));
}

export function startThread(file: URL): Thread {
  const worker = new Worker(file);
  return {
    port: { post: (message) => worker.postMessage(message), listen: (take) => void worker.on('message', take) },
    onError: (take) => void worker.on('error', take),
    end: () => worker.terminate(),
  };
}

/** What is awaited of a thread. */
interface Awaited {
  readonly turns: (turns: BlockTurns) => void;
  readonly read: (read: ReadBlock) => void;
  readonly fail: (error: Error) => void;
}

interface Member extends Thread {
  readonly awaited: Map<number, Awaited>;
  readonly files: Set<number>;
}

export function createPool(threads: readonly Thread[]): Pool {
  const members = threads.map(memberOf);
  let [files, blocks] = [0, 0];
  const free = () => members.reduce((least, one) => (one.awaited.size < least.awaited.size ? one : least));
  return {
    threads: threads.length,
    open: (plan) => {
      const file = files++;
      return {
        isBusy: () => free().awaited.size >= BLOCKS_AHEAD,
        send: (block) => {
          const member = free();
          const tell = (order: Order) => member.port.post(order);
          if (!member.files.has(file)) tell({ does: 'open', file, plan });
          member.files.add(file);
          const number = blocks++;
          tell({ does: 'read', file, number, block });
          return {
            ...awaitBlock(number, member),
            settle: (begun) => tell({ does: 'settle', number, begun }),
            drop: () => {
              member.awaited.delete(number);
              tell({ does: 'drop', number });
            },
          };
        },
        close: () => {
          for (const { files: open, port } of members) if (open.delete(file)) port.post({ does: 'close', file } satisfies Order);
        },
      };
    },
    close: async () => void (await Promise.all(threads.map(({ end }) => end()))),
  };
}

function memberOf(thread: Thread): Member {
  const awaited = new Map<number, Awaited>();
  thread.port.listen(({ number, turns, read }: Report) => {
    const one = awaited.get(number);
    if (turns !== null) one?.turns(turns);
    if (read !== null) one?.read(read);
    if (read !== null) awaited.delete(number);
  });
  // An error here is one of the program: whoever awaits something of the thread throws it.
  thread.onError((error) => {
    for (const one of awaited.values()) one.fail(error);
  });
  return { ...thread, awaited, files: new Set() };
}

function awaitBlock(number: number, { awaited }: Member): Pick<SentBlock, 'turns' | 'read'> {
  const failing: ((error: Error) => void)[] = [];
  let [turns, read]: [Awaited['turns'], Awaited['read']] = [() => {}, () => {}];
  const promises = {
    turns: new Promise<BlockTurns>((resolve, reject) => {
      turns = resolve;
      failing.push(reject);
    }),
    read: new Promise<ReadBlock>((resolve, reject) => {
      read = resolve;
      failing.push(reject);
    }),
  };
  // Who awaits them may come later, or never.
  promises.turns.catch(() => {});
  promises.read.catch(() => {});
  awaited.set(number, { turns, read, fail: (error) => failing.forEach((fail) => void fail(error)) });
  return promises;
}
