-- One row per run that the log tells of step by step, whose first steps took effect and that ended with a failure before the steps with
-- which nearly all others go on. Steps are told by name, or by the sentences that stand on nearly all runs, in whatever language.
WITH
told AS (
  SELECT id, at_ms, stream, kind, signal, service, target, record_key, correlation_id, batch_id, job_id, created_id,
    CASE WHEN kind = 'row' THEN coalesce(step, topic, logger) WHEN kind = 'job' THEN coalesce(step, operation) ELSE step END AS step,
    CASE WHEN kind = 'row' THEN NULL ELSE template END AS template,
    CASE
      WHEN (kind = 'row' OR (step IS NOT NULL AND signal IS NULL)) AND says_step_done(coalesce(state, '')) THEN 'done'
      WHEN (kind = 'row' OR (step IS NOT NULL AND signal IS NULL)) AND says_step_failed(coalesce(state, '')) THEN 'failed'
      WHEN kind = 'row' THEN NULL
      WHEN signal IN ('failed', 'gave_up', 'flow_aborted', 'dead_lettered', 'swallowed') THEN 'failed'
      WHEN signal IN ('retry_scheduled', 'requeued', 'resumed', 'compensated') THEN 'again'
      WHEN signal = 'succeeded' THEN 'done'
      WHEN signal IS NULL OR signal = 'received' THEN 'said'
    END AS verdict
  FROM events
  WHERE at_ms IS NOT NULL AND (kind IN ('statement', 'job', 'row')
    -- Sentences that are read as calls of something with a name alone.
    OR (kind = 'exchange' AND method IS NULL AND path IS NULL AND status IS NULL))
),
-- By what the lines of a log are tied to their run: the first of these that most lines with an end name, and that differs from run to run.
ties AS (
  SELECT stream, CASE
      WHEN count(record_key) FILTER (WHERE is_end) >= 0.6 * count(*) FILTER (WHERE is_end) AND count(DISTINCT record_key) BETWEEN $least_runs AND 0.6 * count(record_key) THEN 'record'
      WHEN count(correlation_id) FILTER (WHERE is_end) >= 0.6 * count(*) FILTER (WHERE is_end) AND count(DISTINCT correlation_id) BETWEEN $least_runs AND 0.6 * count(correlation_id) THEN 'correlation'
      WHEN count(batch_id) FILTER (WHERE is_end) >= 0.6 * count(*) FILTER (WHERE is_end) AND count(DISTINCT batch_id) BETWEEN $least_runs AND 0.6 * count(batch_id) THEN 'batch'
      WHEN count(job_id) FILTER (WHERE is_end) >= 0.6 * count(*) FILTER (WHERE is_end) AND count(DISTINCT job_id) BETWEEN $least_runs AND 0.6 * count(job_id) THEN 'job'
    END AS tie
  FROM (SELECT *, verdict IN ('done', 'failed') AS is_end FROM told WHERE verdict IS NOT NULL)
  GROUP BY stream
  HAVING count(*) FILTER (WHERE verdict = 'failed') >= 2
),
lines AS (
  SELECT t.*, CASE k.tie WHEN 'record' THEN record_key WHEN 'correlation' THEN correlation_id WHEN 'batch' THEN batch_id ELSE job_id END AS run
  FROM told t JOIN ties k ON k.stream = t.stream
  WHERE k.tie IS NOT NULL AND t.verdict IS NOT NULL
),
runs AS (
  SELECT stream, run, max_by(verdict, at_ms * 1000000 + id % 1000000) FILTER (WHERE verdict <> 'said') AS ended, max(at_ms) AS end_ms, min(at_ms) AS at_ms,
    bool_or(verdict = 'failed') AS failed
  FROM lines WHERE run IS NOT NULL GROUP BY stream, run
),
-- How runs go that did not fail is seen on some of them as well as on all.
seen AS (
  SELECT stream, run, ended = 'failed' AS is_stopped FROM runs
  WHERE ended = 'failed' OR (NOT failed AND run IN (
    SELECT run FROM runs r WHERE r.stream = runs.stream AND NOT r.failed QUALIFY row_number() OVER (PARTITION BY r.stream ORDER BY hash(r.run)) <= $most_seen))
),
marks AS (
  SELECT l.stream, l.run, s.is_stopped, coalesce(l.step, l.template) AS name, l.step IS NOT NULL AS is_named, min(l.at_ms) AS at_ms, min(l.id) AS id, count(*) AS times
  FROM lines l JOIN seen s ON s.stream = l.stream AND s.run = l.run
  WHERE CASE WHEN l.step IS NOT NULL THEN l.verdict = 'done' ELSE l.verdict IN ('done', 'said') AND l.template IS NOT NULL END
  GROUP BY ALL
),
-- A step is taken once in a run; what is said of a record again and again tells of its changes, each a piece of work of its own.
sizes AS (SELECT stream, name, count(*) AS runs FROM marks WHERE NOT is_stopped GROUP BY stream, name HAVING bool_and(is_named) OR avg(times) <= 1.1),
ways AS (
  SELECT a.stream, a.name AS first_name, b.name AS next_name, a.is_named AND b.is_named AS is_named, count(*) AS both_steps, median(b.at_ms - a.at_ms) AS lag_ms, min(s.runs) AS runs
  FROM marks a JOIN marks b ON b.stream = a.stream AND b.run = a.run AND b.name <> a.name AND b.is_named = a.is_named AND (b.at_ms > a.at_ms OR (b.at_ms = a.at_ms AND b.id > a.id))
  JOIN sizes s ON s.stream = a.stream AND s.name = a.name
  SEMI JOIN sizes t ON t.stream = b.stream AND t.name = b.name
  WHERE NOT a.is_stopped
  GROUP BY ALL
  HAVING count(*) >= $least_runs AND count(*) >= $usual_share * min(s.runs)
),
-- The line with which a run ended, and the first one that tells of the failure.
ends AS (
  SELECT l.stream, l.run, max(l.at_ms) AS end_ms, max_by(l.id, l.at_ms * 1000000 + l.id % 1000000) AS end_id, min(l.at_ms) AS failed_ms,
    max_by(l.step, l.at_ms) FILTER (WHERE l.step IS NOT NULL) AS failed_step, max(l.target) AS target, max(l.service) AS service, max(l.record_key) AS record_key
  FROM lines l JOIN seen s ON s.stream = l.stream AND s.run = l.run AND s.is_stopped
  WHERE l.verdict = 'failed'
  GROUP BY l.stream, l.run
),
stopped AS (
  SELECT e.*, a.name AS first_name, a.id AS first_id, a.at_ms AS first_ms, w.next_name, w.both_steps, w.is_named,
    lower(ltrim(e.run, '#')) AS key
  FROM ends e
  JOIN marks a ON a.stream = e.stream AND a.run = e.run AND a.at_ms <= e.end_ms AND a.id < e.end_id
  JOIN ways w ON w.stream = a.stream AND w.first_name = a.name
  WHERE NOT EXISTS (SELECT 1 FROM marks m WHERE m.stream = e.stream AND m.run = e.run AND m.name = w.next_name)
    -- What only reads leaves nothing behind. A sentence must say that something was made, or an export show it.
    AND CASE WHEN w.is_named THEN NOT says_reading_step(regexp_replace(a.name, '([a-z])([A-Z])', '\1 \2', 'g'))
      ELSE says_effect(a.name) OR (says_step_word(a.name) AND NOT says_reading_step(regexp_replace(a.name, '([a-z])([A-Z])', '\1 \2', 'g'))) OR EXISTS (SELECT 1 FROM effects f WHERE f.in_export AND f.key = lower(ltrim(e.run, '#'))) END
  QUALIFY row_number() OVER (PARTITION BY e.stream, e.run ORDER BY w.lag_ms, w.next_name, a.at_ms, a.name) = 1
),
-- Beside the id of the run a record is named by what is another one in each.
named AS (SELECT stream FROM ends GROUP BY stream HAVING count(DISTINCT record_key) >= 0.9 * count(*)),
logs AS (SELECT stream, max(at_ms) AS end_ms FROM events GROUP BY stream)
SELECT coalesce(s.service, n.name) AS source, coalesce(s.target, n.name) AS target,
  CASE WHEN s.is_named THEN coalesce(s.failed_step, s.next_name) END AS operation,
  s.failed_ms AS at_ms, s.end_ms, CASE WHEN s.stream IN (SELECT stream FROM named) THEN coalesce(s.record_key, s.run) ELSE s.run END AS record_key,
  s.both_steps AS completed,
  s.first_id AS event_1, 'took effect: ' || left(s.first_name, 80) AS why_1,
  s.end_id AS event_2, 'the run ends here; of ' || format('{:,}', s.both_steps) || ' others the next is: ' || left(s.next_name, 80) AS why_2,
  true AS not_completed_later,
  true AS not_compensated,
  CASE
    WHEN EXISTS (SELECT 1 FROM calls c WHERE lower(ltrim(c.record_key, '#')) = s.key AND c.kind = 'exchange' AND c.is_write AND (c.method IS NOT NULL OR c.status IS NOT NULL))
      OR EXISTS (SELECT 1 FROM calls c WHERE lower(coalesce(c.correlation_id, c.job_id)) = s.key AND c.kind = 'exchange' AND c.is_write AND (c.method IS NOT NULL OR c.status IS NOT NULL))
      THEN 'its calls are logged; flows/stopped-halfway tells it'
    WHEN EXISTS (SELECT 1 FROM sightings g WHERE g.key = s.key AND g.at_ms >= s.end_ms AND g.id > s.end_id AND g.step IN ('done', 'settled', 'requeued'))
      THEN 'something was done on it later'
    WHEN l.end_ms - s.end_ms < $wait_ms THEN 'the log ends within {wait_ms} milliseconds, so that it may be taken up again'
  END AS ruled_out
FROM stopped s JOIN logs l ON l.stream = s.stream LEFT JOIN stream_names n ON n.stream = s.stream
