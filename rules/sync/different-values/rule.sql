-- One row per record that stands in both exports with different amounts, or with other values in columns that nearly always agree.
WITH pairs AS (
  SELECT p.source_stream, p.target_stream, p.source, p.target, a.key, a.record_key,
    a.amount AS sent, b.amount AS stored, a.id AS source_id, b.id AS target_id, a.at_ms AS at_ms,
    -- Changed at the source since, at the end of the export: the new value is still on its way.
    coalesce(a.at_ms > b.at_ms AND a.at_ms > p.source_end_ms - greatest(p.slow_ms, 60000), false) AS on_its_way,
    abs(a.amount - b.amount) > 0.005 + 0.000001 * abs(a.amount) AS differs
  FROM export_pairs p
  JOIN export_rows a ON a.stream = p.source_stream AND a.amount IS NOT NULL
  JOIN export_rows b ON b.stream = p.target_stream AND b.key = a.key AND b.amount IS NOT NULL
),
shares AS (
  SELECT source_stream, target_stream, count(*) AS compared, count(*) FILTER (WHERE differs) AS different
  FROM pairs GROUP BY source_stream, target_stream
),
operations_of AS (
  SELECT p.source_stream, p.target_stream, mode(c.operation) AS operation, mode(c.source) AS source, mode(c.target) AS target
  FROM export_pairs p
  JOIN export_rows r ON r.stream = p.target_stream
  JOIN calls c ON lower(ltrim(c.record_key, '#')) = r.key AND c.is_write AND c.outcome IN ('ok', 'replayed') AND c.operation IS NOT NULL
  GROUP BY p.source_stream, p.target_stream
),
-- Other columns: which ones belong together is told by the values of most records.
others AS (
  SELECT d.*, e.source, e.target, count(*) OVER (PARTITION BY d.source_stream, d.target_stream, d.source_column) AS different
  FROM column_differences d
  JOIN export_pairs e ON e.source_stream = d.source_stream AND e.target_stream = d.target_stream
  ANTI JOIN (SELECT * FROM pairs WHERE differs) x ON x.source_stream = d.source_stream AND x.target_stream = d.target_stream AND x.key = d.key
  QUALIFY row_number() OVER (PARTITION BY d.source_stream, d.target_stream, d.key ORDER BY d.source_column) = 1
)
SELECT o.source, coalesce(o.target, p.target) AS target, o.operation,
  'different amounts' AS cause,
  p.at_ms AS at_ms, p.at_ms AS end_ms,
  p.record_key,
  s.compared AS compared,
  abs(p.sent - p.stored) AS difference,
  p.source_id AS event_1, 'the source says ' || p.sent AS why_1,
  p.target_id AS event_2, 'the target says ' || p.stored AS why_2,
  true AS same_key,
  s.different < 0.5 * s.compared AS others_agree,
  -- Then the two columns mean different things (net and gross, cents and units).
  CASE
    WHEN s.different >= 0.5 * s.compared THEN 'half or more of all amounts differ, so the columns mean different things'
    WHEN p.on_its_way THEN 'changed at the source at the end of the export, after it was brought over'
  END AS ruled_out
FROM pairs p
JOIN shares s ON s.source_stream = p.source_stream AND s.target_stream = p.target_stream
LEFT JOIN operations_of o ON o.source_stream = p.source_stream AND o.target_stream = p.target_stream
WHERE p.differs
UNION ALL
SELECT o.source, coalesce(o.target, p.target), o.operation,
  'different values',
  p.at_ms, p.at_ms,
  p.record_key,
  p.compared,
  NULL,
  p.source_id, 'the source says ' || p.sent || ' (' || p.source_column || ')',
  p.target_id, 'the target says ' || p.stored || CASE WHEN p.factor > 1 THEN format(', {:.0f} times as much', p.factor) WHEN p.factor < 1 THEN format(', a {:.0f}th of it', 1 / p.factor) ELSE '' END,
  true,
  true,
  CASE WHEN p.different < $least_values THEN 'fewer than {least_values} records differ in that column, and may have been changed by hand' END
FROM others p
LEFT JOIN operations_of o ON o.source_stream = p.source_stream AND o.target_stream = p.target_stream
