-- One row per record whose first steps took effect and whose later step failed for good.
WITH done AS (
  SELECT lower(ltrim(record_key, '#')) AS key, operation, kind, min(end_ms) AS at_ms, min(id) AS id, max(target) AS target, max(source) AS source
  FROM calls
  WHERE is_write AND record_key IS NOT NULL AND operation IS NOT NULL AND outcome IN ('ok', 'replayed', 'refused_duplicate')
    -- Tasks of a scheduler are steps as well; that one was received or begun is none yet.
    AND (kind = 'exchange' OR (kind = 'job' AND signal = 'succeeded'))
  GROUP BY ALL
),
known AS (
  SELECT key, operation FROM done
  UNION
  SELECT key, operation FROM effects WHERE operation IS NOT NULL
),
sizes AS (SELECT operation, count(DISTINCT key) AS keys FROM done GROUP BY operation),
-- The usual way: most records that pass the first step pass the next one as well, and later.
flows AS (
  SELECT a.operation AS first_operation, b.operation AS next_operation, count(*) AS both_steps
  -- A job and the call that it makes are one step.
  FROM done a JOIN done b ON a.key = b.key AND a.kind = b.kind AND a.operation <> b.operation AND a.at_ms <= b.at_ms
  GROUP BY a.operation, b.operation
),
steps AS (
  SELECT f.first_operation, f.next_operation, f.both_steps, s.keys, f.both_steps >= $usual_share * s.keys AS is_usual
  FROM flows f JOIN sizes s ON s.operation = f.first_operation
  WHERE f.both_steps >= 5
),
-- Where the log says of the record itself that its flow was broken off, nobody needs to know how most records fare.
aborted AS (
  SELECT lower(ltrim(record_key, '#')) AS key, max(at_ms) AS at_ms FROM events
  WHERE signal = 'flow_aborted' AND record_key IS NOT NULL AND at_ms IS NOT NULL GROUP BY 1
),
stopped AS (
  SELECT s.first_operation, s.next_operation, s.both_steps, s.is_usual, d.key, d.at_ms AS first_ms, d.id AS first_id,
    (SELECT max(c.end_ms) FROM calls c WHERE lower(ltrim(c.record_key, '#')) = d.key AND c.operation = s.next_operation AND c.outcome NOT IN ('ok', 'replayed', 'refused_duplicate')) AS failed_ms,
    (SELECT max(c.id) FROM calls c WHERE lower(ltrim(c.record_key, '#')) = d.key AND c.operation = s.next_operation AND c.outcome NOT IN ('ok', 'replayed', 'refused_duplicate')) AS failed_id,
    (SELECT max(c.target) FROM calls c WHERE c.operation = s.next_operation) AS target,
    d.source
  FROM steps s
  JOIN done d ON d.operation = s.first_operation
  WHERE NOT EXISTS (SELECT 1 FROM known k WHERE k.key = d.key AND k.operation = s.next_operation)
    AND (s.is_usual OR d.key IN (SELECT key FROM aborted))
  -- The first step of several is told once.
  QUALIFY row_number() OVER (PARTITION BY d.key, s.next_operation ORDER BY d.at_ms, s.first_operation) = 1
),
-- When two later steps are missing, the one that failed first is where the flow stopped.
first_stop AS (
  SELECT * FROM stopped WHERE failed_ms IS NOT NULL
    AND (is_usual OR EXISTS (SELECT 1 FROM aborted a WHERE a.key = stopped.key AND a.at_ms >= stopped.failed_ms - 1000))
  QUALIFY row_number() OVER (PARTITION BY key ORDER BY failed_ms, next_operation) = 1
),
undone AS (
  SELECT DISTINCT lower(ltrim(record_key, '#')) AS key, at_ms FROM events
  WHERE record_key IS NOT NULL AND signal IN ('compensated', 'resumed')
  UNION ALL
  SELECT DISTINCT lower(ltrim(record_key, '#')), end_ms FROM calls
  WHERE record_key IS NOT NULL AND outcome IN ('ok', 'replayed')
    AND (method = 'DELETE' OR regexp_matches(lower(operation), '(refund|cancel|release|void|revers|rollback|compensat|undo)'))
),
logs AS (SELECT max(at_ms) AS end_ms FROM events WHERE kind IN ('exchange', 'statement', 'job'))
SELECT f.source, f.target, f.next_operation AS operation,
  f.failed_ms AS at_ms, coalesce((SELECT max(g.at_ms) FROM sightings g WHERE g.key = f.key AND g.step IN ('ended', 'failed')), f.failed_ms) AS end_ms,
  coalesce((SELECT max(g.record_key) FROM sightings g WHERE g.key = f.key), f.key) AS record_key,
  1 AS stopped,
  f.both_steps AS completed,
  f.first_id AS event_1, f.first_operation || ' took effect' AS why_1,
  f.failed_id AS event_2, f.next_operation || ' failed, and no success follows' AS why_2,
  (SELECT max(g.id) FROM sightings g WHERE g.key = f.key AND g.step = 'ended') AS event_3, 'the flow ends here' AS why_3,
  true AS not_completed_later,
  true AS not_compensated,
  CASE
    WHEN EXISTS (SELECT 1 FROM undone u WHERE u.key = f.key AND u.at_ms >= f.failed_ms - 1000) THEN 'the earlier steps were undone, or the flow was taken up again'
    WHEN l.end_ms - f.failed_ms < $wait_ms AND NOT EXISTS (SELECT 1 FROM sightings g WHERE g.key = f.key AND g.step = 'ended' AND g.at_ms >= f.failed_ms - 1000)
      THEN 'the log ends within {wait_ms} milliseconds, so the next step may still come'
  END AS ruled_out
FROM first_stop f, logs l
