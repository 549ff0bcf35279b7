-- One row per write that ended badly in a log in which no line says which piece of work it was for. The id of a request
-- ties the attempts of one run together at best: it names no record, and the next run has another.
WITH named_lines AS (
  SELECT id, stream, kind, at_ms, logger, service, coalesce(record_key, event_key, job_id, batch_id, correlation_id, trace_id, idempotency_key) AS named
  FROM events WHERE kind <> 'row'
),
-- A log that several programs share, each under its own name: what the others name is their own work.
shared AS (
  SELECT stream FROM named_lines GROUP BY stream HAVING count(*) = count(service) AND count(DISTINCT service) > 1
),
writes AS (
  SELECT c.id, c.stream, c.source, c.target, c.operation, c.operation AS unit, false AS in_words, c.logger,
    CASE WHEN c.timed_out AND c.start_ms = c.end_ms THEN c.end_ms - coalesce(c.timeout_ms, 0) ELSE c.start_ms END AS start_ms, c.end_ms, c.outcome, c.request_id,
    -- A run that was put together by the numbers of its attempts, or by their pace, has no name in the log.
    coalesce(CASE WHEN NOT starts_with(c.work_key, 'run:') AND NOT starts_with(c.work_key, 'loop:') THEN c.work_key END, c.idempotency_key) AS named
  FROM calls c
  -- A proxy cannot know the caller's keys; the caller can.
  WHERE c.is_write AND c.seen_from = 'caller' AND c.kind = 'exchange'
  UNION ALL
  -- What a program says it sends again, with the address: the call that failed stands on no line of its own.
  SELECT id, stream, service, target, operation, operation, false, logger, coalesce(start_ms, at_ms), at_ms, 'ambiguous', request_id, n.named
  FROM events JOIN (SELECT id, named FROM named_lines) n USING (id)
  WHERE kind = 'statement' AND at_ms IS NOT NULL AND method IN ('POST', 'PUT', 'PATCH', 'DELETE') AND signal = 'retry_scheduled' AND (timed_out OR code IN ('ECONNRESET', 'EPIPE'))
  UNION ALL
  -- A program that tells of its work in words alone, without an address: what it sends again after a timeout. The part of the
  -- program, else the words with which its lines begin, hold together what is of one kind.
  SELECT id, stream, service, NULL, NULL, coalesce(logger, regexp_extract(template, '^\S+ \S+')), true, logger, coalesce(start_ms, at_ms), at_ms,
    CASE WHEN signal = 'retry_scheduled' AND (timed_out OR code IN ('ECONNRESET', 'EPIPE')) THEN 'ambiguous' ELSE 'ok' END, request_id, n.named
  FROM events JOIN (SELECT id, named FROM named_lines) n USING (id)
  WHERE kind = 'statement' AND at_ms IS NOT NULL AND template IS NOT NULL AND method IS NULL
    AND signal IN ('succeeded', 'failed', 'retry_scheduled', 'gave_up')
),
units AS (
  SELECT stream, source, target, unit, bool_or(in_words) AS in_words, mode(logger) AS logger, count(*) AS calls,
    count(named) AS keyed, count(request_id) AS with_request,
    count(*) FILTER (WHERE outcome IN ('ambiguous', 'transient', 'throttled')) AS bad
  FROM writes GROUP BY stream, source, target, unit
),
-- Other lines of the same log may carry the key: before the call, after it, or in its context. Calls of other operations name
-- their own work.
-- A small number that comes back on line after line (the size of a batch, the number of a worker) tells no work from another.
lines AS (
  SELECT stream, program, count(*) AS lines,
    CASE WHEN max(length(named)) > 3 OR count(DISTINCT named) > 0.05 * count(named) THEN count(named) ELSE 0 END AS keyed
  FROM (SELECT *, CASE WHEN stream IN (SELECT stream FROM shared) THEN service ELSE '' END AS program FROM named_lines WHERE kind <> 'exchange')
  GROUP BY stream, program
),
-- A program of many parts has lines about other work as well; what this part does not name may stand where it is called and where it returns.
parts AS (
  SELECT stream, logger, count(*) AS lines, count(named) AS keyed FROM named_lines WHERE logger IS NOT NULL GROUP BY stream, logger
),
failed AS (
  SELECT id, stream, unit, start_ms, end_ms FROM writes
  WHERE NOT in_words AND logger IS NOT NULL AND outcome IN ('ambiguous', 'transient', 'throttled')
),
ends AS (
  SELECT id, since_ms FROM (
    SELECT id, at_ms - max(CASE WHEN id IS NULL THEN at_ms END) OVER (PARTITION BY stream ORDER BY at_ms, id NULLS FIRST ROWS UNBOUNDED PRECEDING) AS since_ms
    FROM (
      SELECT stream, at_ms, CAST(NULL AS BIGINT) AS id FROM named_lines WHERE named IS NOT NULL AND at_ms IS NOT NULL AND stream IN (SELECT stream FROM failed)
      UNION ALL
      SELECT stream, start_ms + 100, id FROM failed
      UNION ALL
      SELECT stream, end_ms + 100, id FROM failed
    )
  ) WHERE id IS NOT NULL
),
around AS (
  SELECT f.stream, f.unit, count(DISTINCT f.id) FILTER (WHERE e.since_ms <= 200) AS keyed
  FROM failed f JOIN ends e ON e.id = f.id GROUP BY f.stream, f.unit
),
-- What is told in words alone has its key, if any, on the line right before or behind it: the rest of the log is about other work.
-- A call may take its record from the call right before it.
beside AS (
  SELECT w.stream, w.unit,
    count(*) FILTER (WHERE e.after_ms <= 100 OR CASE WHEN w.in_words THEN e.before_ms <= 100 ELSE e.before_at_ms BETWEEN w.start_ms - 1000 AND w.start_ms END) AS keyed
  FROM writes w
  JOIN (
    SELECT id, CASE WHEN lag(keyed) OVER w THEN at_ms - lag(at_ms) OVER w END AS before_ms, CASE WHEN lag(keyed) OVER w THEN lag(at_ms) OVER w END AS before_at_ms, CASE WHEN lead(keyed) OVER w THEN lead(at_ms) OVER w - at_ms END AS after_ms
    FROM (SELECT id, stream, at_ms, named IS NOT NULL AS keyed FROM named_lines WHERE at_ms IS NOT NULL AND stream IN (SELECT stream FROM units WHERE bad >= 1))
    WINDOW w AS (PARTITION BY stream ORDER BY id)
  ) e ON e.id = w.id
  WHERE w.outcome IN ('ambiguous', 'transient', 'throttled')
  GROUP BY w.stream, w.unit
),
gaps AS (
  SELECT u.*,
    CASE
      WHEN u.calls < $least_calls THEN 'fewer than {least_calls} writes'
      WHEN u.keyed > $most_keyed * u.calls THEN 'more than {most_keyed} of the writes name their work'
      -- A few can be looked up at the target by the id of the request, one by one.
      WHEN u.with_request > $most_keyed * u.calls AND u.bad < $least_failed THEN 'fewer than {least_failed} failed writes, and the log names their requests'
      WHEN coalesce(b.keyed, 0) > CASE WHEN u.in_words THEN 0.2 ELSE 0.5 END * u.bad THEN 'the lines right beside them name their work'
      WHEN NOT u.in_words AND coalesce(a.keyed, 0) > 0.2 * u.bad THEN 'the lines right beside them name their work'
      WHEN NOT u.in_words AND coalesce(l.keyed, 0) + u.keyed > $most_keyed * (coalesce(l.lines, 0) + u.calls) AND coalesce(p.keyed > $most_keyed * p.lines, true) THEN 'more than {most_keyed} of the lines of the log name their work'
    END AS ruled_out
  FROM units u
  LEFT JOIN lines l ON l.stream = u.stream AND l.program = CASE WHEN u.stream IN (SELECT stream FROM shared) THEN u.source ELSE '' END
  LEFT JOIN beside b ON b.stream = u.stream AND b.unit IS NOT DISTINCT FROM u.unit
  LEFT JOIN around a ON a.stream = u.stream AND a.unit IS NOT DISTINCT FROM u.unit
  LEFT JOIN parts p ON p.stream = u.stream AND p.logger = u.logger
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
JOIN gaps g ON g.stream = w.stream AND g.source IS NOT DISTINCT FROM w.source AND g.target IS NOT DISTINCT FROM w.target AND g.unit IS NOT DISTINCT FROM w.unit
WHERE w.outcome IN ('ambiguous', 'transient', 'throttled')
