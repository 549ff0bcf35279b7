-- Attempts that are numbered and name no key: numbers that rise one by one on lines of one kind are one piece of work.
CREATE TEMP TABLE numbered AS
WITH ordered AS (
  SELECT id, attempt, at_ms, stream, hash(stream, service, worker, operation, route, target) AS lane,
    lag(attempt) OVER w AS before_attempt, lag(at_ms) OVER w AS before_ms
  FROM observations
  WHERE work_key IS NULL AND attempt IS NOT NULL AND at_ms IS NOT NULL AND NOT is_echo
  WINDOW w AS (PARTITION BY stream, service, worker, operation, route, target ORDER BY at_ms, id)
)
SELECT *, sum(CASE WHEN attempt = before_attempt + 1 THEN 0 ELSE 1 END) OVER (PARTITION BY lane ORDER BY at_ms, id ROWS UNBOUNDED PRECEDING) AS run
FROM ordered;

UPDATE observations o
SET work_key = 'run:' || r.lane || ':' || r.run
FROM (
  SELECT n.id, n.lane, n.run
  FROM numbered n
  -- Works that go side by side mix their numbers: then nothing tells whose attempt it is.
  JOIN (
    SELECT lane FROM numbered GROUP BY lane
    HAVING count(*) FILTER (WHERE attempt = before_attempt + 1) >= 2 AND count(*) FILTER (WHERE attempt > 1 AND attempt IS DISTINCT FROM before_attempt + 1) <= 0.1 * count(*)
  ) l ON l.lane = n.lane
) r
WHERE r.id = o.id;

DROP TABLE numbered;
