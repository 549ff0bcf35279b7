-- Only where an event has: kind IN ('statement', 'job') AND attempt IS NOT NULL
-- A run of many calls says once which attempt it is ("Starting attempt 2 of 4"): its calls say no number of their own.
CREATE TEMP TABLE run_starts AS
SELECT file, line, attempt
FROM events
WHERE kind IN ('statement', 'job') AND attempt IS NOT NULL AND coalesce(signal, 'started') = 'started'
  AND coalesce(level, 'info') IN ('trace', 'debug', 'info')
  -- What names a piece of work or a call speaks of that alone.
  AND record_key IS NULL AND event_key IS NULL AND request_id IS NULL AND job_id IS NULL AND method IS NULL AND status IS NULL;

CREATE TEMP TABLE run_calls AS
SELECT o.id, o.file, s.line AS run_line, s.attempt AS run, o.work_key, o.operation, o.target
FROM (
  SELECT id, file, line, work_key, operation, target FROM observations
  WHERE kind = 'exchange' AND seen_from = 'caller' AND attempt IS NULL AND work_key IS NOT NULL AND file IN (SELECT file FROM run_starts)
) o
ASOF JOIN run_starts s ON s.file = o.file AND o.line > s.line;

UPDATE observations o
SET attempt = r.attempt
FROM (
  SELECT c.id, dense_rank() OVER (PARTITION BY c.work_key, c.operation, c.target ORDER BY c.run) AS attempt
  FROM run_calls c
  -- A number that stands before a single piece of work may be that of the call; several pieces make a run.
  SEMI JOIN (SELECT file, run_line FROM run_calls GROUP BY ALL HAVING count(DISTINCT work_key) >= 3) s ON s.file = c.file AND s.run_line = c.run_line
  -- What a later attempt sends for the first time is no repeat.
  SEMI JOIN (SELECT work_key, operation FROM run_calls GROUP BY ALL HAVING count(DISTINCT run) >= 2) w
    ON w.work_key = c.work_key AND w.operation IS NOT DISTINCT FROM c.operation
) r
WHERE r.id = o.id;

DROP TABLE run_calls;
DROP TABLE run_starts;
