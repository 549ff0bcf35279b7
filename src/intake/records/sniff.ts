/** A sample of an input → its wrappers, its format, and the other formats whose lines are mixed in. */
import type { DocumentFormat, Fit, Format, LineFormat, Sample, WrapperFormat } from './format.js';
import { cleanLine } from './sample.js';

/** How an input is to be read. */
export interface Reading {
  /** Wrappers from the outside in. */
  readonly wrappers: readonly WrapperFormat[];
  readonly format: LineFormat | DocumentFormat;
  /** Line formats that read lines of the sample which `format` refuses, the best first. */
  readonly others: readonly LineFormat[];
  /** Why, in one sentence. */
  readonly reason: string;
  /** The format that fits next best; null when none else fits. */
  readonly runnerUp: RunnerUp | null;
  /** The sample as the inner format sees it. */
  readonly sample: Sample;
}

/** A format that was not chosen. */
export interface RunnerUp {
  readonly format: string;
  readonly reason: string;
  readonly score: number;
  /** Score of the one that was chosen. */
  readonly against: number;
}

/** A wrapper must hold most lines of the sample. */
const WRAPPED = 0.5;
const DEEPEST = 3;

/** Chooses the reading of an input by its sample. Content decides; formats use the name only as a last hint. */
export function sniff(sample: Sample, formats: readonly Format[]): Reading {
  const wrapper = bestOf(sample, formats.filter(isWrapper));
  if (wrapper === null || wrapper.fit.score < WRAPPED) return sniffInner(sample, formats, [], []);
  return sniffWrapped(sample, formats, wrapper);
}

function sniffWrapped(sample: Sample, formats: readonly Format[], first: Candidate<WrapperFormat>): Reading {
  const wrappers: WrapperFormat[] = [];
  const reasons: string[] = [];
  let inner = sample;
  let next: Candidate<WrapperFormat> | null = first;
  while (next !== null && next.fit.score >= WRAPPED && wrappers.length < DEEPEST) {
    wrappers.push(next.format);
    reasons.push(next.fit.reason);
    inner = unwrappedSample(inner, next.format);
    next = bestOf(inner, formats.filter(isWrapper));
  }
  // Inside a wrapper every line stands alone: a document cannot be there.
  return sniffInner(
    inner,
    formats.filter((format) => format.kind === 'lines'),
    wrappers,
    reasons,
  );
}

function sniffInner(sample: Sample, formats: readonly Format[], wrappers: readonly WrapperFormat[], reasons: readonly string[]): Reading {
  const best = madeFor(sample, formats.filter(isLines), bestOf(sample, formats.filter(isInner)));
  if (best === null) throw new Error('No format takes this text; the list of formats lacks its last resort.');
  const reason = [...reasons, best.fit.reason].join('; inside, ');
  const others = best.format.kind === 'lines' ? mixedIn(sample, formats.filter(isLines), best.format) : [];
  return { wrappers, format: best.format, others, reason, runnerUp: best.next, sample };
}

/** How many of the lines that a loose format reads another one must read to go before it. */
const MADE_FOR = 0.8;

/**
 * A format of its own reads its lines better than one that takes any line with a time, even where
 * half of the file is something else: two programs wrote into one stream.
 */
function madeFor(sample: Sample, formats: readonly LineFormat[], best: Candidate<LineFormat | DocumentFormat> | null): typeof best {
  const loose = best?.format;
  if (loose?.kind !== 'lines' || loose.loose !== true) return best;
  const read = sample.lines.filter((line) => loose.parse(line) !== null);
  const others = formats.filter((format) => format !== loose && format.lastResort !== true && format.neverMixed !== true);
  const made = bestOf({ ...sample, lines: read }, others);
  return made === null || made.fit.score < MADE_FOR ? best : made;
}

/** Formats that read lines which the chosen one refuses: the best first, and only what each adds. */
function mixedIn(sample: Sample, formats: readonly LineFormat[], chosen: LineFormat): LineFormat[] {
  const parse = chosen.open?.(sample) ?? ((line: string) => chosen.parse(line));
  let refused = sample.lines.filter((line) => (chosen.lastResort || parse(line) === null) && !/^\s/.test(line));
  const ranked = formats
    .filter(
      (format) => format !== chosen && format.lastResort !== true && !(format.neverMixed === true && chosen.otherLines === 'continuation'),
    )
    .map((format) => ({ format, score: safeFit(format, sample).score }))
    .sort((a, b) => b.score - a.score);
  const mixed: LineFormat[] = [];
  for (const { format } of ranked) {
    const left = refused.filter((line) => format.parse(line) === null);
    if (left.length < refused.length) mixed.push(format);
    refused = left;
  }
  return mixed;
}

interface Candidate<F extends Format> {
  readonly format: F;
  readonly fit: Fit;
  readonly next: RunnerUp | null;
}

/** The highest score, and the next of another name; of equal scores the first in the list. */
function bestOf<F extends Format>(sample: Sample, formats: readonly F[]): Candidate<F> | null {
  const ranked = formats
    .map((format) => ({ format, fit: safeFit(format, sample) }))
    .filter(({ fit }) => fit.score > 0)
    .sort((a, b) => b.fit.score - a.fit.score);
  const [best] = ranked;
  if (best === undefined) return null;
  const next = ranked.find(({ format }) => format.name !== best.format.name);
  if (next === undefined) return { ...best, next: null };
  const { reason, score } = next.fit;
  return { ...best, next: { format: next.format.name, reason, score, against: best.fit.score } };
}

/** A format that stumbles over a strange sample does not fit it. */
function safeFit(format: Format, sample: Sample): Fit {
  try {
    return format.fit(sample);
  } catch (error) {
    return { score: 0, reason: `cannot tell: ${(error as Error).message}` };
  }
}

/** The sample without the wrapper, the parts of long lines put together. */
function unwrappedSample(sample: Sample, wrapper: WrapperFormat): Sample {
  const held = new Map<string, string>();
  const lines: string[] = [];
  for (const line of sample.lines) {
    const out = wrapper.unwrap(line);
    const source = out?.source ?? '';
    const text = (held.get(source) ?? '') + (out?.inner ?? line);
    if (out?.partial) held.set(source, text);
    else {
      held.delete(source);
      if (text.trim() !== '') lines.push(cleanLine(text));
    }
  }
  return { ...sample, lines, head: lines.join('\n') };
}

const isWrapper = (format: Format): format is WrapperFormat => format.kind === 'wrapper';
const isLines = (format: Format): format is LineFormat => format.kind === 'lines';
const isInner = (format: Format): format is LineFormat | DocumentFormat => format.kind !== 'wrapper';
