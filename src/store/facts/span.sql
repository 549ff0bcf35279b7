SELECT
  min(at_ms) AS start_ms,
  max(at_ms) AS end_ms,
  -- The width of the buckets of calls, which may cover less than the events do.
  (SELECT greatest(1000, coalesce((max(start_ms) - min(start_ms)) // 239 + 1, 1000)) FROM calls) AS bucket_ms
FROM events
WHERE kind IN ('exchange', 'delivery', 'job', 'statement', 'item') OR NOT EXISTS (SELECT 1 FROM events WHERE kind = 'exchange')
