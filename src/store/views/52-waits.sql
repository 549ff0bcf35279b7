-- wait_lines: the waits between attempts; their policies are worked out between 52 and 53.
CREATE TEMP TABLE wait_lines AS
SELECT source, target, coalesce(operation, CASE WHEN kind = 'job' THEN logger END, replace(template, '<*>', '…'), 'unknown') AS operation,
  dense_rank() OVER (ORDER BY source, target, coalesce(operation, CASE WHEN kind = 'job' THEN logger END, replace(template, '<*>', '…'), 'unknown')) AS grp,
  hash(work_key, operation, source, chain) % 4503599627370496 AS work,
  number, gap_ms, start_ms, previous_retry_after_ms, previous_wait_ms,
  lag(gap_ms) OVER (PARTITION BY work_key, operation, source, chain ORDER BY number) AS earlier_ms
FROM attempts
WHERE number > 1 AND gap_ms >= 0 AND previous_outcome NOT IN ('ok', 'replayed', 'refused_duplicate')
  -- Where the count begins anew somebody took the work up again: that is no wait of the policy.
  AND coalesce(attempt > previous_attempt, true);
