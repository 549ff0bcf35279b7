-- One row per write that ended badly in a log in which no line says which piece of work it was for. The id of a request
-- ties the attempts of one run together at best: it names no record, and the next run has another.
WITH writes AS (
  SELECT c.id, c.stream, c.source, c.target, c.operation, c.start_ms, c.end_ms, c.outcome, c.request_id,
    -- A run that was put together by the numbers of its attempts has no name in the log.
    coalesce(CASE WHEN NOT starts_with(c.work_key, 'run:') THEN c.work_key END, c.idempotency_key) AS named
  FROM calls c
  -- A proxy cannot know the caller's keys; the caller can.
  WHERE c.is_write AND c.seen_from = 'caller' AND c.kind = 'exchange'
),
units AS (
  SELECT stream, source, target, operation, count(*) AS calls,
    count(named) AS keyed, count(request_id) AS with_request,
    count(*) FILTER (WHERE outcome IN ('ambiguous', 'transient', 'throttled')) AS bad
  FROM writes GROUP BY stream, source, target, operation
),
-- Other lines of the same log may carry the key: before the call, after it, or in its context.
lines AS (
  SELECT stream, count(*) AS lines, count(coalesce(record_key, event_key, job_id, batch_id, correlation_id, trace_id, idempotency_key)) AS keyed
  FROM events WHERE kind <> 'row' GROUP BY stream
),
gaps AS (
  SELECT u.*,
    CASE
      WHEN u.calls < $least_calls THEN 'fewer than {least_calls} writes'
      WHEN u.keyed > $most_keyed * u.calls THEN 'more than {most_keyed} of the writes name their work'
      -- A few can be looked up at the target by the id of the request, one by one.
      WHEN u.with_request > $most_keyed * u.calls AND u.bad < $least_failed THEN 'fewer than {least_failed} failed writes, and the log names their requests'
      WHEN l.keyed > $most_keyed * l.lines THEN 'more than {most_keyed} of the lines of the log name their work'
    END AS ruled_out
  FROM units u
  JOIN lines l ON l.stream = u.stream
  WHERE u.bad >= 1
)
SELECT w.source, w.target, w.operation,
  CASE WHEN g.with_request > $most_keyed * g.calls THEN 'requests, and no record or job' ELSE 'no record, job or request' END AS cause,
  w.start_ms AS at_ms, w.end_ms,
  g.calls,
  1 AS failed,
  CASE WHEN w.outcome = 'ambiguous' THEN 1 ELSE 0 END AS ambiguous,
  w.id AS event_1, 'a write that failed, for work that the line does not name' AS why_1,
  0.95 AS certainty,
  true AS none_in_log,
  g.ruled_out AS ruled_out
FROM writes w
JOIN gaps g ON g.stream = w.stream AND g.source IS NOT DISTINCT FROM w.source AND g.target IS NOT DISTINCT FROM w.target AND g.operation IS NOT DISTINCT FROM w.operation
WHERE w.outcome IN ('ambiguous', 'transient', 'throttled')
