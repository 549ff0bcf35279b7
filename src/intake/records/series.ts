/**
 * Files that one writer made in turn or side by side: rotated logs, pods of one service. Their fields
 * are learned together, so that what is found does not depend on how a log was cut.
 */

import { openText } from '../inputs/open.js';
import type { Source } from '../inputs/source.js';
import type { Format, SourceRecord } from './format.js';
import { splitLines } from './lines.js';
import { createRecordReader } from './records.js';
import { takeSample } from './sample.js';
import { sniff } from './sniff.js';

/** Records at the start of a file that the other files of its series learn from. */
const HEAD_RECORDS = 1_000;
/** Files of a series that are looked at; more tell nothing new. */
const MOST_FILES = 12;

const SUFFIXES =
  /(?:\.(?:gz|zst|bz2|xz|zip)|[._-]\d{1,3}|[._-]?\d{4}-?\d{2}-?\d{2}(?:[T._-]?\d{2,6})?)+(?=$|\.[a-z]{2,5}$|\.(?:log|txt|json)[._\d-])/gi;
/** `-7d9c5b6f4-x2x9q`: a replica set and a pod; `-0`: one of a stateful set. */
const POD = /-[a-z0-9]{4,10}(?:-[a-z0-9]{5})?(?=[./_]|$)|-\d{1,3}(?=[./_]|$)/gi;

/** The name that the files of a series share. */
export function seriesOf(path: string): string {
  return path
    .replace(/\.(?:gz|zst|bz2|xz|zip)$/i, '')
    .replace(SUFFIXES, '')
    .replace(POD, (part) => (/\d/.test(part) ? '' : part))
    .replace(/\.\d{1,3}$/, '')
    .replace(/(^|\/)\d+(?=\.)/g, '$1');
}

/** The first records of other files. */
export interface Head {
  readonly format: string;
  readonly records: readonly SourceRecord[];
}

/** For each path that belongs to a series: the first records of the other files of it. */
export async function readSeries(
  sources: readonly Source[],
  formatsFor: (path: string) => readonly Format[],
): Promise<ReadonlyMap<string, readonly Head[]>> {
  const groups = new Map<string, Source[]>();
  for (const source of sources) {
    const name = seriesOf(source.path);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [source]);
    else known.push(source);
  }
  const shared = new Map<string, readonly Head[]>();
  for (const group of groups.values()) {
    if (group.length < 2) continue;
    const heads = new Map<string, Head>();
    for (const source of group.slice(0, MOST_FILES)) {
      const head = await headOf(source, formatsFor(source.path));
      if (head !== null) heads.set(source.path, head);
    }
    for (const { path } of group)
      shared.set(
        path,
        [...heads].filter(([other]) => other !== path).map(([, head]) => head),
      );
  }
  return shared;
}

/** Null for documents, which are short and read whole, and for what cannot be read: the reading itself will say so. */
export async function headOf(source: Source, formats: readonly Format[]): Promise<Head | null> {
  const { chunks } = openText(source.open);
  const records: SourceRecord[] = [];
  try {
    const sampled = await takeSample(chunks, source.path);
    if (sampled.sample.lines.length === 0) return null;
    const reading = sniff(sampled.sample, formats);
    if (reading.format.kind !== 'lines') return null;
    const reader = createRecordReader(reading, (result) => {
      if (!('reject' in result)) records.push(result);
    });
    let number = 0;
    for await (const lines of splitLines(sampled.chunks)) {
      for (const line of lines) reader.line(line, ++number);
      if (records.length >= HEAD_RECORDS) break;
    }
    reader.end();
    return { format: reading.format.name, records: records.slice(0, HEAD_RECORDS) };
  } catch {
    return null;
  } finally {
    await chunks.return(undefined);
  }
}
