/** Monitoring and alerting: alerts with what came of replaying them, what to measure, and what nothing could have shown. */
import type { Alert, Monitoring } from '../../model/alert.js';
import type { Review } from '../../model/review.js';
import { count, formatDuration, formatNumber, formatShare } from '../../util/numbers.js';
import { formatTime } from '../../util/times.js';
import { type Block, code, codes, heading, type Line, list, refs, table, text } from './blocks.js';

const MOST_FLOWS = 5;

export function monitoring(review: Review): Block[] {
  const { metrics, levels, leftOut, gaps } = review.monitoring;
  return [
    ...alertBlocks(review),
    ...titled(
      'Alerts that are not recommended',
      list(leftOut.map(({ name, finding, reason }) => [{ code: name }, ' for ', { finding }, `: ${reason}`])),
    ),
    ...titled('What to measure', metricRows(metrics)),
    ...titled('Service levels', levelRows(levels)),
    ...titled('What nothing in this input could have shown', gapBlocks(gaps)),
  ];
}

function titled(title: string, blocks: readonly Block[]): Block[] {
  return blocks.length > 0 ? [heading(title), ...blocks] : [];
}

function alertBlocks({ alerts, findings }: Review): Block[] {
  if (findings.length === 0) return [text('No alert is recommended, since no fault was found that one could have told of.')];
  if (alerts.length === 0) return [text('No alert is recommended: replayed on this input, none would have caught a fault.')];
  return [
    text(
      'Each of these was replayed on this input and would have caught its fault. The rules stand in ',
      { code: 'monitoring/prometheus-rules.yml' },
      ', their tests in ',
      { code: 'monitoring/prometheus-tests.yml' },
      '.',
    ),
    ...alerts.flatMap(alertBlock),
  ];
}

function alertBlock(alert: Alert): Block[] {
  const { threshold } = alert;
  return [
    text(
      { strong: alert.name },
      ` (${alert.severity}, for `,
      ...refs(alert.findings),
      `, ${alert.for === '0m' ? 'at once' : `must hold for ${alert.for}`}): ${alert.summary}`,
    ),
    code(alert.expr, 'promql'),
    ...list([
      ...(alert.kind === 'existing' ? ['It uses metrics that this input holds: nothing has to be emitted.'] : [`Metric: ${alert.metric}`]),
      ...(threshold === null ? [] : [`Threshold: ${threshold.basis}`]),
      ...replayLines(alert),
    ]),
  ];
}

function replayLines({ replay }: Alert): Line[] {
  if (replay === null) return [];
  const { fires, afterHarmMinutes, falseAlarms, variants } = replay;
  const changes = variants.map(
    (one) =>
      `${one.change === 'tighter' ? 'Tighter' : 'Looser'} (${formatNumber(one.threshold)}): ${changed(one, fires)}, ${alarms(one.falseAlarms)}.`,
  );
  return [
    `Replay: fires ${formatTime(fires)}, ${formatDuration(afterHarmMinutes * 60_000)} after the harm began; ${lead(replay.leadMinutes)}; ${alarms(falseAlarms)}. ${changes.join(' ')}`.trim(),
  ];
}

function lead(minutes: number | null): string {
  if (minutes === null) return 'the input shows no alert or notice that it could be compared with';
  const time = formatDuration(Math.abs(minutes) * 60_000);
  return minutes >= 0 ? `${time} before the first alert or notice in the input` : `${time} after the first alert or notice in the input`;
}

const alarms = (falseAlarms: number): string => (falseAlarms === 0 ? 'no false alarm' : count(falseAlarms, 'false alarm'));

function changed({ fires }: { readonly fires: string | null }, own: string): string {
  if (fires === null) return 'never fires';
  const later = (Date.parse(fires) - Date.parse(own)) / 60_000;
  return later === 0 ? 'the same minute' : `${formatNumber(Math.abs(later))} min ${later > 0 ? 'later' : 'sooner'}`;
}

function metricRows(metrics: Monitoring['metrics']): Block[] {
  const rows = metrics.map(({ name, prometheus, instrument, unit, labels, what, where, flows }): Line[] => [
    [{ code: name }, ' / ', { code: prometheus }],
    `${instrument}, ${unit}`,
    codes(labels),
    `${what} ${where}`,
    flows.length > 0
      ? `${flows.slice(0, MOST_FLOWS).join('; ')}${flows.length > MOST_FLOWS ? `; and ${flows.length - MOST_FLOWS} more` : ''}`
      : '—',
  ]);
  return table('What to measure', ['Metric (OpenTelemetry / Prometheus)', 'Instrument, unit', 'Attributes', 'What and where', 'For'], rows);
}

function levelRows(levels: Monitoring['levels']): Block[] {
  const rows = levels.map(({ operation, target, objective, seen, calls }): Line[] => [
    [operation, target].filter((name) => name !== null).join(' at '),
    formatShare(objective),
    `${formatShare(seen)} of ${count(calls, 'call')} outside of harm`,
  ]);
  return table('Service levels', ['Flow', 'Good calls', 'Seen'], rows);
}

/** The reason once, and what it holds for. */
function gapBlocks(gaps: Monitoring['gaps']): Block[] {
  const reasons = [...new Set(gaps.flatMap(({ because }) => because ?? []))];
  return reasons.flatMap((reason) => [text(reason), ...list(gaps.filter(({ because }) => because === reason).map(gapLine))]);
}

function gapLine({ what, finding, close }: Monitoring['gaps'][number]): Line {
  return [...(finding === null ? [] : [{ finding }, ' ']), `${what}. ${close}`];
}
