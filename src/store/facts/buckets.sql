WITH span AS (
  SELECT min(start_ms) AS start_ms, greatest(1000, coalesce((max(start_ms) - min(start_ms)) // 239 + 1, 1000)) AS width
  FROM calls
)
SELECT (c.start_ms - s.start_ms) // s.width * s.width + s.start_ms AS at_ms, c.target,
  count(*) AS calls,
  count(*) FILTER (WHERE c.outcome NOT IN ('ok', 'replayed', 'refused_duplicate')) AS failed,
  count(*) FILTER (WHERE c.outcome = 'throttled') AS throttled,
  count(*) FILTER (WHERE coalesce(r.number, CASE WHEN c.work_key IS NULL THEN c.attempt END, 1) > 1) AS repeated,
  count(*) FILTER (WHERE c.timed_out) AS timed_out,
  round(median(c.duration_ms) FILTER (WHERE c.outcome = 'ok'), 1) AS p50_ms,
  round(quantile_cont(c.duration_ms, 0.95) FILTER (WHERE c.outcome = 'ok'), 1) AS p95_ms,
  min(c.limit_remaining) AS least_remaining
-- Of a work of one call there is no chain: it is the first attempt.
FROM calls c LEFT JOIN chain_places r ON r.id = c.id, span s
WHERE c.start_ms IS NOT NULL
GROUP BY 1, c.target
ORDER BY 1, c.target
