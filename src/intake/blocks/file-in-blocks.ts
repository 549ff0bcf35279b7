/** One file on its way through the threads: cuts it into blocks, and puts together what became of them, in their order. */

import { areOpen, type Turn, take } from '../exchanges/requests.js';
import { addLedger, type Ledger } from '../ledger.js';
import type { Shared } from '../normalize.js';
import type { Line } from '../records/lines.js';
import type { Block, BlockTurns, ReadBlock } from './block.js';
import type { SentBlock, SharedFile } from './pool.js';
import type { Queue } from './queue.js';

/** What a file needs on its way. */
export interface Way {
  readonly file: SharedFile;
  /** This thread, which reads a block while all others have enough to do. */
  readonly own: Pick<SharedFile, 'send'>;
  /** Of all files: blocks that were sent, in their order. */
  readonly queue: Queue;
  readonly ledger: Ledger;
  readonly shared: Shared;
  /** Lines of a block. */
  readonly lines: number;
  /** Tells where a block may begin. */
  readonly standsAlone: (line: string) => boolean;
  /** Hands on what became of a block. */
  readonly deliver: (read: ReadBlock) => Promise<void>;
  /** Reads the lines of a block here, after all that were before it. */
  readonly readHere: (block: Block) => Promise<void>;
}

export interface FileInBlocks {
  /** Adds lines, from the number on that follows the last. */
  readonly add: (lines: readonly Line[]) => Promise<void>;
  /** What was not sent yet. */
  readonly rest: () => Block;
  /** Sends what is left. What became of it is known when the queue has come so far. */
  readonly end: () => Promise<void>;
}

/** Characters of a block, where lines are long. */
const CHARACTERS = 1 << 20;
/** Where no line begins a record for so many blocks, the file is read here. */
const MOST_BLOCKS = 20;

/** @param first Number of the first line that is added. */
export function createFileInBlocks(way: Way, first: number): FileInBlocks {
  const { file, queue, ledger, shared } = way;
  let [lines, start, characters, sent] = [[] as Line[], first, 0, 0];
  /** The first block that must be read here, as all after it. */
  let here = Number.POSITIVE_INFINITY;
  let taken: Promise<void> = Promise.resolve();

  /** Takes the turns of a block after those of the blocks before it. */
  const takeTurns = async (before: Promise<void>, number: number, block: SentBlock): Promise<void> => {
    await before;
    const turns = await block.turns;
    if (turns.bound) here = Math.min(here, number);
    if (here <= number) return block.drop();
    const begun = begunIn(turns, shared);
    if (turns.asks) block.settle(begun);
  };
  const send = async () => {
    const [number, block] = [sent++, { first: start, lines }];
    [lines, start, characters] = [[], start + lines.length, 0];
    if (block.lines.length > MOST_BLOCKS * way.lines) here = Math.min(here, number);
    if (here <= number) return await queue.add(() => way.readHere(block));
    const reading = (file.isBusy() ? way.own : file).send(block);
    const turn = takeTurns(taken, number, reading);
    turn.catch(() => {}); // told when the queue has come so far
    taken = turn;
    await queue.add(async () => {
      await turn;
      if (here <= number) return await way.readHere(block);
      const read = await reading.read;
      addLedger(read.ledger, ledger);
      shared.add(read.seen, read.sources);
      await way.deliver(read);
    });
  };
  return {
    add: async (more) => {
      for (const line of more) {
        if ((lines.length >= way.lines || characters >= CHARACTERS) && line !== null && way.standsAlone(line)) await send();
        lines.push(line);
        characters += line?.length ?? 0;
      }
    },
    rest: () => ({ first: start, lines }),
    end: async () => {
      if (lines.length > 0) await send();
      await queue.add(async () => file.close());
    },
  };
}

/** The requests that the records of a block end which ask for theirs. */
function begunIn({ turns, telling }: BlockTurns, { requests }: Shared) {
  // Most blocks of most logs only end requests, and none is open.
  if (!telling && !areOpen(requests)) return [];
  const all = JSON.parse(turns) as Turn[];
  return all.flatMap((turn) => {
    const begun = take(turn, requests);
    return turn.does === 'ask' ? [begun] : [];
  });
}
