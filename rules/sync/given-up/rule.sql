-- One row per record that was given up and arrived neither before nor after.
WITH lost AS (
  SELECT source, target, operation, key, record_key, at_ms, first_ms, id, failed_id, attempts,
    CASE signal WHEN 'dead_lettered' THEN 'dead letter' WHEN 'swallowed' THEN 'error swallowed' ELSE 'given up' END AS way
  FROM lost_records
  WHERE signal IN ('gave_up', 'dead_lettered', 'swallowed')
  UNION ALL
  SELECT source, target, operation, key, record_key, at_ms, first_ms, id, first_id, attempts, 'given up' AS way
  FROM exhausted_records
  WHERE (attempts >= 2 OR is_final) AND ambiguous = 0
  UNION ALL
  SELECT source, target, operation, key, record_key, at_ms, at_ms, id, id, 1, 'refused inside an accepted answer' AS way
  FROM refused_items
),
-- A caller that gives up in two ways (dead letter, then dropped) lost the record once.
once AS (
  SELECT *, row_number() OVER (PARTITION BY key ORDER BY at_ms DESC) AS place FROM lost
)
SELECT source, target, operation,
  CASE WHEN way IN ('error swallowed', 'refused inside an accepted answer') THEN way END AS cause,
  coalesce(first_ms, at_ms) AS at_ms, at_ms AS end_ms,
  record_key,
  attempts,
  CASE WHEN failed_id <> id THEN failed_id END AS event_1, 'an attempt that failed' AS why_1,
  id AS event_2, way || ', and no success for ' || record_key || ' after it' AS why_2,
  true AS never_later,
  CASE WHEN EXISTS (SELECT 1 FROM export_rows) THEN true END AS not_in_export,
  CASE WHEN EXISTS (SELECT 1 FROM flow_records f WHERE f.excluded AND f.key = once.key) THEN 'left out by the configuration' END AS ruled_out
FROM once
WHERE place = 1
