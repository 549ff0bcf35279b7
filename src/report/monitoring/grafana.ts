/** monitoring/grafana-dashboard.json: calls, outcomes and repeats of the flows, and what each alert compares, with its threshold. */
import type { Alert } from '../../model/alert.js';
import type { Review } from '../../model/review.js';
import { cut, oneLine, visible } from '../escape.js';

// biome-ignore lint/suspicious/noTemplateCurlyInString: Grafana's own variable, filled by the choice at the top.
const DATASOURCE = { type: 'prometheus', uid: '${datasource}' } as const;
const WIDTH = 12;
const HEIGHT = 8;

interface Chart {
  readonly title: string;
  readonly description: string;
  readonly expr: string;
  readonly legend: string;
  readonly unit: string;
  readonly threshold: number | null;
}

/** Imported by hand, by the API or by provisioning; the data source is chosen at the top. */
export function renderGrafana({ alerts, tool }: Pick<Review, 'alerts' | 'tool'>): string {
  const charts = [...FLOWS, ...alerts.map(chartOf)];
  const dashboard = {
    id: null,
    uid: 'caseharden-integrations',
    title: 'Integrations (caseharden)',
    description: `Written by ${tool.name} ${tool.version}.`,
    tags: ['caseharden'],
    schemaVersion: 39,
    version: 1,
    editable: true,
    timezone: 'utc',
    refresh: '1m',
    time: { from: 'now-6h', to: 'now' },
    templating: { list: [{ name: 'datasource', type: 'datasource', query: 'prometheus', label: 'Data source' }] },
    annotations: { list: [] },
    panels: charts.map(panelOf),
  };
  return `${JSON.stringify(dashboard, null, 2)}\n`;
}

const FLOWS: readonly Chart[] = [
  {
    title: 'Calls by outcome',
    description: 'What came of the calls of each flow.',
    expr: 'sum by (operation, target, outcome) (rate(integration_requests_total[5m]))',
    legend: '{{operation}} {{target}} {{outcome}}',
    unit: 'reqps',
    threshold: null,
  },
  {
    title: 'Share of calls that are repeats',
    description: 'More than a tenth is a warning, more than a fifth a storm.',
    expr: 'sum by (operation, target) (rate(integration_retries_total[5m])) / sum by (operation, target) (rate(integration_requests_total[5m]))',
    legend: '{{operation}} {{target}}',
    unit: 'percentunit',
    threshold: 0.2,
  },
  {
    title: 'Duration, 95 % of the calls within',
    description: 'Compare it with the limit of the caller.',
    expr: 'histogram_quantile(0.95, sum by (operation, target, le) (rate(integration_request_duration_seconds_bucket[5m])))',
    legend: '{{operation}} {{target}}',
    unit: 's',
    threshold: null,
  },
];

function chartOf(alert: Alert): Chart {
  return {
    title: cut(oneLine(`${alert.name}: ${alert.summary}`), 160),
    description: oneLine(`${alert.description} ${alert.threshold?.basis ?? ''}`).trim(),
    expr: visible(alert.level ?? alert.expr),
    legend: '__auto',
    unit: 'short',
    threshold: alert.level === null ? null : (alert.threshold?.value ?? null),
  };
}

function panelOf({ title, description, expr, legend, unit, threshold }: Chart, at: number): object {
  const limit = threshold === null ? [] : [{ color: 'red', value: threshold }];
  return {
    id: at + 1,
    type: 'timeseries',
    title,
    description,
    datasource: DATASOURCE,
    gridPos: { h: HEIGHT, w: WIDTH, x: (at % 2) * WIDTH, y: Math.floor(at / 2) * HEIGHT },
    targets: [{ refId: 'A', datasource: DATASOURCE, expr, legendFormat: legend }],
    fieldConfig: {
      defaults: {
        unit,
        custom: { thresholdsStyle: { mode: threshold === null ? 'off' : 'line' } },
        thresholds: { mode: 'absolute', steps: [{ color: 'green', value: null }, ...limit] },
      },
      overrides: [],
    },
    options: { legend: { displayMode: 'list', placement: 'bottom', showLegend: true }, tooltip: { mode: 'multi', sort: 'desc' } },
  };
}
