-- One row per record whose first steps took effect and whose later step failed for good.
WITH
-- Steps are tied by their record, and by the event, job or flow (a correlation id) under which they are made: an
-- answer may name its record only where the step went well.
tied AS (
  SELECT *, lower(ltrim(record_key, '#')) AS key, record_key AS spelled, false AS is_unnamed FROM calls WHERE record_key IS NOT NULL
  UNION ALL
  SELECT *, lower(coalesce(event_key, job_id, correlation_id)), coalesce(event_key, job_id, correlation_id), true FROM calls WHERE coalesce(event_key, job_id, correlation_id) IS NOT NULL
),
-- What is said of records and of flows.
said AS (
  SELECT id, at_ms, signal, lower(ltrim(record_key, '#')) AS key FROM events
  WHERE record_key IS NOT NULL AND at_ms IS NOT NULL AND signal IN ('flow_aborted', 'gave_up', 'dead_lettered', 'compensated', 'resumed')
  UNION ALL
  SELECT id, at_ms, signal, lower(coalesce(event_key, job_id, correlation_id)) FROM events
  WHERE coalesce(event_key, job_id, correlation_id) IS NOT NULL AND at_ms IS NOT NULL
    AND signal IN ('flow_aborted', 'gave_up', 'dead_lettered', 'compensated', 'resumed')
),
done AS (
  SELECT key, is_unnamed, operation, kind, min(end_ms) AS at_ms, min(id) AS id, max(target) AS target, max(source) AS source,
    -- What a program answers itself is the beginning of its work, and no step that it takes elsewhere.
    CASE WHEN bool_and(seen_from = 'target') THEN min(stream) END AS served_by
  FROM tied
  WHERE is_write AND operation IS NOT NULL AND outcome IN ('ok', 'replayed', 'refused_duplicate')
    -- Tasks of a scheduler are steps of their record as well; that one was received or begun is none yet.
    AND (kind = 'exchange' OR (kind = 'job' AND signal = 'succeeded' AND NOT is_unnamed))
  GROUP BY key, is_unnamed, operation, kind
),
known AS (
  SELECT key, operation FROM done
  UNION
  SELECT key, operation FROM effects WHERE operation IS NOT NULL
),
sizes AS (SELECT is_unnamed, operation, count(DISTINCT key) AS keys FROM done GROUP BY is_unnamed, operation),
-- The usual way: most records that pass the first step pass the next one as well, and later.
flows AS (
  SELECT a.is_unnamed, a.operation AS first_operation, b.operation AS next_operation, count(*) AS both_steps, median(b.at_ms - a.at_ms) AS lag_ms
  -- Of most records one step is all there is. A job and the call that it makes are one step.
  FROM (SELECT * FROM done WHERE (key, is_unnamed) IN (SELECT (key, is_unnamed) FROM done GROUP BY key, is_unnamed HAVING min(operation) <> max(operation))) a
  JOIN done b ON a.key = b.key AND a.is_unnamed = b.is_unnamed AND a.kind = b.kind AND a.operation <> b.operation AND a.at_ms <= b.at_ms
  GROUP BY a.is_unnamed, a.operation, b.operation
),
failed AS (
  SELECT key, operation, max(end_ms) AS at_ms, max(id) AS id, max_by(outcome, id) AS outcome, count(*) AS tries, is_unnamed, max(spelled) AS spelled,
    max(stream) FILTER (WHERE seen_from = 'caller') AS called_by FROM tied
  -- A call that names its record is judged by the record.
  WHERE NOT (is_unnamed AND record_key IS NOT NULL) AND outcome NOT IN ('ok', 'replayed', 'refused_duplicate') GROUP BY key, is_unnamed, operation
),
-- The next step belongs to the way of those as well who tried it again and again and came no further: in a long outage they are most.
furthest AS (
  SELECT key, is_unnamed, max(at_ms) AS at_ms FROM done
  WHERE operation NOT LIKE 'DELETE %' AND (key, is_unnamed) IN (SELECT (key, is_unnamed) FROM failed WHERE tries > 1)
  GROUP BY key, is_unnamed
),
failed_next AS (
  SELECT a.is_unnamed, a.operation AS first_operation, x.operation AS next_operation, count(DISTINCT a.key) AS keys
  FROM done a JOIN failed x ON x.key = a.key AND x.is_unnamed = a.is_unnamed AND x.operation <> a.operation AND x.at_ms >= a.at_ms
  JOIN furthest t ON t.key = a.key AND t.is_unnamed = a.is_unnamed AND t.at_ms <= x.at_ms
  LEFT JOIN done b ON b.key = a.key AND b.is_unnamed = a.is_unnamed AND b.operation = x.operation
  WHERE b.key IS NULL AND x.tries > 1
  GROUP BY a.is_unnamed, a.operation, x.operation
),
steps AS (
  SELECT f.is_unnamed, f.first_operation, f.next_operation, f.both_steps, f.lag_ms, s.keys, f.both_steps + coalesce(n.keys, 0) >= $usual_share * s.keys AS is_usual
  FROM flows f JOIN sizes s ON s.operation = f.first_operation AND s.is_unnamed = f.is_unnamed
  LEFT JOIN failed_next n ON n.is_unnamed = f.is_unnamed AND n.first_operation = f.first_operation AND n.next_operation = f.next_operation
  WHERE f.both_steps >= 5
),
-- Where the log says of the record itself that its flow was broken off, nobody needs to know how most records fare.
aborted AS (
  SELECT key, max(at_ms) AS at_ms FROM said WHERE signal = 'flow_aborted' GROUP BY key
),
-- A process that died leaves the work that it had in hand behind, without a word about it.
deaths AS (
  SELECT id, at_ms FROM events
  WHERE kind IN ('statement', 'job') AND at_ms IS NOT NULL AND (level IN ('warn', 'error', 'fatal') OR signal = 'failed')
    AND says_process_death(concat_ws(' ', code, error, template))
),
last_steps AS (SELECT key, is_unnamed, max(at_ms) AS at_ms FROM done GROUP BY key, is_unnamed),
died AS (
  SELECT l.key, l.is_unnamed, min(x.at_ms) AS at_ms, min_by(x.id, x.at_ms) AS id
  FROM last_steps l JOIN deaths x ON x.at_ms BETWEEN l.at_ms AND l.at_ms + $death_ms
  -- What failed tells of itself; a death explains what was never tried.
  WHERE NOT l.is_unnamed AND l.key NOT IN (SELECT key FROM failed WHERE NOT is_unnamed)
  GROUP BY l.key, l.is_unnamed
),
stopped AS (
  SELECT s.first_operation, s.next_operation, s.both_steps, s.is_usual, s.lag_ms, d.key, d.at_ms AS first_ms, d.id AS first_id,
    coalesce(x.at_ms, z.at_ms) AS failed_ms, coalesce(x.id, z.id) AS failed_id, x.outcome AS failed_outcome, x.tries, x.spelled, d.is_unnamed, x.id IS NULL AS by_death,
    x.called_by IS NOT NULL AND NOT EXISTS (SELECT 1 FROM done o WHERE o.key = d.key AND o.is_unnamed = d.is_unnamed AND o.served_by IS DISTINCT FROM x.called_by) AS only_served,
    (SELECT max(c.target) FROM calls c WHERE c.operation = s.next_operation) AS target,
    d.source
  FROM steps s
  JOIN done d ON d.operation = s.first_operation AND d.is_unnamed = s.is_unnamed
  LEFT JOIN failed x ON x.key = d.key AND x.is_unnamed = d.is_unnamed AND x.operation = s.next_operation
  LEFT JOIN died z ON z.key = d.key AND z.is_unnamed = d.is_unnamed AND s.is_usual
  WHERE NOT EXISTS (SELECT 1 FROM known k WHERE k.key = d.key AND k.operation = s.next_operation)
    AND (s.is_usual OR d.key IN (SELECT key FROM aborted))
  -- The first step of several is told once; a flow may have the id of its record, by which its failures are known.
  QUALIFY row_number() OVER (PARTITION BY d.key, s.next_operation ORDER BY d.at_ms, s.first_operation, d.is_unnamed) = 1
),
-- When two later steps are missing, the one that failed first is where the flow stopped.
first_stop AS (
  SELECT * FROM stopped WHERE failed_ms IS NOT NULL
    AND (is_usual OR EXISTS (SELECT 1 FROM aborted a WHERE a.key = stopped.key AND a.at_ms >= stopped.failed_ms - 1000))
  QUALIFY row_number() OVER (PARTITION BY key ORDER BY failed_ms, by_death, CASE WHEN by_death THEN lag_ms END, next_operation) = 1
),
undone AS (
  SELECT DISTINCT key, at_ms, '' AS operation FROM said WHERE signal IN ('compensated', 'resumed')
  UNION ALL
  SELECT DISTINCT key, end_ms, operation FROM tied
  WHERE outcome IN ('ok', 'replayed')
    -- Calls are many, their operations few.
    AND (method = 'DELETE' OR operation IN (SELECT operation FROM (SELECT DISTINCT operation FROM calls) WHERE says_undoing(operation)))
),
-- A refund with which a cancellation begins is one of its steps, and undoes nothing of it.
taken_back AS (
  SELECT DISTINCT f.key
  FROM first_stop f JOIN undone u ON u.key = f.key AND u.at_ms >= f.failed_ms - 1000
  LEFT JOIN steps s ON s.is_usual AND s.first_operation = u.operation AND s.next_operation = f.next_operation
  WHERE s.first_operation IS NULL
),
ends AS (
  SELECT key, max(id) AS id, max(at_ms) AS at_ms FROM (
    SELECT key, id, at_ms FROM sightings WHERE step = 'ended'
    UNION ALL
    SELECT key, id, at_ms FROM said WHERE signal IN ('flow_aborted', 'gave_up', 'dead_lettered')
  ) GROUP BY key
),
logs AS (SELECT max(at_ms) AS end_ms FROM events WHERE kind IN ('exchange', 'statement', 'job'))
SELECT f.source, f.target, f.next_operation AS operation,
  f.failed_ms AS at_ms, coalesce((SELECT max(g.at_ms) FROM sightings g WHERE g.key = f.key AND g.step IN ('ended', 'failed')), greatest(f.failed_ms, g.at_ms)) AS end_ms,
  coalesce((SELECT max(g.record_key) FROM sightings g WHERE g.key = f.key), f.spelled) AS record_key,
  1 AS stopped,
  f.both_steps AS completed,
  f.first_id AS event_1, f.first_operation || ' took effect' AS why_1,
  f.failed_id AS event_2, CASE WHEN f.by_death THEN 'a process died here, and ' || f.next_operation || ' never came' ELSE f.next_operation || ' failed, and no success follows' END AS why_2,
  g.id AS event_3, 'the flow ends here' AS why_3,
  true AS not_completed_later,
  true AS not_compensated,
  CASE
    WHEN f.only_served THEN 'the program took the record in and brought it nowhere: it is missing, and nothing stands half-way'
    WHEN t.key IS NOT NULL THEN 'the earlier steps were undone, or the flow was taken up again'
    -- To its caller the step went well, and it went on; that it did not is a failure that nobody noticed, and told as one.
    WHEN f.failed_outcome = 'ok_with_errors'
      AND EXISTS (SELECT 1 FROM sightings g WHERE g.key = f.key AND g.id > f.failed_id AND g.step IN ('done', 'mentioned') AND g.kind <> 'row' AND g.at_ms - f.failed_ms <= 60000)
      AND NOT EXISTS (SELECT 1 FROM sightings g WHERE g.key = f.key AND g.id > f.failed_id AND g.step IN ('failed', 'ended', 'requeued'))
      THEN 'the caller took the failed answer for a success'
    WHEN l.end_ms - f.failed_ms < $wait_ms AND coalesce(g.at_ms < f.failed_ms - 1000, true)
      THEN 'the log ends within {wait_ms} milliseconds, so the next step may still come'
    WHEN f.by_death AND count(*) FILTER (WHERE f.by_death) OVER (PARTITION BY f.source, f.next_operation) < $least_deaths
      THEN 'fewer than {least_deaths} flows ended beside a process that died, which may be chance'
    -- What is tried again later may run under another id; one under which tries were repeated, or that is said to have ended, is all there is.
    WHEN f.is_unnamed AND f.tries < 2 AND coalesce(g.at_ms < f.failed_ms - 1000, true) THEN 'a single try under an id that names no record; the next may stand under another'
  END AS ruled_out
FROM first_stop f CROSS JOIN logs l LEFT JOIN ends g ON g.key = f.key LEFT JOIN taken_back t ON t.key = f.key
