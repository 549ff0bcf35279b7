-- One row per call that succeeded, but took longer than people wait. A row is a piece of the harm.
-- A row with a reason in ruled_out counts for nothing; `caseharden rules explain` tells it.
SELECT source, target, operation,
  start_ms AS at_ms, end_ms, record_key, duration_ms,
  id AS event_1, 'succeeded after ' || round(duration_ms) || ' ms' AS why_1,
  CASE WHEN duration_ms <= $slow_ms THEN 'answers within {slow_ms} milliseconds' END AS ruled_out
FROM calls
WHERE outcome = 'ok' AND duration_ms IS NOT NULL
