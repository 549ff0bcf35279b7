/** Reads blocks of one file by what was learned of it: all that needs no memory of other blocks. */
import { BATCH_ROWS, eventColumns } from '../../model/event-columns.js';
import { type ColumnBatch, type OpenColumns, openColumns } from '../../util/columns.js';
import { wholeBatch } from '../../util/whole-batch.js';
import { type Unsettled, unsettled } from '../assemble.js';
import type { Begun, Turn } from '../exchanges/requests.js';
import { lineFormatNamed } from '../formats/index.js';
import { enterRecord, enterReject, openLedger, understood } from '../ledger.js';
import { type Memory, memoryFor } from '../memory.js';
import { eventsOf } from '../placed-events.js';
import { noSeen, noteSeen } from '../plan/seen.js';
import { noSources } from '../plan/sources.js';
import type { LineFormat, ReadResult } from '../records/format.js';
import { createRecordReader, type LineReading } from '../records/records.js';
import type { Block, BlockPlan, OpenBlock, ReadBlock } from './block.js';

/** Reads a block as far as it can be read by itself. */
export type BlockReader = (block: Block) => OpenBlock;

/** A reader for the blocks of one file. Several may be open; their events are put into columns one block after the other. */
export function createBlockReader({ plan, format, others, sample }: BlockPlan): BlockReader {
  const named = (name: string) => lineFormatNamed(name) as LineFormat;
  const reading: LineReading = { wrappers: [], format: named(format), others: others.map(named), sample };
  const memory = memoryFor(plan);
  const columns = openColumns(eventColumns(), BATCH_ROWS);
  return (block) => readBlock(block, reading, { ...memory, sources: noSources() }, columns);
}

function readBlock({ first, lines }: Block, reading: LineReading, memory: Memory, columns: OpenColumns): OpenBlock {
  const block = startBlock(memory, columns);
  const turns: Turn[] = [];
  /** From the first record on that asks: events stand in the order of their records. */
  const waiting: Unsettled[] = [];
  let bound = false;
  const put = (result: ReadResult) => {
    if ('reject' in result) return enterReject(block.ledger, result);
    const read = understood(result.line, block.ledger, () => unsettled(result, memory));
    if (read === null) return;
    const { turn } = read.started;
    if (turn !== null) turns.push(turn);
    if (waiting.length === 0 && turn?.does !== 'ask') return block.pass(read, null);
    if (waiting.length === 0) block.takeBatch();
    waiting.push(read);
  };
  const onMemory = () => {
    bound = true;
  };
  const reader = createRecordReader(reading, put, onMemory);
  for (const [at, line] of lines.entries()) reader.line(line, first + at);
  reader.end();
  if (waiting.length === 0) block.takeBatch();
  return {
    turns: JSON.stringify(turns),
    telling: turns.some(({ does }) => does !== 'end'),
    asks: waiting.length > 0,
    bound,
    settle: (begun) => {
      let asked = 0;
      for (const read of waiting) block.pass(read, read.started.turn?.does === 'ask' ? (begun[asked++] ?? null) : null);
      block.takeBatch();
      return block.end();
    },
  };
}

/** The events of a block on their way into columns, and the account of its records. */
function startBlock(memory: Memory, columns: OpenColumns) {
  const ledger = openLedger();
  const seen = noSeen();
  const batches: ColumnBatch[] = [];
  const takeBatch = () => {
    if (columns.rows() > 0) batches.push(wholeBatch(columns.take()));
  };
  return {
    ledger,
    takeBatch,
    pass: (read: Unsettled, begun: Begun | null) => {
      const events = understood(read.record.line, ledger, () => eventsOf(read, begun, memory));
      if (events === null) return;
      enterRecord(ledger, events);
      noteSeen(events[0], seen);
      for (const event of events) {
        columns.add(event);
        if (columns.rows() === BATCH_ROWS) takeBatch();
      }
    },
    end: (): ReadBlock => ({ batches, ledger, seen, sources: memory.sources }),
  };
}
