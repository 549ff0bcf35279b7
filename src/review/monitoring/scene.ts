/** What all alerts are replayed against: the time, the harm in it, and when somebody was told. */
import type { Finding } from '../../model/finding.js';
import type { Recorded } from '../../model/metric.js';
import type { Review } from '../../model/review.js';
import type { Material } from '../material.js';
import { metricCatalogue } from './catalogue.js';
import type { Series } from './promql/series.js';
import { countSeries } from './recorded.js';
import { MINUTE, type Span } from './replay.js';

export interface Scene {
  readonly span: Span;
  readonly harm: readonly Span[];
  readonly told: number | null;
  readonly recorded: Recorded;
  /** Series of calls, repeats and given-up calls, by the name of their metric: made once, since many alerts use them. */
  readonly counted: ReadonlyMap<string, readonly Series[]>;
}

/** Time before the first and after the last of what happened, so that ranges fill and levels show. */
const MARGIN = { before: 15 * MINUTE, after: 60 * MINUTE };
/** Longer inputs are replayed from a day before the first harm, for at most this time. */
const LONGEST = 31 * 86_400_000;

export const NOTHING_RECORDED: Recorded = { counts: [], depths: [], samples: [] };

/** Null where nothing with a time was harmed: then there is nothing to catch. */
export function sceneOf({ findings, facts, recorded = NOTHING_RECORDED }: Material, lag: Review['lag']): Scene | null {
  const harm = findings.filter(isHarm).flatMap(windowOf);
  if (harm.length === 0) return null;
  const begin = Math.min(...harm.map(({ from }) => from), facts.start_ms ?? Number.POSITIVE_INFINITY);
  const end = Math.max(...harm.map(({ to }) => to), facts.end_ms ?? 0);
  const first = Math.min(...harm.map(({ from }) => from));
  const from = whole(end - begin > LONGEST ? Math.max(begin, first - 86_400_000) : begin) - MARGIN.before;
  const to = Math.min(whole(end) + MARGIN.after, from + LONGEST);
  const told = [lag.firstAlert, lag.firstNotice].flatMap((time) => (time === null ? [] : [Date.parse(time)]));
  const span = { from, to };
  const counted = new Map(
    metricCatalogue().metrics.map((metric) => [metric.prometheus, countSeries(metric, recorded.counts, span)] as const),
  );
  return { span, counted, harm, told: told.length > 0 ? Math.min(...told) : null, recorded };
}

/** That nobody was told, and what could not be seen, is no harm that an alert could catch. */
function isHarm({ category, severity }: Finding): boolean {
  return severity !== 'info' && !['alert_gap', 'observability_gap', 'secret_exposure'].includes(category);
}

export function windowOf({ window }: Finding): Span[] {
  return window === null ? [] : [{ from: Date.parse(window.start), to: Date.parse(window.end) }];
}

const whole = (ms: number): number => Math.floor(ms / MINUTE) * MINUTE;
