/** Calls over time, with the spans of the findings below: where people would rather look than read. */
import type { Review } from '../../model/review.js';
import { count, formatDuration, formatNumber } from '../../util/numbers.js';
import { formatSpan, formatTime, toRfc3339 } from '../../util/times.js';
import { h, type Markup } from './markup.js';

const WIDTH = 960;
const BARS = 130;
const LANE = 16;
const MOST_LANES = 12;
const TOP = 14;

interface Bucket {
  readonly at: number;
  readonly calls: number;
  readonly failed: number;
  readonly throttled: number;
}

/** Nothing for fewer than three intervals: two bars tell no story. */
export function activityHtml(review: Review): Markup | null {
  const buckets = joined(review.facts.buckets);
  const first = buckets[0];
  const last = buckets.at(-1);
  if (!first || !last || buckets.length < 3) return null;
  const [from, to] = [first.at, last.at + review.facts.bucket_ms];
  const x = (ms: number) => Math.round(((Math.min(Math.max(ms, from), to) - from) / (to - from)) * WIDTH * 10) / 10;
  const most = Math.max(...buckets.map(({ calls }) => calls));
  const lanes = review.findings.filter(({ window, severity }) => window && severity !== 'info').slice(0, MOST_LANES);
  const height = TOP + BARS + 22 + lanes.length * LANE;
  const total = buckets.reduce((sum, { calls }) => sum + calls, 0);
  const label = `${count(total, 'call')}, ${formatSpan(toRfc3339(from), toRfc3339(to))}, at most ${formatNumber(most)} in ${formatDuration(review.facts.bucket_ms)}`;
  return h`<figure class="activity"><svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${label}">
${buckets.map((bucket) => bars(bucket, x(bucket.at), Math.max(1, x(bucket.at + review.facts.bucket_ms) - x(bucket.at) - 0.6), most))}
<line class="axis" x1="0" y1="${TOP + BARS}" x2="${WIDTH}" y2="${TOP + BARS}"/>
<text x="0" y="10">${formatNumber(most)} calls in ${formatDuration(review.facts.bucket_ms)}</text>
<text x="0" y="${TOP + BARS + 14}">${formatTime(toRfc3339(from))}</text><text class="end" x="${WIDTH}" y="${TOP + BARS + 14}">${formatTime(toRfc3339(to))}</text>
${lanes.map((finding, at) => lane(finding, TOP + BARS + 24 + at * LANE, x))}
${review.facts.moments.filter(({ kind, at_ms }) => kind === 'alert' && at_ms >= from && at_ms <= to).map(({ at_ms }) => h`<line class="alert" x1="${x(at_ms)}" y1="${TOP}" x2="${x(at_ms)}" y2="${height}"/>`)}
</svg><figcaption>${LEGEND} ${label}.</figcaption></figure>\n`;
}

const LEGEND: Markup = {
  markup:
    '<span class="key ok"></span> answered <span class="key failed"></span> failed <span class="key throttled"></span> throttled <span class="key alert"></span> alert.',
};

/** Buckets of all targets at one time are one bar. */
function joined(buckets: Review['facts']['buckets']): Bucket[] {
  const byTime = new Map<number, Bucket>();
  for (const { at_ms, calls, failed, throttled } of buckets) {
    const known = byTime.get(at_ms) ?? { at: at_ms, calls: 0, failed: 0, throttled: 0 };
    byTime.set(at_ms, {
      at: at_ms,
      calls: known.calls + calls,
      failed: known.failed + Math.max(failed, throttled),
      throttled: known.throttled + throttled,
    });
  }
  return [...byTime.values()].sort((a, b) => a.at - b.at);
}

/** Failed at the bottom, so that it can be compared along the axis; throttled are among the failed. */
function bars({ at, calls, failed, throttled }: Bucket, x: number, width: number, most: number): Markup {
  const high = (value: number) => Math.round((value / most) * BARS * 10) / 10;
  const [all, bad, slow] = [high(calls), high(failed), high(throttled)];
  const base = TOP + BARS;
  const title = `${formatTime(toRfc3339(at))}: ${count(calls, 'call')}, ${formatNumber(failed)} failed, ${formatNumber(throttled)} of them throttled`;
  return h`<g><title>${title}</title><rect class="ok" x="${x}" y="${base - all}" width="${width}" height="${all - bad}"/><rect class="failed" x="${x}" y="${base - bad}" width="${width}" height="${bad - slow}"/><rect class="throttled" x="${x}" y="${base - slow}" width="${width}" height="${slow}"/></g>\n`;
}

function lane({ id, severity, title, window }: Review['findings'][number], y: number, x: (ms: number) => number): Markup | null {
  if (!window) return null;
  const [start, end] = [x(Date.parse(window.start)), x(Date.parse(window.end))];
  const width = Math.max(3, end - start);
  const right = start + width > WIDTH - 50;
  return h`<g><title>${id}: ${title}</title><rect class="${severity}" x="${Math.min(start, WIDTH - width)}" y="${y}" width="${width}" height="8" rx="2"/><text${right ? END : null} x="${right ? Math.max(40, start - 4) : start + width + 4}" y="${y + 8}">${id}</text></g>\n`;
}

const END: Markup = { markup: ' class="end"' };
