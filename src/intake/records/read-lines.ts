/** The lines of an input on their way to events: read here, or in blocks by other threads where that pays. */
import { type Block, type BlockPlan, formatsOfBlocks, type ReadBlock } from '../blocks/block.js';
import { createFileInBlocks } from '../blocks/file-in-blocks.js';
import { ownThread } from '../blocks/own-thread.js';
import type { Queue } from '../blocks/queue.js';
import type { Sharing } from '../blocks/sharing.js';
import type { Delivery } from '../delivery.js';
import { addLedger, enterReject, type Ledger, openLedger } from '../ledger.js';
import type { Shared } from '../normalize.js';
import type { Normalizing } from '../normalizing.js';
import { fixedOffset } from '../times/zone.js';
import type { ReadResult } from './format.js';
import { type Line, splitLines } from './lines.js';
import { createRecordReader, type RecordReader } from './records.js';
import type { Reading } from './sniff.js';

export interface LineInput {
  readonly reading: Reading;
  readonly text: AsyncGenerator<string>;
  readonly ledger: Ledger;
  readonly normalizing: Normalizing;
  readonly delivery: Delivery;
  /** Of all inputs: what is read elsewhere. */
  readonly queue: Queue;
  /** Null where all is read here. */
  readonly sharing: Sharing | null;
  /** Lines at the start that belong to another file. */
  readonly begun: number;
  /** Lines of the next file with which the last record goes on. */
  readonly seam: (reader: RecordReader) => Promise<readonly string[]>;
  readonly report: () => void;
}

/** Characters that are kept until it is known who reads them. */
const MOST_KEPT = 64 * 1024 * 1024;

export async function readLines(input: LineInput): Promise<void> {
  const { normalizing, sharing } = input;
  const formats = sharing === null ? null : formatsOfBlocks(input.reading);
  const here = startHere(input);
  const head = sharing === null || formats === null ? null : await readHead(here, input);
  if (sharing !== null && formats !== null && head?.lines != null) {
    const shared = normalizing.learn();
    if (shared !== null && head.lines.length >= sharing.measures.lines && isFixed(shared)) {
      normalizing.forget();
      const plan = { plan: shared.plan, sample: input.reading.sample, ...formats };
      return await readInBlocks(plan, shared, sharing, head.lines, here.batches, input);
    }
  }
  await here.settle();
  if (head?.ended !== true) await readOn(here, input);
  await passHeld(normalizing, input.delivery);
}

/** Passes the records that are held back. */
export async function passHeld(normalizing: Normalizing, delivery: Delivery): Promise<void> {
  while (normalizing.end()) await delivery.whenFull();
  await delivery.whenFull();
}

async function readOn(here: Here, input: LineInput): Promise<void> {
  for await (const lines of here.batches) {
    for (const line of lines) {
      here.take(line);
      if (input.delivery.isFull()) await input.delivery.whenFull();
    }
    input.report();
  }
  await here.end();
}

/** Whether the times of a file can be read in any order: what a clock says twice in autumn depends on the line before. */
const isFixed = ({ plan: { times } }: Shared): boolean => times.zone === null || fixedOffset(times.zone) !== null;

/** The reading of lines by this thread. */
interface Here {
  readonly batches: AsyncGenerator<Line[]>;
  readonly take: (line: Line) => void;
  readonly end: () => Promise<void>;
  /** From now on what is read counts, and so does what was read. */
  readonly settle: () => Promise<void>;
}

function startHere({ reading, text, ledger, normalizing, queue, begun, seam }: LineInput): Here {
  let account = openLedger();
  let number = 0;
  const reader = createRecordReader(reading, (result) => enter(result, account, normalizing));
  return {
    batches: splitLines(text),
    take: (line) => {
      if (++number > begun) reader.line(line, number);
    },
    end: async () => {
      for (const line of await seam(reader)) reader.line(line, 0);
      reader.end();
    },
    settle: async () => {
      await queue.drain();
      addLedger(account, ledger);
      account = ledger;
      normalizing.pass();
    },
  };
}

function enter(result: ReadResult, ledger: Ledger, normalizing: Normalizing): void {
  if ('reject' in result) enterReject(ledger, result);
  else normalizing.add(result);
}

/** The lines from which is learned; null when they are too long to be kept. */
interface Head {
  readonly lines: Line[] | null;
  readonly ended: boolean;
}

async function readHead(here: Here, { normalizing, report }: LineInput): Promise<Head> {
  const lines: Line[] = [];
  let characters = 0;
  while (!normalizing.isFull()) {
    const next = await here.batches.next();
    if (next.done) {
      await here.end();
      return { lines, ended: true };
    }
    for (const line of next.value) {
      here.take(line);
      lines.push(line);
      characters += line?.length ?? 0;
    }
    report();
    if (characters > MOST_KEPT) return { lines: null, ended: false };
  }
  return { lines, ended: false };
}

async function readInBlocks(
  plan: BlockPlan,
  shared: Shared,
  { columns, pool, measures }: Sharing,
  head: readonly Line[],
  batches: AsyncGenerator<Line[]>,
  input: LineInput,
): Promise<void> {
  const { reading, begun, ledger, queue, delivery, normalizing } = input;
  const { standsAlone } = createRecordReader(reading, () => {});
  const reader = createRecordReader(reading, (result) => enter(result, ledger, normalizing));
  normalizing.pass();
  const readHere = async ({ first, lines }: Block) => {
    for (const [at, line] of lines.entries()) {
      reader.line(line, first + at);
      if (delivery.isFull()) await delivery.whenFull();
    }
  };
  const deliver = async ({ batches: taken }: ReadBlock) => {
    await delivery.flush();
    for (const batch of taken) await columns(batch);
  };
  const [file, own] = [pool.open(plan), ownThread(plan)];
  const blocks = createFileInBlocks({ file, own, queue, ledger, shared, standsAlone, deliver, readHere, lines: measures.block }, begun + 1);
  await blocks.add(head.slice(begun));
  for await (const lines of batches) {
    await blocks.add(lines);
    input.report();
  }
  await blocks.add(await seamBelow(blocks.rest(), input));
  await blocks.end();
  await queue.add(async () => {
    reader.end();
    await passHeld(normalizing, delivery);
  });
}

/** Lines of the next file that belong to the record with which the last block ends. */
function seamBelow({ first, lines }: Block, { reading, seam }: LineInput): Promise<readonly string[]> {
  const reader = createRecordReader(reading, () => {});
  for (const [at, line] of lines.entries()) reader.line(line, first + at);
  return seam(reader);
}
