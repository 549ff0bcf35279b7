/** Where a log was rotated in the middle of an entry, its last lines stand at the start of the next file. */
import { splitLines } from '../records/lines.js';
import type { RecordReader } from '../records/records.js';
import { isTraceLine } from '../records/stack-trace.js';
import { openText } from './open.js';
import type { Source } from './source.js';

/** Lines looked at: no stack trace is longer. */
const MOST_LINES = 500;

/**
 * The lines with which the next file goes on where the reader of the one before it stands; the next file starts after
 * them. They begin inside a stack trace, and a line that starts a record follows.
 */
export async function goOn(reader: RecordReader, next: Source): Promise<readonly string[]> {
  return reader.isOpen() ? await leadingLines(reader, next) : [];
}

async function leadingLines(reader: RecordReader, next: Source): Promise<string[]> {
  const { chunks } = openText(next.open);
  const leading: string[] = [];
  try {
    for await (const lines of splitLines(chunks))
      for (const line of lines) {
        if (line !== null && reader.starts(line)) return leading;
        const inside = line !== null && (leading.length > 0 || isTraceLine(line));
        if (!inside || leading.length >= MOST_LINES) return [];
        leading.push(line);
      }
  } catch {
    // The reading of that file will say what is wrong with it.
  } finally {
    await chunks.return(undefined);
  }
  return [];
}
