/** Formats that are JSON documents: one a file, one a line, or pretty-printed one after the other. */
import type { DocumentFormat, ReadResult, Sample, Value } from '../../records/format.js';
import { JsonError, type Located, readLocated } from '../json/located.js';
import { jsonValues, withoutBom } from '../json/values.js';

/** A kind of JSON document. */
export interface DocumentShape {
  readonly name: string;
  /** What the value holds, in a few words, when it is of this kind; null otherwise. The value may be cut off. */
  fits(value: Value): string | null;
  /** The records of one value, in the order of the text. */
  read(document: Located, name: string): Iterable<ReadResult>;
  /** How specific the kind is, from 0 to 1. */
  readonly score?: number;
}

const NONE = { score: 0, reason: '' };

/** The first value of a sample, as far as it goes; read once for all formats. */
const firsts = new WeakMap<Sample, Value | undefined>();

export function firstValue(sample: Sample): Value | undefined {
  if (!firsts.has(sample)) firsts.set(sample, readFirst(sample));
  return firsts.get(sample);
}

function readFirst(sample: Sample): Value | undefined {
  const text = withoutBom(sample.head).trimStart();
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined;
  try {
    const first = readLocated(text, 0, 1, true);
    // A log line that happens to begin with JSON is followed by other things than JSON.
    return /^[\s,]*(?:[[{]|$)/.test(text.slice(first.end, first.end + 200)) ? first.value : undefined;
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

/** Makes a format of a kind of document. */
export function jsonDocument(shape: DocumentShape): DocumentFormat {
  return {
    name: shape.name,
    kind: 'document',
    fit(sample) {
      const value = firstValue(sample);
      const reason = value === undefined ? null : shape.fits(value);
      return reason === null ? NONE : { score: shape.score ?? 0.97, reason };
    },
    read: (text, name) => readValues(text, name, shape),
  };
}

function* readValues(text: string, name: string, shape: DocumentShape): Generator<ReadResult> {
  let values = 0;
  for (const result of jsonValues(text)) {
    values++;
    if ('reject' in result) yield result;
    else if (shape.fits(result.value) === null) yield { line: result.line, reject: 'skipped', reason: `not ${shape.name}` };
    else {
      yield* shape.read(result, name);
      if (result.cut !== null) yield { line: result.cut, reject: 'malformed', reason: 'the document breaks off here' };
    }
  }
  if (values === 0) throw new Error('The file holds no JSON value.');
}
