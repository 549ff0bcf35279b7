-- Only where an event has: job_id IS NOT NULL AND kind IN ('job', 'statement')
-- A worker says which job it takes and how that ended, and in between it makes calls that do not name the job. Where the lines of one
-- worker around a call name the same job, and nearly all calls of the log stand so, the call is the job's, and its attempt the job's.
CREATE TEMP TABLE job_lines AS
WITH lines AS (
  SELECT id, stream, coalesce(worker, logger) AS lane, at_ms, kind, job_id, attempt, template,
    kind = 'exchange' AND job_id IS NULL AS is_call, job_id IS NOT NULL AND kind IN ('job', 'statement') AS is_job
  FROM events
  WHERE stream IN (SELECT stream FROM events WHERE job_id IS NOT NULL AND kind IN ('job', 'statement'))
    AND coalesce(worker, logger) IS NOT NULL AND at_ms IS NOT NULL AND kind IN ('exchange', 'job', 'statement')
)
SELECT id, stream, is_call, at_ms,
  last_value(CASE WHEN is_job THEN id END IGNORE NULLS) OVER before AS begin_id, first_value(CASE WHEN is_job THEN id END IGNORE NULLS) OVER behind AS end_id
FROM lines WHERE is_call OR is_job
WINDOW before AS (PARTITION BY stream, lane ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING),
  behind AS (PARTITION BY stream, lane ORDER BY id ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING);

CREATE TEMP TABLE job_calls AS
SELECT l.id, l.stream, b.job_id, coalesce(b.attempt, e.attempt) AS attempt,
  b.id IS NOT NULL AND e.id IS NOT NULL AND b.job_id = e.job_id AND b.template IS DISTINCT FROM e.template AS fits
FROM job_lines l LEFT JOIN events b ON b.id = l.begin_id LEFT JOIN events e ON e.id = l.end_id
WHERE l.is_call;

UPDATE events e
SET job_id = c.job_id, attempt = coalesce(e.attempt, c.attempt)
FROM job_calls c
WHERE c.id = e.id AND c.fits
  AND c.stream IN (SELECT stream FROM job_calls GROUP BY stream HAVING count(*) >= 5 AND count(*) FILTER (WHERE fits) >= 0.8 * count(*));

DROP TABLE job_calls;
DROP TABLE job_lines;
