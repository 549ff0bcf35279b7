-- How work that failed for a passing reason ended: what the attempts and waits of a policy are fitted to.
SELECT source, target, operation,
  count(*) AS works,
  count(*) FILTER (WHERE fine > 0) AS recovered,
  quantile_disc(attempts, 0.95) FILTER (WHERE fine > 0) AS attempts_p95,
  max(attempts) FILTER (WHERE fine > 0) AS attempts_most,
  quantile_disc(last_ms - first_ms, 0.95) FILTER (WHERE fine > 0) AS needed_ms
FROM operations
WHERE transient + throttled + ambiguous > 0 AND operation IS NOT NULL
GROUP BY source, target, operation
ORDER BY works DESC, operation, source, target
LIMIT 100
