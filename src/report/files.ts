/** All files of a review, by their path below the output folder. */
import type { Review } from '../model/review.js';
import { renderHtml } from './html/html.js';
import { renderJson } from './json.js';
import { renderMarkdown } from './markdown.js';
import { renderDatadog } from './monitoring/datadog.js';
import { renderGrafana } from './monitoring/grafana.js';
import { renderOpenSlo } from './monitoring/openslo.js';
import { renderPrometheusRules, renderPrometheusTests } from './monitoring/prometheus.js';
import { renderPolicies } from './policies.js';
import { renderRecords } from './records.js';
import { renderSarif } from './sarif.js';
import { renderTickets } from './tickets/tickets.js';

/** Pure: the caller writes them. */
export function renderFiles(review: Review): Map<string, string> {
  return new Map([
    ['review.md', renderMarkdown(review)],
    ['review.html', renderHtml(review)],
    ['findings.json', renderJson(review)],
    ...renderTickets(review),
    ...renderRecords(review),
    ['policies.yaml', renderPolicies(review)],
    ['monitoring/prometheus-rules.yml', renderPrometheusRules(review)],
    ['monitoring/prometheus-tests.yml', renderPrometheusTests(review)],
    ['monitoring/grafana-dashboard.json', renderGrafana(review)],
    ['monitoring/datadog-monitors.json', renderDatadog(review)],
    ['monitoring/openslo.yaml', renderOpenSlo(review)],
    ['findings.sarif', renderSarif(review)],
  ]);
}
