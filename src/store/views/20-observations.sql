-- observations: events that describe one exchange, delivery or job run, with their outcome by the
-- taxonomy. source is who called, target is who was called, whatever the vantage.
-- First what is worked out, without the columns that are taken over as they are.
-- What stands left of a join is read in its order: the events are in the order of their numbers, and need not be sorted again.
-- Nor is a table of them ever gathered in memory to look up the few that stand right of it, as the engine would do at times.
SET disabled_optimizers = 'join_order,build_side_probe_side';
CREATE TEMP TABLE observation_marks AS
WITH classified AS (
  SELECT
    e.id, e.at_ms, e.kind, e.stream, e.service, e.client, e.target, e.template, e.status, e.attempt, e.operation, e.created_id, e.request_id,
    e.signal, e.record_key, e.event_key, e.job_id, e.idempotency_key, e.batch_id, e.path, e.route, e.trace_id, e.correlation_id, e.payload_hash,
    c.outcome,
    c.is_write,
    coalesce(e.vantage, 'caller') AS seen_from
  FROM events e
  JOIN outcome_classes c ON c.class_key = e.class_key
  WHERE e.kind IN ('exchange', 'delivery', 'job')
    -- Moving a message is no run of a job; where the log tells of the calls themselves, neither is a job line without an end.
    AND NOT (e.kind = 'job' AND coalesce(e.signal IN ('requeued', 'deferred', 'received', 'started', 'dead_lettered', 'gave_up'), false)
      AND (e.signal NOT IN ('dead_lettered', 'gave_up') OR e.stream IN (SELECT stream FROM events WHERE kind = 'exchange')))
    -- Nor is the line with which a worker puts a job off, where the call that failed in it has a line of its own.
    AND NOT (e.kind = 'job' AND coalesce(e.signal = 'retry_scheduled', false) AND e.job_id IN (
      SELECT job_id FROM events WHERE kind = 'exchange' AND job_id IS NOT NULL AND (status >= 400 OR timed_out OR code IS NOT NULL)))
    -- Nor the line that tells of the job's attempt what its call told.
    AND NOT (e.kind = 'job' AND coalesce(e.signal = 'failed', false) AND e.attempt IS NOT NULL AND (e.job_id, e.attempt) IN (
      SELECT (job_id, attempt) FROM events WHERE kind = 'exchange' AND job_id IS NOT NULL AND attempt IS NOT NULL AND (status >= 400 OR timed_out OR code IS NOT NULL)))
),
-- The lines of a job's run seldom all name its record; the id of the job ties them to the one that some name.
job_records AS (
  SELECT job_id, min(lower(ltrim(record_key, '#'))) AS job_record
  FROM events WHERE job_id IS NOT NULL AND record_key IS NOT NULL AND kind <> 'row'
  GROUP BY job_id HAVING count(DISTINCT lower(ltrim(record_key, '#'))) = 1
),
named AS (
  SELECT
    classified.*,
    CASE seen_from WHEN 'caller' THEN 1 WHEN 'proxy' THEN 2 ELSE 3 END AS vantage_rank,
    CASE WHEN seen_from = 'caller' THEN service ELSE client END AS source,
    CASE WHEN seen_from = 'caller' THEN target WHEN seen_from = 'target' THEN coalesce(service, target) ELSE coalesce(target, service) END AS called,
    CASE
      WHEN record_key IS NOT NULL THEN 'key:' || lower(ltrim(record_key, '#'))
      WHEN job_record IS NOT NULL AND kind = 'job' THEN 'key:' || job_record
      WHEN event_key IS NOT NULL THEN 'event:' || event_key
      WHEN job_id IS NOT NULL THEN 'job:' || job_id
      WHEN idempotency_key IS NOT NULL THEN 'idempotency:' || idempotency_key
      WHEN batch_id IS NOT NULL THEN 'batch:' || batch_id
      WHEN path IS NOT NULL AND route IS NOT NULL AND path <> route AND route LIKE '%{%' THEN 'path:' || path
      WHEN trace_id IS NOT NULL THEN 'trace:' || trace_id
      WHEN correlation_id IS NOT NULL THEN 'correlation:' || correlation_id
      WHEN payload_hash IS NOT NULL THEN 'payload:' || payload_hash
    END AS work_key
  FROM classified LEFT JOIN job_records USING (job_id)
),
-- A caller often logs one attempt twice: once as the failed call, once as the decision that follows
-- ("giving up", "will retry"). The second line is an echo, not another call.
lines AS (
  SELECT
    id, at_ms, kind, stream, service, seen_from, template, status, attempt, operation, created_id, request_id,
    outcome IN ('ok', 'replayed') AS fine,
    coalesce(signal IN ('retry_scheduled', 'gave_up', 'dead_lettered', 'failed', 'succeeded', 'swallowed', 'throttle_wait'), false) AS decides,
    coalesce(work_key, request_id, 'id:' || id) AS line_key
  FROM named
),
-- Most work is one line; only where several lines tell of it, and one of them decides, is there anything to compare.
told_twice AS (
  SELECT stream, service, seen_from, line_key FROM lines
  WHERE line_key IN (SELECT line_key FROM lines WHERE decides)
  GROUP BY ALL HAVING count(*) > 1 AND bool_or(decides)
),
echoes AS (
  SELECT
    l.id,
    coalesce(
      l.decides
      AND l.at_ms - lag(l.at_ms) OVER w <= 150
      AND l.template IS DISTINCT FROM lag(l.template) OVER w
      AND (l.status IS NULL OR lag(l.status) OVER w IS NULL OR l.status = lag(l.status) OVER w)
      -- A job counts its own runs: of the call that ended with the same status it tells without an address.
      AND (l.attempt IS NULL OR lag(l.attempt) OVER w IS NULL OR l.attempt = lag(l.attempt) OVER w
        OR (l.operation IS NULL AND lag(l.operation) OVER w IS NOT NULL AND l.status = lag(l.status) OVER w))
      AND (l.operation IS NULL OR lag(l.operation) OVER w IS NULL OR l.operation = lag(l.operation) OVER w)
      AND (l.created_id IS NULL OR lag(l.created_id) OVER w IS NULL OR l.created_id = lag(l.created_id) OVER w)
      AND (l.request_id IS NULL OR lag(l.request_id) OVER w IS NULL OR l.request_id = lag(l.request_id) OVER w)
      AND l.kind = lag(l.kind) OVER w
      AND l.fine = lag(l.fine) OVER w,
      false
    ) AS is_echo
  FROM lines l JOIN told_twice t
    ON t.line_key = l.line_key AND t.seen_from = l.seen_from AND t.stream = l.stream AND t.service IS NOT DISTINCT FROM l.service
  WINDOW w AS (PARTITION BY l.stream, l.service, l.seen_from, l.line_key ORDER BY l.at_ms, l.id)
)
SELECT n.id, n.outcome, n.is_write, n.seen_from, n.vantage_rank, n.source, n.work_key, coalesce(e.is_echo, false) AS is_echo, n.called AS target
FROM named n LEFT JOIN echoes e ON e.id = n.id;

-- What tells nothing of an exchange stands in the event alone: to write it a second time is much of the work.
CREATE TABLE observations AS
SELECT e.id, e.stream, e.* EXCLUDE (
    id, stream, target, class_key, vantage, zone, ids, labels, title, secrets, metric, value, depth, amount, body_errors, limit_reset_ms
  ), m.* EXCLUDE (id)
FROM events e JOIN observation_marks m ON m.id = e.id;
RESET disabled_optimizers;
DROP TABLE observation_marks;
