/** The account of inputs as text for a terminal. */
import type { ChalkInstance } from 'chalk';
import { totalsOf } from '../intake/totals.js';
import type { FieldSource, Input, InputDetails, UnusedField } from '../model/input.js';
import { count, formatNumber, formatShare } from '../util/numbers.js';
import { formatSpan } from '../util/times.js';
import { printable, wrap } from './terminal.js';

/** An input as `inspect` shows it. */
export type Inspected = Input & InputDetails;

interface Look {
  readonly colours: ChalkInstance;
  /** Width in characters. */
  readonly width: number;
}

const LABEL = 10;
const ZONE = { stated: 'zone stated', given: 'zone as given by --zone', assumed_utc: 'no zone stated, read as UTC', none: '' };
/** A format that fits less than half as well was never in question. */
const CLOSE = 0.5;

/** One block per input and a line of totals. */
export function inspection(inputs: readonly Inspected[], look: Look): string {
  const totals = totalsOf(inputs);
  const last = `${count(totals.files, 'file')}, ${count(totals.records, 'record')}: ${count(totals.events, 'event')}, ${formatNumber(totals.malformed)} malformed, ${formatNumber(totals.skipped)} skipped`;
  return `${[...inputs.map((input) => block(input, look)), last].join('\n\n')}\n`;
}

function block(input: Inspected, look: Look): string {
  const lines = [
    look.colours.bold(printable(input.path)),
    ...labelled('format', `${input.wrapper ? `${input.wrapper} around ` : ''}${input.format}: ${printable(input.reason)}`, look),
    ...(input.mixed.length > 0 ? labelled('mixed in', `lines of ${input.mixed.join(', ')}`, look) : []),
    ...runnerUp(input, look),
    ...labelled(
      'records',
      `${formatNumber(input.records)} (${formatNumber(input.sourceRecords)} read, ${formatNumber(input.malformed)} malformed, ${formatNumber(input.skipped)} skipped), ${count(input.events, 'event')}`,
      look,
    ),
    ...(input.start && input.end
      ? labelled('time', `${formatSpan(input.start, input.end)}${ZONE[input.zone] && `, ${ZONE[input.zone]}`}`, look)
      : []),
    ...fieldTable(input.fields, look),
    ...unusedTable(input.unused, look),
    ...input.problems.flatMap((problem, i) =>
      labelled(i === 0 ? 'problems' : '', printable(`${problem.line ? `line ${problem.line}: ` : ''}${problem.reason}`), look),
    ),
  ];
  return lines.join('\n');
}

/** What else the file may be; only where it was close. */
function runnerUp({ runnerUp: next }: Inspected, look: Look): string[] {
  if (next === null || next.score < CLOSE * next.against) return [];
  return labelled('not', `${next.format}: ${printable(next.reason)} (${next.score.toFixed(2)} against ${next.against.toFixed(2)})`, look);
}

/** Path, share of the records, an example of what nothing was read from. */
function unusedTable(fields: readonly UnusedField[], look: Look): string[] {
  const widest = Math.max(0, ...fields.map(({ path }) => path.length));
  const width = Math.min(24, widest);
  return fields.map(({ path, share, example }, i) => {
    const rest = look.width - LABEL - 2 - width - 9;
    const text = `${column(printable(path), width)} ${formatShare(share).padStart(7)} ${column(printable(example), rest).trimEnd()}`;
    return `  ${look.colours.dim((i === 0 ? 'not used' : '').padEnd(LABEL))}${text}`;
  });
}

function labelled(label: string, text: string, look: Look): string[] {
  return wrap(text, look.width - LABEL - 2).map((line, i) => `  ${look.colours.dim((i === 0 ? label : '').padEnd(LABEL))}${line}`);
}

/** Field, share of the events, where it comes from, an example. */
function fieldTable(fields: readonly FieldSource[], look: Look): string[] {
  if (fields.length === 0) return [];
  const widths = [16, 7, Math.min(22, Math.max(4, ...fields.map((field) => field.from.join(', ').length)))] as const;
  const rest = look.width - LABEL - 2 - widths[0] - widths[1] - widths[2] - 3;
  const row = (cells: readonly [string, string, string, string]) =>
    `${cells[0].padEnd(widths[0])} ${cells[1].padStart(widths[1])} ${column(cells[2], widths[2])} ${column(cells[3], rest).trimEnd()}`;
  const rows = fields.map((field) =>
    row([field.field, formatShare(field.share), printable(field.from.join(', ')), printable(field.example)]),
  );
  return [look.colours.dim(row(['field', 'share', 'from', 'example'])), ...rows].map(
    (line, i) => `  ${look.colours.dim((i === 0 ? 'fields' : '').padEnd(LABEL))}${line}`,
  );
}

function column(text: string, width: number): string {
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`;
}
