-- calls: one row per exchange, delivery or job run that really happened, with what every vantage knows of it.
CREATE TEMP TABLE counted AS
SELECT o.id, k.call_key, k.sure, k.by_likeness, row_number() OVER (PARTITION BY k.call_key ORDER BY o.vantage_rank, o.id) AS nth
FROM observations o
JOIN call_keys k ON k.id = o.id
LEFT JOIN uncounted_vantages v
  ON v.method IS NOT DISTINCT FROM o.method AND v.route = o.route AND v.vantage_rank = o.vantage_rank
  AND v.fine = (o.outcome IN ('ok', 'replayed', 'ok_with_errors'))
WHERE k.seen_times > 1 OR o.route IS NULL OR o.kind <> 'exchange' OR o.span_id IS NOT NULL OR v.vantage_rank IS NULL;

-- What stands left of a join is read in its order: observations are in the order of their numbers, and so will the calls be.
SET disabled_optimizers = 'join_order,build_side_probe_side';
-- Proxies that write a line for each of their tries: the number on it says which try it is, not how many there were.
CREATE TEMP TABLE numbered_tries AS
SELECT DISTINCT stream FROM observations WHERE seen_from = 'proxy' AND attempt IS NOT NULL AND request_id IS NOT NULL
GROUP BY stream, request_id HAVING count(DISTINCT attempt) > 1;

CREATE TABLE calls AS
WITH
-- What the vantages after the first one know. Most calls have one vantage: nothing is gathered for them.
others AS (
  SELECT
    c.call_key,
    min_by(o.source, o.vantage_rank) AS source,
    min_by(o.target, o.vantage_rank) AS target,
    min_by(o.method, o.vantage_rank) AS method,
    min_by(o.route, o.vantage_rank) AS route,
    min_by(o.path, o.vantage_rank) AS path,
    min_by(o.operation, o.vantage_rank) AS operation,
    min_by(o.logger, o.vantage_rank) AS logger,
    min_by(o.worker, o.vantage_rank) AS worker,
    min_by(o.duration_ms, o.vantage_rank) AS duration_ms,
    min_by(o.status, o.vantage_rank) AS status,
    min_by(o.code, o.vantage_rank) AS code,
    min_by(o.error, o.vantage_rank) AS error,
    min_by(o.template, o.vantage_rank) AS template,
    min_by(o.signal, o.vantage_rank) AS signal,
    min_by(o.timed_out, o.vantage_rank) AS timed_out,
    min_by(o.timeout_ms, o.vantage_rank) AS timeout_ms,
    min_by(o.sent, o.vantage_rank) AS sent,
    min_by(o.attempt, o.vantage_rank) AS attempt,
    min_by(o.max_attempts, o.vantage_rank) AS max_attempts,
    min_by(o.wait_ms, o.vantage_rank) AS wait_ms,
    min_by(o.retry_after_ms, o.vantage_rank) AS retry_after_ms,
    min_by(o.limit_max, o.vantage_rank) AS limit_max,
    min_by(o.limit_remaining, o.vantage_rank) AS limit_remaining,
    min_by(o.limit_window_ms, o.vantage_rank) AS limit_window_ms,
    min_by(o.work_key, o.vantage_rank) FILTER (WHERE c.sure) AS work_key,
    min_by(o.record_key, o.vantage_rank) FILTER (WHERE c.sure) AS record_key,
    min_by(o.record_field, o.vantage_rank) FILTER (WHERE c.sure) AS record_field,
    min_by(o.event_key, o.vantage_rank) FILTER (WHERE c.sure) AS event_key,
    min_by(o.job_id, o.vantage_rank) FILTER (WHERE c.sure) AS job_id,
    min_by(o.batch_id, o.vantage_rank) FILTER (WHERE c.sure) AS batch_id,
    min_by(o.request_id, o.vantage_rank) AS request_id,
    min_by(o.correlation_id, o.vantage_rank) AS correlation_id,
    min_by(o.trace_id, o.vantage_rank) AS trace_id,
    min_by(o.idempotency_key, o.vantage_rank) FILTER (WHERE c.sure) AS idempotency_key,
    min_by(o.payload_hash, o.vantage_rank) FILTER (WHERE c.sure) AS payload_hash,
    min_by(o.body_shape, o.vantage_rank) AS body_shape,
    min_by(o.body_outcome, o.vantage_rank) AS body_outcome,
    min_by(o.topic, o.vantage_rank) AS topic,
    min_by(o.version, o.vantage_rank) AS version,
    min_by(o.created_id, o.vantage_rank) FILTER (WHERE c.sure) AS created_id,
    min_by(o.created_field, o.vantage_rank) FILTER (WHERE c.sure) AS created_field,
    max_by(o.status, o.vantage_rank) FILTER (WHERE c.sure AND o.vantage_rank > 1) AS target_status,
    max_by(o.outcome, o.vantage_rank) FILTER (WHERE c.sure AND o.vantage_rank > 1) AS target_outcome,
    max_by(o.duration_ms, o.vantage_rank) FILTER (WHERE c.sure AND o.vantage_rank > 1) AS target_duration_ms,
    max_by(o.file, o.vantage_rank) FILTER (WHERE c.sure AND o.vantage_rank > 1) AS target_file,
    max_by(o.line, o.vantage_rank) FILTER (WHERE c.sure AND o.vantage_rank > 1) AS target_line,
    max(o.attempt) FILTER (WHERE o.seen_from = 'proxy' AND o.stream NOT IN (SELECT stream FROM numbered_tries)) AS passed_on,
    count(*) AS lines,
    bool_or(c.by_likeness) AS by_likeness
  FROM observations o JOIN counted c ON c.id = o.id
  WHERE c.nth > 1
  GROUP BY c.call_key
),
firsts AS (SELECT o.*, c.call_key, c.sure, c.by_likeness FROM observations o JOIN counted c ON c.id = o.id WHERE c.nth = 1)
SELECT
  f.id AS id,
  f.file AS file,
  f.line AS line,
  f.kind AS kind,
  f.stream AS stream,
  f.seen_from AS seen_from,
  coalesce(f.source, r.source) AS source,
  coalesce(f.target, r.target) AS target,
  coalesce(f.method, r.method) AS method,
  coalesce(f.route, r.route) AS route,
  coalesce(f.path, r.path) AS path,
  coalesce(f.operation, r.operation) AS operation,
  coalesce(f.logger, r.logger) AS logger,
  coalesce(f.worker, r.worker) AS worker,
  coalesce(f.start_ms, f.at_ms) AS start_ms,
  coalesce(f.end_ms, f.at_ms) AS end_ms,
  f.at_ms AS at_ms,
  coalesce(f.duration_ms, r.duration_ms) AS duration_ms,
  coalesce(f.status, r.status) AS status,
  coalesce(f.code, r.code) AS code,
  coalesce(f.error, r.error) AS error,
  coalesce(f.template, r.template) AS template,
  coalesce(f.signal, r.signal) AS signal,
  f.outcome AS outcome,
  f.is_write AS is_write,
  coalesce(f.timed_out, r.timed_out) AS timed_out,
  coalesce(f.timeout_ms, r.timeout_ms) AS timeout_ms,
  coalesce(f.sent, r.sent) AS sent,
  coalesce(f.attempt, r.attempt) AS attempt,
  coalesce(f.max_attempts, r.max_attempts) AS max_attempts,
  coalesce(f.wait_ms, r.wait_ms) AS wait_ms,
  coalesce(f.retry_after_ms, r.retry_after_ms) AS retry_after_ms,
  coalesce(f.limit_max, r.limit_max) AS limit_max,
  coalesce(f.limit_remaining, r.limit_remaining) AS limit_remaining,
  coalesce(f.limit_window_ms, r.limit_window_ms) AS limit_window_ms,
  coalesce(CASE WHEN f.sure THEN f.work_key END, r.work_key) AS work_key,
  coalesce(CASE WHEN f.sure THEN f.record_key END, r.record_key) AS record_key,
  coalesce(CASE WHEN f.sure THEN f.record_field END, r.record_field) AS record_field,
  coalesce(CASE WHEN f.sure THEN f.event_key END, r.event_key) AS event_key,
  coalesce(CASE WHEN f.sure THEN f.job_id END, r.job_id) AS job_id,
  coalesce(CASE WHEN f.sure THEN f.batch_id END, r.batch_id) AS batch_id,
  coalesce(f.request_id, r.request_id) AS request_id,
  coalesce(f.correlation_id, r.correlation_id) AS correlation_id,
  coalesce(f.trace_id, r.trace_id) AS trace_id,
  coalesce(CASE WHEN f.sure THEN f.idempotency_key END, r.idempotency_key) AS idempotency_key,
  coalesce(CASE WHEN f.sure THEN f.payload_hash END, r.payload_hash) AS payload_hash,
  coalesce(f.body_shape, r.body_shape) AS body_shape,
  coalesce(f.body_outcome, r.body_outcome) AS body_outcome,
  coalesce(f.topic, r.topic) AS topic,
  coalesce(f.version, r.version) AS version,
  coalesce(CASE WHEN f.sure THEN f.created_id END, r.created_id) AS created_id,
  coalesce(CASE WHEN f.sure THEN f.created_field END, r.created_field) AS created_field,
  coalesce(r.target_status, CASE WHEN f.sure AND f.vantage_rank > 1 THEN f.status END) AS target_status,
  coalesce(r.target_outcome, CASE WHEN f.sure AND f.vantage_rank > 1 THEN f.outcome END) AS target_outcome,
  coalesce(r.target_duration_ms, CASE WHEN f.sure AND f.vantage_rank > 1 THEN f.duration_ms END) AS target_duration_ms,
  coalesce(r.target_file, CASE WHEN f.sure AND f.vantage_rank > 1 THEN f.file END) AS target_file,
  coalesce(r.target_line, CASE WHEN f.sure AND f.vantage_rank > 1 THEN f.line END) AS target_line,
  -- A proxy counts how often it passed one request on.
  coalesce(r.passed_on, CASE WHEN f.seen_from = 'proxy' AND f.stream NOT IN (SELECT stream FROM numbered_tries) THEN f.attempt END) AS passed_on,
  1 + coalesce(r.lines, 0) AS observed_times,
  CASE WHEN f.by_likeness OR r.by_likeness THEN 'likeness' WHEN r.lines > 0 THEN 'ids' END AS joined_by
FROM firsts f LEFT JOIN others r ON r.call_key = f.call_key;
RESET disabled_optimizers;

DROP TABLE counted;
DROP TABLE uncounted_vantages;
