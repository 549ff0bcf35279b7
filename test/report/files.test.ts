import { marked, type Token } from 'marked';
import { describe, expect, it } from 'vitest';
import { renderFiles } from '../../src/report/files.js';
import { parseReview, renderJson } from '../../src/report/json.js';
import { hostileReview } from '../builders/hostile.js';
import { aDetection, anInput, aReview, aRule, at, someFacts } from '../builders/review.js';

const review = aReview([aDetection()], {
  facts: someFacts({
    moments: [{ at_ms: at('09:41:00'), kind: 'alert', text: 'DuplicateOrders', state: 'firing', file: 'alerts.json', line: 3 }],
    errors: [
      {
        target: 'ledger.test',
        operation: 'POST /orders',
        status: 503,
        code: null,
        error: 'service unavailable',
        outcome: 'transient',
        calls: 6,
        repeated: 6,
        recovered: 6,
        file: 'billing.log',
        line: 30,
      },
      {
        target: 'ledger.test',
        operation: 'POST /orders',
        status: 422,
        code: 'unknown_sku',
        error: null,
        outcome: 'permanent',
        calls: 4,
        repeated: 4,
        recovered: 0,
        file: 'billing.log',
        line: 44,
      },
    ],
  }),
});

it('writes the files of the contract and one set of tickets for each tracker', () => {
  expect([...renderFiles(review).keys()].filter((name) => !name.includes('markdown/'))).toEqual([
    'review.md',
    'review.html',
    'findings.json',
    'tickets/jira.csv',
    'tickets/jira-bulk-1.json',
    'tickets/github.json',
    'tickets/gitlab.csv',
    'tickets/gitlab.json',
    'tickets/linear.csv',
    'tickets/azure-devops.csv',
    'records/duplicates-to-void.csv',
    'records/records-to-resync.csv',
    'records/operations-to-verify.csv',
    'policies.yaml',
    'monitoring/prometheus-rules.yml',
    'monitoring/prometheus-tests.yml',
    'monitoring/grafana-dashboard.json',
    'monitoring/datadog-monitors.json',
    'monitoring/openslo.yaml',
    'findings.sarif',
  ]);
});

it('review.md reads as the golden file', async () => {
  await expect(renderFiles(review).get('review.md')).toMatchFileSnapshot('golden/review.txt');
});

it('review.md of a healthy input reads as the golden file', async () => {
  const healthy = aReview([], { rules: [aRule()], inputs: [anInput({ malformed: 0, records: 1200, problems: [] })] });
  await expect(renderFiles(healthy).get('review.md')).toMatchFileSnapshot('golden/healthy.txt');
});

it('renders the same bytes twice, and again from findings.json alone', () => {
  const files = renderFiles(review);
  expect(renderFiles(review)).toEqual(files);
  expect(renderFiles(parseReview(files.get('findings.json') ?? ''))).toEqual(files);
});

describe('findings.json', () => {
  const json = JSON.parse(renderJson(review));

  it('has the fields of the contract at the top', () => {
    expect(json.schemaVersion).toBe('1');
    expect(json.inputs[0]).toMatchObject({ path: 'billing.log', format: 'pino', records: 1210, events: 1200, malformed: 10, skipped: 0 });
    expect(json.totals).toEqual({ records: 1210, events: 1200, malformed: 10, skipped: 0, files: 1 });
    expect(json.findings[0]).toMatchObject({
      id: 'F-001',
      rule: 'core/double-create',
      category: 'duplicate_write',
      subject: { source: 'billing', target: 'ledger.test', operation: 'POST /orders' },
      window: { start: '2026-03-01T09:00:00Z', end: '2026-03-01T09:30:00Z' },
      measures: { records: 2, extra_effects: 3 },
      records: { total: 2, keys: ['A-1001', 'A-1002'] },
    });
  });

  it.each([
    ['{"schemaVersion":', /not JSON/],
    ['[]', /schemaVersion is missing/],
    ['{"schemaVersion":"2"}', /schemaVersion is "2"/],
    [renderJson(review).replace('"severity": "high"', '"severity": "dire"'), /review\.json: findings\.0\.severity: /],
    [renderJson(review).replace('"timeline":', '"timelines":'), /review\.json: timeline: /],
  ])('that is broken is refused with its place', (text, message) => {
    expect(() => parseReview(text, 'review.json')).toThrow(message);
  });
});

describe('hostile text', () => {
  const files = renderFiles(hostileReview());

  it('opens no tag in review.html but those of the report', () => {
    const page = files.get('review.html') ?? '';
    expect(page).not.toMatch(/<(img|iframe|object|link|base|marquee)/i);
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<style/g)).toHaveLength(1);
    expect(page).not.toMatch(/ on\w+="/);
    expect(page).not.toMatch(/ (src|href)="(?!#)/);
  });

  it.each([
    'review.md',
    'review.html',
    'tickets/jira.csv',
    'records/duplicates-to-void.csv',
    'policies.yaml',
    'monitoring/prometheus-rules.yml',
  ])('leaves no unseen character in %s', (name) => {
    expect(files.get(name)).not.toMatch(/(?![\n\r])[\p{Cc}\p{Cf}\u2028\u2029]/u);
  });

  it('makes no heading, link, image or HTML of its own in review.md', () => {
    const found: Token[] = [];
    marked.walkTokens(marked.lexer(files.get('review.md') ?? '', { gfm: true }), (token) => void found.push(token));
    expect(found.filter(({ type }) => ['html', 'image', 'link', 'def'].includes(type)).map(({ raw }) => raw)).toEqual([]);
    const headings = found.filter(({ type }) => type === 'heading').map(({ raw }) => raw.trim());
    expect(headings.filter((heading) => /^#* ?owned/.test(heading))).toEqual([]);
    expect(headings.filter((heading) => heading.startsWith('## '))).toHaveLength(13);
  });
});
