SELECT
  min(at_ms) AS start_ms,
  max(at_ms) AS end_ms,
  greatest(1000, coalesce((max(at_ms) - min(at_ms)) // 239 + 1, 1000)) AS bucket_ms
FROM events
WHERE kind IN ('exchange', 'delivery', 'job', 'statement', 'item') OR NOT EXISTS (SELECT 1 FROM events WHERE kind = 'exchange')
