/** What a comparison says, before it is Markdown or HTML. */
import type { ComparedFinding, Comparison, MeasureChange, Trends } from '../../model/comparison.js';
import { formatNumber } from '../../util/numbers.js';
import { formatSpan } from '../../util/times.js';
import { measureText } from '../../util/units.js';
import { type Block, heading, type Line, list, type Section, type State, table, text } from '../content/blocks.js';
import { SEVERITY_WORDS, subjectWords } from '../words.js';

const MOST_MEASURES = 6;

export const CHANGE_WORDS: Readonly<Record<ComparedFinding['change'], string>> = {
  new: 'New',
  worse: 'Worse',
  unchanged: 'Unchanged',
  better: 'Better',
  gone: 'Gone',
  not_judged: 'Cannot be told',
};
const STATES: Readonly<Record<ComparedFinding['change'], State>> = {
  new: 'bad',
  worse: 'bad',
  unchanged: 'warn',
  better: 'good',
  gone: 'good',
  not_judged: 'unknown',
};

export function comparisonSections(comparison: Comparison, trends: Trends | null): Section[] {
  return [
    { id: 'verdict', title: 'Verdict', blocks: [...list(comparison.verdict), ...audits(comparison)] },
    { id: 'findings', title: 'Findings then and now', blocks: findings(comparison) },
    { id: 'blind-spots', title: 'Blind spots', blocks: spots(comparison) },
    ...(trends === null ? [] : [{ id: 'trends', title: 'Trends', blocks: trendBlocks(trends) }]),
  ];
}

function audits({ before, after }: Comparison): Block[] {
  const row = (name: string, { span, files, calls, work, findings: found, suppressed }: Comparison['before']): Line[] => [
    name,
    span ? formatSpan(span.start, span.end) : 'no times',
    ...[files, calls, work, found, suppressed].map(formatNumber),
  ];
  return table(
    'Audits',
    ['Audit', 'Time', 'Files', 'Calls', 'Work', 'Findings', 'Suppressed'],
    [row('earlier', before), row('later', after)],
    [2, 3, 4, 5, 6],
  );
}

function findings({ findings: all }: Comparison): Block[] {
  if (all.length === 0) return [text('Neither audit found anything.')];
  const overview = all.map((one): Line[] => [
    { state: STATES[one.change], text: CHANGE_WORDS[one.change] },
    one.before?.id ?? '—',
    one.after?.id ?? '—',
    severities(one),
    (one.after ?? one.before)?.title ?? '',
    one.reason,
  ]);
  return [...table('Findings', ['Change', 'Then', 'Now', 'Severity', 'Finding', 'Why'], overview), ...all.flatMap(measures)];
}

function severities({ before, after }: ComparedFinding): string {
  const hidden = after?.suppressed ? ', suppressed' : '';
  if (!before || !after || before.severity === after.severity) return SEVERITY_WORDS[(after ?? before)?.severity ?? 'info'] + hidden;
  return `${SEVERITY_WORDS[before.severity]}, now ${SEVERITY_WORDS[after.severity]}${hidden}`;
}

/** Numbers of a finding that both audits have. */
function measures(one: ComparedFinding): Block[] {
  if (!one.before || !one.after) return [];
  const rows = one.measures.slice(0, MOST_MEASURES).map((measure): Line[] => [measure.name.replace(/_/g, ' '), ...numbers(measure)]);
  const names = one.renamed ? ` (the two audits name it differently: ${one.before.title})` : '';
  return [
    heading(`${one.after.id}: ${subjectWords(one.subject)}`),
    text({ code: one.rule }, ', fingerprint ', { code: one.fingerprint }, names),
    ...table(`Numbers of ${one.after.id}`, ['Measure', 'Then', 'Due with the traffic of now', 'Now'], rows, [1, 2, 3]),
  ];
}

function numbers({ name, before, after, expected }: MeasureChange): string[] {
  return [before, expected, after].map((value) => (value === null ? '—' : measureText(name, value)));
}

function spots({ blindSpots: { opened, closed } }: Comparison): Block[] {
  const lines = (some: typeof opened) => list(some.map(({ what, close, rule }): Line => [`${what} ${close} `, { code: rule }]));
  if (opened.length + closed.length === 0) return [text('None opened, none closed.')];
  return [
    ...(opened.length > 0 ? [heading('Opened: could be judged before'), ...lines(opened)] : []),
    ...(closed.length > 0 ? [heading('Closed: can be judged now'), ...lines(closed)] : []),
  ];
}

function trendBlocks({ audits: all, lines }: Trends): Block[] {
  const times = all.map(({ start, end }) => formatSpan(start, end));
  const harm = lines.map(({ fingerprint, title, values }): Line[] => [
    { code: fingerprint.slice(0, 8) },
    title,
    ...values.map((value) => (value === null ? '—' : formatNumber(value))),
  ]);
  return [
    text('Harm is counted per 1,000 pieces of work; — stands where an audit could not tell.'),
    ...list(
      times.map((time, at) => `Audit ${at + 1}: ${time}`),
      false,
    ),
    ...table(
      'Harm of each fault',
      ['Fault', 'Latest title', ...all.map((_, at) => `Audit ${at + 1}`)],
      harm,
      all.map((_, at) => at + 2),
    ),
  ];
}
