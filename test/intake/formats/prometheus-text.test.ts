import { expect, test } from 'vitest';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { best, readAll, records } from './sample.js';

const SCRAPE = `# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
metric_without_timestamp_and_labels 12.47
something_weird{problem="division by {zero}"} +Inf -3982045
http_request_duration_seconds_bucket{le="0.05"} 24054
broken line here
`;

test('samples of the documented example: values, labels with escapes, times in milliseconds', () => {
  const top = best(documentFormats, SCRAPE, 'metrics.txt');
  expect(top.name).toBe('prometheus-text');
  const all = records(top.format, SCRAPE);
  expect(all.map((record) => record.line)).toEqual([3, 4, 7, 8, 9, 10]);
  expect(all[0]?.proven).toEqual({
    kind: 'sample',
    metric: 'http_requests_total',
    value: 1027,
    labels: '{"code":"200","method":"post"}',
    at_ms: 1395066363000,
  });
  expect(JSON.parse(all[2]?.proven?.labels ?? '')).toEqual({ path: 'C:\\DIR\\FILE.TXT', error: 'Cannot find file:\n"FILE.TXT"' });
  expect(all[3]?.proven).toEqual({ kind: 'sample', metric: 'metric_without_timestamp_and_labels', value: 12.47 });
  expect(all[4]?.proven?.value).toBeUndefined();
  expect(readAll(top.format, SCRAPE).at(-1)).toMatchObject({ line: 11, reject: 'malformed' });
});

test('OpenMetrics counts time in seconds and may add an exemplar', () => {
  const text = `# TYPE foo counter\nfoo_total 17.0 1520879607.789 # {trace_id="x"} 0.67 1520879600\n# EOF\n`;
  const top = best(documentFormats, text, 'metrics');
  expect(records(top.format, text)[0]?.proven).toMatchObject({ metric: 'foo_total', value: 17, at_ms: 1520879607789 });
});

test('words and numbers alone are no metrics', () => {
  expect(best(documentFormats, 'retries 12\nerrors 3\ndone 7\n', 'notes.txt').name).not.toBe('prometheus-text');
});
