-- One row per source event of an expected flow.
SELECT source, target, operation,
  CASE WHEN arrived THEN 'late' ELSE 'missing' END AS cause,
  at_ms, coalesce(arrived_ms, at_ms + within_ms) AS end_ms,
  record_key,
  within_ms AS allowed_ms,
  coalesce(arrived_ms, log_end_ms) - at_ms AS longest_wait_ms,
  id AS event_1, 'begins the flow ' || flow AS why_1,
  arrived_id AS event_2, CASE WHEN arrived THEN 'arrives after ' || round((arrived_ms - at_ms) / 1000.0, 1) || ' s' END AS why_2,
  true AS not_excluded,
  CASE WHEN at_ms IS NOT NULL AND log_end_ms IS NOT NULL THEN true END AS old_enough,
  CASE
    WHEN excluded THEN 'left out by the configuration'
    WHEN arrived AND (at_ms IS NULL OR arrived_ms - at_ms <= within_ms) THEN 'arrived within the time allowed'
    -- The log may end before the record had its time.
    WHEN NOT arrived AND at_ms + within_ms > log_end_ms THEN 'too young: its time is not over when the log ends'
  END AS ruled_out
FROM flow_records
