-- observations: events that describe one exchange, delivery or job run, with their outcome by the
-- taxonomy. source is who called, target is who was called, whatever the vantage.
CREATE TABLE observations AS
WITH classified AS (
  SELECT
    e.*,
    c.outcome,
    c.is_write,
    coalesce(e.vantage, 'caller') AS seen_from
  FROM events e
  JOIN outcome_classes c ON c.class_key = e.class_key
  WHERE e.kind IN ('exchange', 'delivery', 'job')
    -- Moving a message is no run of a job; where the log tells of the calls themselves, neither is a job line without an end.
    AND NOT (e.kind = 'job' AND coalesce(e.signal IN ('requeued', 'deferred', 'received', 'started', 'dead_lettered'), false)
      AND (e.signal <> 'dead_lettered' OR e.stream IN (SELECT stream FROM events WHERE kind = 'exchange')))
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
echoes AS (
  SELECT
    *,
    coalesce(
      signal IN ('retry_scheduled', 'gave_up', 'dead_lettered', 'failed', 'succeeded', 'swallowed', 'throttle_wait')
      AND at_ms - lag(at_ms) OVER w <= 150
      AND template IS DISTINCT FROM lag(template) OVER w
      AND (status IS NULL OR lag(status) OVER w IS NULL OR status = lag(status) OVER w)
      AND (attempt IS NULL OR lag(attempt) OVER w IS NULL OR attempt = lag(attempt) OVER w)
      AND (operation IS NULL OR lag(operation) OVER w IS NULL OR operation = lag(operation) OVER w)
      AND (created_id IS NULL OR lag(created_id) OVER w IS NULL OR created_id = lag(created_id) OVER w)
      AND (request_id IS NULL OR lag(request_id) OVER w IS NULL OR request_id = lag(request_id) OVER w)
      AND (kind = lag(kind) OVER w)
      AND (outcome IN ('ok', 'replayed')) = (lag(outcome) OVER w IN ('ok', 'replayed')),
      false
    ) AS is_echo
  FROM named
  WINDOW w AS (PARTITION BY stream, service, seen_from, coalesce(work_key, request_id, 'id:' || id) ORDER BY at_ms, id)
)
SELECT * EXCLUDE (target, called, class_key), called AS target
FROM echoes;
