-- call_keys: which observations are the same call. Spans are joined by their parent, exchanges by a
-- request id that several streams share. The stream nearest to the caller names the calls of a request id;
-- the lines of another stream belong to them one to one: in their order where both saw as many, else by time.
CREATE TEMP TABLE request_lines AS
SELECT id, request_id, method, stream || '|' || seen_from AS lane, vantage_rank, sent,
  coalesce(start_ms, at_ms) AS start_ms, coalesce(end_ms, at_ms) AS end_ms
FROM observations
WHERE request_id IS NOT NULL AND span_id IS NULL AND NOT is_echo;

CREATE TEMP TABLE request_anchors AS
WITH lanes AS (
  SELECT request_id, lane, min(vantage_rank) AS vantage_rank, count(*) OVER (PARTITION BY request_id) AS lanes
  FROM request_lines GROUP BY request_id, lane
),
first_lanes AS (
  SELECT request_id, lane FROM lanes WHERE lanes > 1
  QUALIFY row_number() OVER (PARTITION BY request_id ORDER BY vantage_rank, lane) = 1
)
SELECT l.*, row_number() OVER per_method AS place, count(*) OVER (PARTITION BY l.request_id, l.method) AS places
FROM request_lines l JOIN first_lanes f ON f.request_id = l.request_id AND f.lane = l.lane
-- What was never sent reached no other vantage.
WHERE l.sent IS DISTINCT FROM false
WINDOW per_method AS (PARTITION BY l.request_id, l.method ORDER BY l.start_ms, l.id);

CREATE TEMP TABLE request_pairs AS
WITH others AS (
  SELECT l.*, row_number() OVER per_method AS place, count(*) OVER (PARTITION BY l.request_id, l.lane, l.method) AS places
  FROM request_lines l
  WHERE EXISTS (SELECT 1 FROM request_anchors a WHERE a.request_id = l.request_id AND a.lane <> l.lane)
  WINDOW per_method AS (PARTITION BY l.request_id, l.lane, l.method ORDER BY l.start_ms, l.id)
),
candidates AS (
  SELECT a.id AS anchor_id, o.id, o.lane,
    CASE WHEN a.places = o.places AND a.place = o.place THEN -1
      ELSE least(abs(o.start_ms - a.start_ms), abs(o.end_ms - a.end_ms)) END AS distance
  FROM others o
  JOIN request_anchors a ON a.request_id = o.request_id AND a.lane <> o.lane
    AND (a.method = o.method OR a.method IS NULL OR o.method IS NULL)
  WHERE a.places <> o.places OR a.place = o.place OR a.method IS DISTINCT FROM o.method
),
chosen AS (
  SELECT * FROM candidates QUALIFY row_number() OVER (PARTITION BY id ORDER BY distance, anchor_id) = 1
)
SELECT id, anchor_id FROM chosen
QUALIFY row_number() OVER (PARTITION BY anchor_id, lane ORDER BY distance, id) = 1;

CREATE TABLE call_keys AS
WITH client_spans AS (SELECT DISTINCT span_id FROM observations WHERE span_id IS NOT NULL AND seen_from = 'caller'),
keyed AS (
  SELECT o.id,
    CASE
      WHEN o.span_id IS NOT NULL AND o.seen_from = 'caller' THEN 'span:' || o.span_id
      WHEN o.span_id IS NOT NULL AND cs.span_id IS NOT NULL THEN 'span:' || o.parent_span_id
      WHEN o.span_id IS NOT NULL THEN 'span:' || o.span_id
      ELSE 'line:' || coalesce(p.anchor_id, o.id)
    END AS call_key
  FROM observations o
  LEFT JOIN request_pairs p ON p.id = o.id
  LEFT JOIN client_spans cs ON cs.span_id = o.parent_span_id
  WHERE NOT o.is_echo
)
SELECT id, call_key, count(*) OVER (PARTITION BY call_key) AS seen_times FROM keyed;

-- Where no id joins the vantages of an operation, one vantage is counted and the others are left out:
-- the caller's if it saw a fair share of what the servers saw, else the server side that saw the most.
CREATE TABLE counted_vantages AS
WITH per_vantage AS (
  SELECT o.method, o.route, o.outcome IN ('ok', 'replayed', 'ok_with_errors') AS fine, o.vantage_rank,
    count(*) AS seen, count(*) FILTER (WHERE k.seen_times > 1) AS joined
  FROM observations o JOIN call_keys k ON k.id = o.id
  WHERE o.route IS NOT NULL AND o.kind = 'exchange' AND o.span_id IS NULL
  GROUP BY ALL
),
per_route AS (
  SELECT method, route, fine,
    coalesce(sum(seen) FILTER (WHERE vantage_rank = 1), 0) AS by_caller,
    coalesce(sum(seen) FILTER (WHERE vantage_rank = 2), 0) AS by_proxy,
    coalesce(sum(seen) FILTER (WHERE vantage_rank = 3), 0) AS by_target,
    sum(joined) AS joined, count(DISTINCT vantage_rank) AS vantages,
    min(seen) AS fewest
  FROM per_vantage GROUP BY ALL
)
SELECT method, route, fine,
  CASE
    WHEN vantages = 1 OR joined >= fewest THEN 0
    WHEN by_caller > 0 AND by_caller >= 0.35 * greatest(by_proxy, by_target) THEN 1
    WHEN by_proxy >= by_target THEN 2
    ELSE 3
  END AS vantage_rank
FROM per_route;

-- calls: one row per exchange, delivery or job run that really happened, with what every vantage knows of it.
CREATE TABLE calls AS
WITH counted AS (
  SELECT o.*, k.call_key
  FROM observations o
  JOIN call_keys k ON k.id = o.id
  LEFT JOIN counted_vantages v
    ON v.method IS NOT DISTINCT FROM o.method AND v.route = o.route AND o.kind = 'exchange' AND o.span_id IS NULL
    AND v.fine = (o.outcome IN ('ok', 'replayed', 'ok_with_errors'))
  WHERE k.seen_times > 1 OR coalesce(v.vantage_rank, 0) IN (0, o.vantage_rank)
)
SELECT
  min_by(id, vantage_rank) AS id,
  min_by(file, vantage_rank) AS file,
  min_by(line, vantage_rank) AS line,
  min_by(kind, vantage_rank) AS kind,
  min_by(stream, vantage_rank) AS stream,
  min_by(source, vantage_rank) FILTER (WHERE source IS NOT NULL) AS source,
  min_by(target, vantage_rank) FILTER (WHERE target IS NOT NULL) AS target,
  min_by(method, vantage_rank) FILTER (WHERE method IS NOT NULL) AS method,
  min_by(route, vantage_rank) FILTER (WHERE route IS NOT NULL) AS route,
  min_by(path, vantage_rank) FILTER (WHERE path IS NOT NULL) AS path,
  min_by(operation, vantage_rank) FILTER (WHERE operation IS NOT NULL) AS operation,
  min_by(logger, vantage_rank) FILTER (WHERE logger IS NOT NULL) AS logger,
  min_by(worker, vantage_rank) FILTER (WHERE worker IS NOT NULL) AS worker,
  min_by(coalesce(start_ms, at_ms), vantage_rank) AS start_ms,
  min_by(coalesce(end_ms, at_ms), vantage_rank) AS end_ms,
  min_by(at_ms, vantage_rank) AS at_ms,
  min_by(duration_ms, vantage_rank) FILTER (WHERE duration_ms IS NOT NULL) AS duration_ms,
  min_by(status, vantage_rank) FILTER (WHERE status IS NOT NULL) AS status,
  min_by(code, vantage_rank) FILTER (WHERE code IS NOT NULL) AS code,
  min_by(error, vantage_rank) FILTER (WHERE error IS NOT NULL) AS error,
  min_by(template, vantage_rank) FILTER (WHERE template IS NOT NULL) AS template,
  min_by(signal, vantage_rank) FILTER (WHERE signal IS NOT NULL) AS signal,
  min_by(outcome, vantage_rank) AS outcome,
  min_by(is_write, vantage_rank) AS is_write,
  min_by(timed_out, vantage_rank) FILTER (WHERE timed_out IS NOT NULL) AS timed_out,
  min_by(timeout_ms, vantage_rank) FILTER (WHERE timeout_ms IS NOT NULL) AS timeout_ms,
  min_by(sent, vantage_rank) FILTER (WHERE sent IS NOT NULL) AS sent,
  min_by(attempt, vantage_rank) FILTER (WHERE attempt IS NOT NULL) AS attempt,
  min_by(max_attempts, vantage_rank) FILTER (WHERE max_attempts IS NOT NULL) AS max_attempts,
  min_by(wait_ms, vantage_rank) FILTER (WHERE wait_ms IS NOT NULL) AS wait_ms,
  min_by(retry_after_ms, vantage_rank) FILTER (WHERE retry_after_ms IS NOT NULL) AS retry_after_ms,
  min_by(limit_max, vantage_rank) FILTER (WHERE limit_max IS NOT NULL) AS limit_max,
  min_by(limit_remaining, vantage_rank) FILTER (WHERE limit_remaining IS NOT NULL) AS limit_remaining,
  min_by(work_key, vantage_rank) FILTER (WHERE work_key IS NOT NULL) AS work_key,
  min_by(record_key, vantage_rank) FILTER (WHERE record_key IS NOT NULL) AS record_key,
  min_by(record_field, vantage_rank) FILTER (WHERE record_key IS NOT NULL) AS record_field,
  min_by(event_key, vantage_rank) FILTER (WHERE event_key IS NOT NULL) AS event_key,
  min_by(job_id, vantage_rank) FILTER (WHERE job_id IS NOT NULL) AS job_id,
  min_by(batch_id, vantage_rank) FILTER (WHERE batch_id IS NOT NULL) AS batch_id,
  min_by(request_id, vantage_rank) FILTER (WHERE request_id IS NOT NULL) AS request_id,
  min_by(correlation_id, vantage_rank) FILTER (WHERE correlation_id IS NOT NULL) AS correlation_id,
  min_by(trace_id, vantage_rank) FILTER (WHERE trace_id IS NOT NULL) AS trace_id,
  min_by(idempotency_key, vantage_rank) FILTER (WHERE idempotency_key IS NOT NULL) AS idempotency_key,
  min_by(payload_hash, vantage_rank) FILTER (WHERE payload_hash IS NOT NULL) AS payload_hash,
  min_by(body_shape, vantage_rank) FILTER (WHERE body_shape IS NOT NULL) AS body_shape,
  min_by(body_outcome, vantage_rank) FILTER (WHERE body_outcome IS NOT NULL) AS body_outcome,
  min_by(topic, vantage_rank) FILTER (WHERE topic IS NOT NULL) AS topic,
  min_by(version, vantage_rank) FILTER (WHERE version IS NOT NULL) AS version,
  min_by(created_id, vantage_rank) FILTER (WHERE created_id IS NOT NULL) AS created_id,
  min_by(created_field, vantage_rank) FILTER (WHERE created_id IS NOT NULL) AS created_field,
  max_by(status, vantage_rank) FILTER (WHERE vantage_rank > 1) AS target_status,
  max_by(outcome, vantage_rank) FILTER (WHERE vantage_rank > 1) AS target_outcome,
  max_by(duration_ms, vantage_rank) FILTER (WHERE vantage_rank > 1) AS target_duration_ms,
  max_by(file, vantage_rank) FILTER (WHERE vantage_rank > 1) AS target_file,
  max_by(line, vantage_rank) FILTER (WHERE vantage_rank > 1) AS target_line,
  count(*) AS observed_times
FROM counted
GROUP BY call_key;

-- A caller that does not name the target: the server-side service that answers the same route, if there is only one.
CREATE TEMP TABLE route_targets AS
SELECT method, route, min(target) AS target
FROM observations
WHERE route IS NOT NULL AND target IS NOT NULL
GROUP BY method, route
HAVING count(DISTINCT target) = 1;

UPDATE calls c SET target = t.target
FROM route_targets t
WHERE c.target IS NULL AND c.route = t.route AND c.method IS NOT DISTINCT FROM t.method;

-- A proxy's line knows no business record; the lines of the application that carry its request id do,
-- when they all speak of one and the same.
CREATE TEMP TABLE request_records AS
SELECT request_id, min(record_key) AS record_key, min(record_field) AS record_field
FROM events
WHERE request_id IS NOT NULL AND record_key IS NOT NULL
GROUP BY request_id
HAVING count(DISTINCT record_key) = 1;

UPDATE calls c
SET record_key = r.record_key, record_field = r.record_field, work_key = 'key:' || lower(ltrim(r.record_key, '#'))
FROM request_records r
WHERE c.record_key IS NULL AND c.request_id = r.request_id;
