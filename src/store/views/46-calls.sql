-- calls: one row per exchange, delivery or job run that really happened, with what every vantage knows of it.
CREATE TABLE calls AS
WITH counted AS (
  SELECT o.*, k.call_key, k.sure, k.by_likeness
  FROM observations o
  JOIN call_keys k ON k.id = o.id
  LEFT JOIN counted_vantages v
    ON v.method IS NOT DISTINCT FROM o.method AND v.route = o.route AND v.vantage_rank = o.vantage_rank
    AND v.fine = (o.outcome IN ('ok', 'replayed', 'ok_with_errors'))
  WHERE k.seen_times > 1 OR o.route IS NULL OR o.kind <> 'exchange' OR o.span_id IS NOT NULL OR v.vantage_rank IS NOT NULL
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
  min_by(limit_window_ms, vantage_rank) FILTER (WHERE limit_window_ms IS NOT NULL) AS limit_window_ms,
  min_by(work_key, vantage_rank) FILTER (WHERE sure AND work_key IS NOT NULL) AS work_key,
  min_by(record_key, vantage_rank) FILTER (WHERE sure AND record_key IS NOT NULL) AS record_key,
  min_by(record_field, vantage_rank) FILTER (WHERE sure AND record_key IS NOT NULL) AS record_field,
  min_by(event_key, vantage_rank) FILTER (WHERE sure AND event_key IS NOT NULL) AS event_key,
  min_by(job_id, vantage_rank) FILTER (WHERE sure AND job_id IS NOT NULL) AS job_id,
  min_by(batch_id, vantage_rank) FILTER (WHERE sure AND batch_id IS NOT NULL) AS batch_id,
  min_by(request_id, vantage_rank) FILTER (WHERE request_id IS NOT NULL) AS request_id,
  min_by(correlation_id, vantage_rank) FILTER (WHERE correlation_id IS NOT NULL) AS correlation_id,
  min_by(trace_id, vantage_rank) FILTER (WHERE trace_id IS NOT NULL) AS trace_id,
  min_by(idempotency_key, vantage_rank) FILTER (WHERE sure AND idempotency_key IS NOT NULL) AS idempotency_key,
  min_by(payload_hash, vantage_rank) FILTER (WHERE sure AND payload_hash IS NOT NULL) AS payload_hash,
  min_by(body_shape, vantage_rank) FILTER (WHERE body_shape IS NOT NULL) AS body_shape,
  min_by(body_outcome, vantage_rank) FILTER (WHERE body_outcome IS NOT NULL) AS body_outcome,
  min_by(topic, vantage_rank) FILTER (WHERE topic IS NOT NULL) AS topic,
  min_by(version, vantage_rank) FILTER (WHERE version IS NOT NULL) AS version,
  min_by(created_id, vantage_rank) FILTER (WHERE sure AND created_id IS NOT NULL) AS created_id,
  min_by(created_field, vantage_rank) FILTER (WHERE sure AND created_id IS NOT NULL) AS created_field,
  max_by(status, vantage_rank) FILTER (WHERE sure AND vantage_rank > 1) AS target_status,
  max_by(outcome, vantage_rank) FILTER (WHERE sure AND vantage_rank > 1) AS target_outcome,
  max_by(duration_ms, vantage_rank) FILTER (WHERE sure AND vantage_rank > 1) AS target_duration_ms,
  max_by(file, vantage_rank) FILTER (WHERE sure AND vantage_rank > 1) AS target_file,
  max_by(line, vantage_rank) FILTER (WHERE sure AND vantage_rank > 1) AS target_line,
  count(*) AS observed_times,
  CASE WHEN bool_or(by_likeness) THEN 'likeness' WHEN count(*) > 1 THEN 'ids' END AS joined_by
FROM counted
GROUP BY call_key;
