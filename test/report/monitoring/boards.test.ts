import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Review } from '../../../src/model/review.js';
import { renderDatadog } from '../../../src/report/monitoring/datadog.js';
import { renderGrafana } from '../../../src/report/monitoring/grafana.js';
import { renderOpenSlo } from '../../../src/report/monitoring/openslo.js';
import { datadogQuery } from '../../../src/review/monitoring/datadog.js';
import { hostileReview } from '../../builders/hostile.js';
import { aDetection, aReview } from '../../builders/review.js';
import { schemaFaults } from '../../support/schema.js';

const review = aReview([aDetection()]);
const hostile = hostileReview();
const total = 'integration_requests_total{target="ledger.test", operation="POST /orders"}';
const level = {
  name: 'POST /orders at ledger.test',
  target: 'ledger.test',
  operation: 'POST /orders',
  objective: 0.999,
  seen: 0.9995,
  calls: 4000,
  good: total.replace('}', ', outcome!~"transient"}'),
  total,
};
const [alert] = review.alerts;
const levelled: Review = {
  ...review,
  alerts: alert ? [{ ...alert, kind: 'burn_rate', expr: `sum(rate(${total}[1h])) > 0.0144`, threshold: { value: 0.0144, basis: '' } }] : [],
  monitoring: { ...review.monitoring, levels: [level, { ...level, name: hostile.findings[0]?.subject.operation ?? '', target: null }] },
};

/** What the compiler says against taking the JSON for a dashboard by Grafana's own types. */
function typeFaults(json: string): string[] {
  const folder = mkdtempSync(path.join(import.meta.dirname, 'grafana-'));
  try {
    const file = path.join(folder, 'dashboard.ts');
    // The types name the text "absolute" by an enum.
    const typed = json.replaceAll('"mode": "absolute"', '"mode": ThresholdsMode.Absolute');
    writeFileSync(
      file,
      `import { type Dashboard, ThresholdsMode } from '@grafana/schema';\nexport const dashboard: Partial<Dashboard> = ${typed};\n`,
    );
    const options = {
      noEmit: true,
      strict: true,
      skipLibCheck: true,
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
    };
    const program = ts.createProgram([file], options);
    return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('grafana-dashboard.json', () => {
  it('is a dashboard by the types that Grafana publishes', { timeout: 60_000 }, () => {
    expect(typeFaults(renderGrafana(review))).toEqual([]);
    expect(typeFaults('{ "panels": "none" }')).not.toEqual([]);
  });

  it('shows what each alert compares, with its threshold', () => {
    const { panels } = JSON.parse(renderGrafana(review));
    const own = panels.at(-1);
    expect(own.title).toMatch(/^DuplicateWrites: /);
    expect(own.targets[0].expr).toMatch(/^increase\(integration_duplicate_writes_detected_total\{.*\}\[15m\]\)$/);
    expect(own.fieldConfig.defaults.thresholds.steps).toEqual([
      { color: 'green', value: null },
      { color: 'red', value: 0 },
    ]);
    expect(new Set(panels.map(({ gridPos }: { gridPos: { x: number; y: number } }) => `${gridPos.x} ${gridPos.y}`)).size).toBe(
      panels.length,
    );
  });
});

describe('openslo.yaml', () => {
  const documents = (one: Review) => parseAllDocuments(renderOpenSlo(one)).map((document) => document.toJS());

  it('fits the schema of OpenSLO v1, whatever the log calls its flows', () => {
    const all = documents(levelled);
    expect(all.map(({ kind }) => kind)).toEqual(['Service', 'Service', 'SLO', 'AlertCondition', 'SLO', 'AlertCondition']);
    expect(all.flatMap((document) => schemaFaults('openslo', document))).toEqual([]);
  });

  it('says the burn rate in times of the budget', () => {
    expect(documents(levelled)[3].spec.condition).toMatchObject({ kind: 'burnrate', threshold: 14.4, lookbackWindow: '1h' });
  });

  it('holds nothing where no level fits', () => {
    expect(documents(review).filter((one) => one !== null)).toEqual([]);
  });
});

describe('datadog-monitors.json', () => {
  it.each([
    [
      'increase(integration_records_given_up_total{operation="POST /orders"}[15m]) > 0',
      'sum(last_15m):sum:integration.records.given_up{operation:post_/orders}.as_count() > 0',
    ],
    [
      'sum by (operation, target) (rate(integration_retries_total{operation="a"}[5m])) > 0.2 * sum by (operation, target) (rate(integration_requests_total{operation="a"}[5m]))',
      'sum(last_5m):sum:integration.retries{operation:a} by {operation,target}.as_count() / sum:integration.requests{operation:a} by {operation,target}.as_count() > 0.2',
    ],
    [
      'sum(rate(x{code=~"5xx|429"}[5m])) > 0.05 * sum(rate(x[5m]))',
      'sum(last_5m):sum:x{(code:5xx OR code:429)}.as_count() / sum:x{*}.as_count() > 0.05',
    ],
    ['max(queue_depth{queue!="a"}) > 10', 'min(last_5m):max:queue_depth{!queue:a} > 10'],
    ['sum(rate(a[2m])) == 0 and sum(rate(b[2m])) > 0', null],
    ['min_over_time(g[15m]) > 0 and delta(g[15m]) >= 0', null],
  ])('%s', (expr, query) => {
    expect(datadogQuery(expr)).toBe(query);
  });

  it('has thresholds that are the number at the end of the query', () => {
    const monitors = JSON.parse(renderDatadog(review));
    expect(monitors).toHaveLength(1);
    for (const { query, options, type } of monitors) {
      expect(type).toBe('query alert');
      expect(Number(query.split(' ').at(-1))).toBe(options.thresholds.critical);
    }
    expect(JSON.stringify(JSON.parse(renderDatadog(hostile)))).not.toContain('{{');
  });
});
