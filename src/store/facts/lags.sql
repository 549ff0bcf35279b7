-- How long records took from one place to another: from row to row of a pair of exports, and from the
-- arrival of a record to its success within the logs. Records that never arrived have no lag.
WITH pairs AS (
  SELECT p.source AS source, p.target AS target, s.at_ms, t.at_ms - s.at_ms AS lag_ms
  FROM export_pairs p
  JOIN (SELECT stream, key, min(at_ms) AS at_ms FROM export_rows GROUP BY stream, key) s ON s.stream = p.source_stream
  LEFT JOIN (SELECT stream, key, min(at_ms) AS at_ms FROM export_rows GROUP BY stream, key) t ON t.stream = p.target_stream AND t.key = s.key
  WHERE s.at_ms IS NOT NULL
),
steps AS (
  SELECT key, min(at_ms) FILTER (WHERE step = 'received') AS received_ms, max(at_ms) FILTER (WHERE step = 'done') AS done_ms
  FROM sightings WHERE at_ms IS NOT NULL AND key IN (SELECT key FROM sightings WHERE step = 'received') GROUP BY key
),
lags AS (
  SELECT source, target, at_ms, lag_ms FROM pairs WHERE lag_ms IS NULL OR lag_ms >= 0
  UNION ALL
  SELECT 'received', 'done', received_ms, done_ms - received_ms FROM steps WHERE received_ms IS NOT NULL AND (done_ms IS NULL OR done_ms >= received_ms)
),
spans AS (
  SELECT source, target, min(at_ms) AS start_ms, greatest(1000, (max(at_ms) - min(at_ms)) // 119 + 1) AS width
  FROM lags GROUP BY source, target
  -- Fewer pairs show no course; where nothing arrives, the two are no flow.
  HAVING count(lag_ms) >= 20
)
SELECT l.source, l.target, (l.at_ms - s.start_ms) // s.width * s.width + s.start_ms AS at_ms,
  count(l.lag_ms) AS arrived, count(*) - count(l.lag_ms) AS missing,
  median(l.lag_ms) AS p50_ms, max(l.lag_ms) AS longest_ms
FROM lags l JOIN spans s USING (source, target)
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3
