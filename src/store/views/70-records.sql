-- sightings: every place where the input speaks of a business record, and what it says of its way.
CREATE TABLE sightings AS
SELECT
  e.id, e.at_ms, e.file, e.line, e.stream, e.service, e.kind, e.signal, e.record_field,
  lower(ltrim(e.record_key, '#')) AS key, e.record_key,
  o.outcome, o.is_write, o.operation,
  CASE
    WHEN e.kind = 'row' THEN 'row'
    WHEN e.kind = 'item' THEN 'item'
    WHEN e.signal IN ('gave_up', 'dead_lettered', 'swallowed', 'flow_aborted') THEN 'ended'
    WHEN e.signal IN ('requeued', 'resumed') THEN 'requeued'
    WHEN e.signal IN ('duplicate_skipped', 'stale_skipped', 'compensated') THEN 'settled'
    WHEN o.outcome IN ('ok', 'replayed', 'refused_duplicate') AND o.is_write THEN 'done'
    WHEN o.outcome IN ('ok', 'replayed', 'refused_duplicate') THEN 'read'
    WHEN o.outcome IS NOT NULL AND o.outcome <> 'unknown' THEN 'failed'
    WHEN e.signal = 'succeeded' THEN 'done'
    WHEN e.signal = 'failed' THEN 'failed'
    WHEN e.signal = 'received' THEN 'received'
    ELSE 'mentioned'
  END AS step
FROM events e
LEFT JOIN (SELECT id, outcome, is_write, operation FROM observations) o ON o.id = e.id
WHERE e.record_key IS NOT NULL;

-- endings: the last time work on a record was given up, with the operation that failed before.
CREATE TABLE endings AS
WITH ended AS (
  SELECT key, max_by(id, at_ms) AS id, max(at_ms) AS at_ms, max_by(signal, at_ms) AS signal, max_by(record_key, at_ms) AS record_key,
    max_by(service, at_ms) AS service, max_by(stream, at_ms) AS stream, max_by(operation, at_ms) AS operation, min(at_ms) AS first_ms
  FROM sightings WHERE step = 'ended' AND at_ms IS NOT NULL GROUP BY key
),
last_failed AS (
  SELECT lower(ltrim(record_key, '#')) AS key, max_by(operation, start_ms) AS operation, max_by(target, start_ms) AS target,
    max_by(source, start_ms) AS source, max_by(id, start_ms) AS id, max(end_ms) AS end_ms, min(start_ms) AS start_ms, count(*) AS attempts
  FROM calls
  WHERE record_key IS NOT NULL AND outcome NOT IN ('ok', 'replayed', 'refused_duplicate') AND operation IS NOT NULL AND (is_write OR kind <> 'exchange')
  GROUP BY ALL
)
SELECT e.key, e.record_key, e.id, e.at_ms, e.first_ms, e.signal, e.stream,
  coalesce(f.operation, e.operation) AS operation, f.target, coalesce(f.source, e.service) AS source,
  f.id AS failed_id, coalesce(f.attempts, 0) AS attempts
FROM ended e
LEFT JOIN last_failed f ON f.key = e.key AND f.start_ms <= e.at_ms + 1000;
