WITH waits AS (
  SELECT source, target, coalesce(operation, CASE WHEN kind = 'job' THEN logger END, template, 'unknown') AS operation, gap_ms, previous_retry_after_ms,
    lag(gap_ms) OVER (PARTITION BY work_key, operation, source, chain ORDER BY number) AS earlier_ms
  FROM attempts
  WHERE number > 1 AND gap_ms >= 0
)
SELECT source, target, operation,
  count(*) AS waits,
  median(gap_ms) AS p50_ms,
  count(*) FILTER (WHERE gap_ms >= 1.2 * earlier_ms) AS growing,
  count(previous_retry_after_ms) AS asked,
  count(*) FILTER (WHERE gap_ms >= 0.95 * previous_retry_after_ms - 100) AS honoured
FROM waits
GROUP BY ALL
ORDER BY waits DESC, operation, source, target
LIMIT 100
