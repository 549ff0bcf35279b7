-- Calls, repeats and given-up calls of each minute. A scrape at the half minute sees what happened until then.
WITH repeats AS (
  SELECT id, previous_outcome, CAST(lag(status) OVER (PARTITION BY work_key, operation, source, chain ORDER BY number) AS VARCHAR) AS previous_status
  -- Most calls are the only one of their work.
  FROM attempts WHERE id IN (SELECT id FROM chain_places) QUALIFY number > 1
),
timed AS (
  SELECT c.source, c.target, c.operation, c.outcome, c.status, c.timed_out,
    CAST(ceil((coalesce(c.end_ms, c.start_ms) - 30000) / 60000.0) AS BIGINT) AS slot, r.id IS NOT NULL AS is_repeat,
    coalesce(r.previous_status, r.previous_outcome) AS reason, count(*) AS calls
  FROM calls c LEFT JOIN repeats r ON r.id = c.id
  WHERE coalesce(c.end_ms, c.start_ms) IS NOT NULL
  GROUP BY ALL
)
SELECT 'requests' AS kind, source, target, operation, outcome AS label, status, slot, sum(calls)::BIGINT AS n FROM timed GROUP BY ALL
UNION ALL
SELECT 'retries', source, target, operation, reason, NULL, slot, sum(calls)::BIGINT FROM timed WHERE is_repeat GROUP BY ALL
UNION ALL
SELECT 'timeouts', source, target, operation, NULL, NULL, slot, sum(calls)::BIGINT FROM timed WHERE timed_out GROUP BY ALL
ORDER BY ALL
