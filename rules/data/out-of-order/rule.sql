-- One row per update that was applied though a newer version of the same record had been applied before.
WITH
-- A message that is sent in may be named on every update, while its path names the record that is updated: where few
-- records get many messages, the path knows the record.
addressed AS (
  SELECT operation FROM observations
  WHERE version IS NOT NULL AND record_key IS NOT NULL AND method IN ('PUT', 'PATCH') AND route LIKE '%}' AND path LIKE '/%'
  GROUP BY operation HAVING count(DISTINCT split_part(path, '?', 1)) < 0.9 * count(DISTINCT record_key)
),
updates AS (
  SELECT o.*, CASE WHEN a.operation IS NULL THEN o.record_key ELSE regexp_extract(split_part(o.path, '?', 1), '([^/]+)/?$', 1) END AS updated
  FROM observations o LEFT JOIN addressed a ON a.operation = o.operation
),
told AS (
  -- Writes that went through, and lines that say that an update is done.
  SELECT o.id, coalesce(o.source, o.service) AS source, o.target, o.operation, coalesce(o.end_ms, o.at_ms) AS at_ms,
    lower(ltrim(o.updated, '#')) AS key, o.updated AS record_key, o.version, o.stream, coalesce(o.operation, o.stream) AS unit,
    coalesce(o.operation, o.topic, o.logger, o.service) AS name, 1 AS is_call
  FROM updates o
  WHERE o.version IS NOT NULL AND o.record_key IS NOT NULL AND o.at_ms IS NOT NULL AND NOT o.is_echo
    AND o.outcome IN ('ok', 'ok_with_errors') AND (o.is_write OR o.kind <> 'exchange')
    AND coalesce(o.signal, 'succeeded') IN ('succeeded')
  UNION ALL
  SELECT e.id, e.service, coalesce(e.target, l.target), e.operation, e.at_ms,
    lower(ltrim(e.record_key, '#')), e.record_key, e.version, e.stream, coalesce(e.operation, e.topic, e.logger, e.service, e.stream),
    coalesce(e.operation, l.operation, CASE WHEN e.topic NOT IN ('stdout', 'stderr') THEN e.topic END, t.topic, e.logger, e.service), 0
  FROM events e LEFT JOIN line_operations l ON l.id = e.id LEFT JOIN event_topics t ON t.event_key = e.event_key
  WHERE e.version IS NOT NULL AND e.record_key IS NOT NULL AND e.at_ms IS NOT NULL AND e.kind = 'statement' AND e.signal = 'succeeded'
),
-- A record of which calls with versions are there is judged by them; lines that say it again add nothing.
applied AS (
  SELECT t.* FROM told t
  WHERE t.is_call = 1 OR NOT EXISTS (SELECT 1 FROM told c WHERE c.is_call = 1 AND c.key = t.key)
),
steps AS (
  SELECT *,
    lag(version) OVER (PARTITION BY unit, key ORDER BY at_ms, id) AS previous_version,
    max(version) OVER (PARTITION BY unit, key ORDER BY at_ms, id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS newest
  FROM applied
),
-- A number is a version only where it grows with the record: nearly all steps go up or stay.
counts AS (
  SELECT unit, count(*) AS steps, count(*) FILTER (WHERE version >= previous_version) AS upward, count(*) FILTER (WHERE version > previous_version) AS growing
  FROM steps WHERE previous_version IS NOT NULL GROUP BY unit
),
newer AS (
  SELECT s.unit, s.key, s.id AS stale_id, max_by(n.id, n.version) AS newer_id, max_by(n.at_ms, n.version) AS newer_ms, max_by(n.stream, n.version) AS newer_stream
  FROM steps s
  JOIN applied n ON n.unit = s.unit AND n.key = s.key AND n.version > s.version AND (n.at_ms < s.at_ms OR (n.at_ms = s.at_ms AND n.id < s.id))
  WHERE s.version < s.newest
  GROUP BY s.unit, s.key, s.id
),
latest AS (
  SELECT unit, key, max_by(version, at_ms) AS last_version, max(version) AS highest FROM applied GROUP BY unit, key
)
-- A log that names neither the work nor a system is what the updates went into: its file stands for the target.
SELECT s.source, CASE WHEN s.name IS NULL THEN coalesce(s.target, regexp_replace(regexp_replace(s.stream, '^.*/', ''), '\..*$', '')) ELSE s.target END AS target, s.name AS operation,
  s.at_ms, s.at_ms AS end_ms,
  s.record_key,
  1 AS stale_updates,
  CASE WHEN l.last_version < l.highest AND s.version = l.last_version THEN 1 ELSE 0 END AS left_old,
  s.newest - s.version AS versions_back,
  n.newer_id AS event_1, 'version ' || cast(cast(s.newest AS bigint) AS varchar) || ' is applied' AS why_1,
  s.id AS event_2, 'version ' || cast(cast(s.version AS bigint) AS varchar) || ' is applied over it' AS why_2,
  CASE WHEN s.is_call = 1 THEN 0.95 ELSE 0.88 END AS certainty,
  true AS applied,
  true AS is_version,
  true AS not_undone,
  CASE
    WHEN NOT (c.growing >= 3 AND c.upward >= $least_upward * c.steps) THEN 'the number does not grow with the record in {least_upward} of its steps, so it is no version'
    -- Lines of one moment may stand in any order, and the clocks of two logs may differ by seconds.
    WHEN s.at_ms <= n.newer_ms + (CASE WHEN s.stream = n.newer_stream THEN 0 ELSE $clocks_ms END) THEN 'too close in time for clocks that differ by {clocks_ms} milliseconds'
    -- Where the time of a state counts for its version, what happened within seconds may be written down in any order.
    WHEN s.version > 1000000000000 AND s.newest - s.version <= $clocks_ms THEN 'states that are {clocks_ms} milliseconds apart at most'
    -- An update that was undone on purpose brings an older state back rightly.
    WHEN EXISTS (
      SELECT 1 FROM events u WHERE u.signal = 'compensated' AND lower(ltrim(u.record_key, '#')) = s.key AND u.at_ms BETWEEN n.newer_ms AND s.at_ms
    ) THEN 'the newer state was undone on purpose'
  END AS ruled_out
FROM steps s
JOIN counts c ON c.unit = s.unit
JOIN newer n ON n.stale_id = s.id AND n.unit = s.unit
JOIN latest l ON l.unit = s.unit AND l.key = s.key
WHERE s.version < s.newest
