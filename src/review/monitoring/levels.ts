/** Service levels that fit what was seen outside of harm, and burn-rate alerts for them (Google SRE workbook, chapter 5). */
import type { Alert, ServiceLevel } from '../../model/alert.js';
import type { Finding } from '../../model/finding.js';
import type { CountRow } from '../../model/metric.js';
import { count, formatShare } from '../../util/numbers.js';
import { isSerious, type Material } from '../material.js';
import { addressed, freeName } from './alerts.js';
import { tried } from './backtest.js';
import { camel, inText, quoted } from './expression.js';
import { durationMs, parsePromql } from './promql/parse.js';
import { seriesFor } from './recorded.js';
import { MINUTE } from './replay.js';
import { type Scene, windowOf } from './scene.js';

/** Levels that people promise. */
const OBJECTIVES = [0.999, 0.995, 0.99, 0.98, 0.95, 0.9];
/** Fewer calls tell no share to the tenth of a percent, and fewer an hour make any failure a burn. */
const LEAST_CALLS = 200;
const LEAST_AN_HOUR = 30;
const MOST_LEVELS = 10;
/** What the target or the way to it is to blame for; a record that is refused for good is not among it. */
const BAD = ['ambiguous', 'ok_with_errors', 'throttled', 'transient', 'unauthenticated'];
/** Windows and factors of the workbook: 2 % of a month's budget in an hour, 5 % in six, 10 % in three days. */
const BURNS = [
  { name: 'FastBurn', long: '1h', short: '5m', factor: 14.4, page: true },
  { name: 'SlowBurn', long: '6h', short: '30m', factor: 6, page: true },
  { name: 'BudgetBurn', long: '3d', short: '6h', factor: 1, page: false },
] as const;

/** The flows with the most calls first. */
export function levelsOf({ recorded, facts }: Material, scene: Scene | null): ServiceLevel[] {
  const counts = (recorded?.counts ?? []).filter(({ kind, operation }) => kind === 'requests' && operation !== null);
  const hours = facts.start_ms === null || facts.end_ms === null ? 0 : Math.max(1, (facts.end_ms - facts.start_ms) / 3_600_000);
  const groups = new Map<string, CountRow[]>();
  for (const row of counts) {
    const key = JSON.stringify([row.target, row.operation]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()]
    .flatMap((rows) => levelOf(rows, hours, scene))
    .sort((a, b) => b.calls - a.calls || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_LEVELS);
}

function levelOf(rows: readonly CountRow[], hours: number, scene: Scene | null): ServiceLevel[] {
  const [first] = rows;
  const quiet = rows.filter(
    ({ slot }) => !scene?.harm.some(({ from, to }) => slot * MINUTE >= from - MINUTE && slot * MINUTE <= to + MINUTE),
  );
  const calls = sum(quiet);
  if (!first?.operation || calls < LEAST_CALLS || sum(rows) / hours < LEAST_AN_HOUR) return [];
  const seen = sum(quiet.filter(({ label }) => !BAD.includes(label ?? ''))) / calls;
  const objective = OBJECTIVES.find((one) => one <= seen);
  if (objective === undefined) return [];
  const { target, operation } = first;
  const matchers = `${target === null ? '' : `target="${quoted(target)}", `}operation="${quoted(operation)}"`;
  const good = `integration_requests_total{${matchers}, outcome!~"${BAD.join('|')}"}`;
  return [
    {
      name: [operation, target].filter((name) => name !== null).join(' at '),
      target,
      operation,
      objective,
      seen,
      calls,
      good,
      total: `integration_requests_total{${matchers}}`,
    },
  ];
}

const sum = (rows: readonly CountRow[]): number => rows.reduce((total, { n }) => total + n, 0);

/** Only those that, replayed, would have caught a finding at their flow. */
export function burnAlerts(levels: readonly ServiceLevel[], material: Material, scene: Scene | null, taken: readonly Alert[]): Alert[] {
  const found: Alert[] = [];
  for (const level of levels) {
    const findings = material.findings.filter(
      (finding) => isSerious(finding) && finding.subject.operation === level.operation && windowOf(finding).length > 0,
    );
    for (const burn of BURNS) {
      // A window that the input does not fill would be judged by its begin alone.
      if (!scene || scene.span.to - scene.span.from < durationMs(burn.long)) continue;
      const alert = burnAlert(level, burn, findings, material, scene);
      if (alert)
        found.push({
          ...alert,
          name: freeName(alert.name, { subject: { source: null, target: null, operation: level.operation } }, [...taken, ...found]),
        });
    }
  }
  return found;
}

function burnAlert(
  level: ServiceLevel,
  burn: (typeof BURNS)[number],
  findings: readonly Finding[],
  material: Material,
  scene: Scene,
): Alert | null {
  const limit = Number((burn.factor * (1 - level.objective)).toPrecision(6));
  // More than everything can never fail.
  if (limit >= 1) return null;
  const bad = level.good.replace('outcome!~', 'outcome=~');
  const side = (window: string) => `sum(rate(${bad}[${window}])) > ${limit} * sum(rate(${level.total}[${window}]))`;
  const expr = `${side(burn.long)} and ${side(burn.short)}`;
  for (const finding of findings) {
    const [own] = windowOf(finding);
    if (!own) continue;
    const series = seriesFor(parsePromql(expr), finding, [], scene);
    const verdict = tried({ expr, forMs: 0, series, ...scene, own, fixed: true });
    if (!verdict.caught) continue;
    const address = addressed(finding, material);
    const severity = burn.page ? 'page' : 'ticket';
    return {
      name: `${camel(level.operation)}${burn.name}`,
      finding: finding.id,
      findings: findings.map(({ id }) => id),
      kind: 'burn_rate',
      metric: 'Counter integration_requests_total{source, target, operation, outcome, status}, raised by the client for every attempt.',
      metrics: ['integration_requests_total'],
      expr: verdict.expr,
      for: '0m',
      ...address,
      severity,
      labels: { ...address.labels, severity },
      summary: inText(`${level.name} uses up its error budget ${burn.factor} times as fast as a month allows`),
      description: inText(
        `Over ${burn.long} and ${burn.short}, more than ${formatShare(limit)} of the calls failed; ${formatShare(level.objective)} of them are to succeed. Look at the outcomes by target.`,
      ),
      level: null,
      datadog: null,
      threshold: {
        value: limit,
        basis: `${burn.factor} times the budget of ${formatShare(1 - level.objective)}: outside of harm ${formatShare(level.seen)} of ${count(level.calls, 'call')} were good.`,
      },
      replay: verdict.replay,
      test: verdict.test,
    };
  }
  return null;
}
