WITH span AS (
  SELECT min(start_ms) AS start_ms, greatest(1000, coalesce((max(start_ms) - min(start_ms)) // 239 + 1, 1000)) AS width
  FROM calls
)
SELECT (c.start_ms - s.start_ms) // s.width * s.width + s.start_ms AS at_ms, c.target,
  count(*) AS calls,
  count(*) FILTER (WHERE c.outcome NOT IN ('ok', 'replayed', 'refused_duplicate')) AS failed,
  count(*) FILTER (WHERE c.outcome = 'throttled') AS throttled
FROM calls c, span s
WHERE c.start_ms IS NOT NULL
GROUP BY 1, c.target
ORDER BY 1, c.target
