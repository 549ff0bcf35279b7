/** The look at the start of an input from which its format is told. */
import type { Sample } from './format.js';

const SAMPLE_LINES = 200;
const HEAD_CHARACTERS = 64 * 1024;
/** Long lines: no more than this is gathered for a sample. */
const GATHERED_CHARACTERS = 2 * 1024 * 1024;

/** The sample, and all chunks from the first on. */
export interface Sampled {
  readonly sample: Sample;
  readonly chunks: AsyncGenerator<string>;
}

/** Reads as many chunks as a sample needs; the chunks it gives back start at the beginning again. */
export async function takeSample(chunks: AsyncGenerator<string>, path: string): Promise<Sampled> {
  const taken: string[] = [];
  let text = '';
  let complete = false;
  while (!enough(text)) {
    const next = await chunks.next();
    if (next.done) {
      complete = true;
      break;
    }
    taken.push(next.value);
    text += next.value;
  }
  return { sample: sampleOf(text, complete, path), chunks: again(taken, chunks) };
}

/** The sample of a text that is at hand. */
export function sampleOf(text: string, complete: boolean, path: string): Sample {
  const all = text.split('\n', SAMPLE_LINES * 4);
  const cut = !complete || all.join('\n').length < text.length;
  // The last line may go on in the next chunk; a lone line is all there is to look at.
  if (!complete && all.length > 1 && !text.endsWith('\n') && all.length < SAMPLE_LINES * 4) all.pop();
  const lines = all.map((line) => cleanLine(line.endsWith('\r') ? line.slice(0, -1) : line)).filter((line) => line.trim() !== '');
  return {
    lines: lines.slice(0, SAMPLE_LINES),
    head: text.slice(0, HEAD_CHARACTERS),
    complete: !cut && lines.length <= SAMPLE_LINES && text.length <= HEAD_CHARACTERS,
    name: path.slice(path.lastIndexOf('/') + 1),
  };
}

const ESC = String.fromCharCode(27);
const COLOURS = new RegExp(`${ESC}\\[[0-9;]*[A-Za-z]`, 'g');

/** A line without terminal colours. */
export function cleanLine(line: string): string {
  return line.includes(ESC) ? line.replace(COLOURS, '') : line;
}

function enough(text: string): boolean {
  if (text.length < HEAD_CHARACTERS) return false;
  if (text.length >= GATHERED_CHARACTERS) return true;
  let lines = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) if (++lines > SAMPLE_LINES * 2) return true;
  return false;
}

async function* again(taken: readonly string[], rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield* taken;
  yield* rest;
}
