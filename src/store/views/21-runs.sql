-- Attempts that are numbered and name no key: numbers that rise one by one on lines of one kind are one piece of work.
-- Where works go side by side their numbers mix. Callers that wait alike repeat in the order in which they failed: the
-- first one that is tried a second time is the first one that failed the first time.
CREATE TEMP TABLE numbered AS
WITH keyless AS (
  SELECT id, attempt, at_ms, outcome, worker, hash(stream, service, operation, route, target) AS kind
  FROM observations
  WHERE work_key IS NULL AND attempt IS NOT NULL AND at_ms IS NOT NULL AND NOT is_echo
),
-- What is another on nearly each line (an instance that a platform starts and stops, the port of a connection) carries no work from one attempt to the next.
workers AS (
  SELECT kind, count(DISTINCT worker) <= 0.5 * count(worker) AS stays FROM keyless GROUP BY kind
),
laned AS (
  SELECT k.id, k.attempt, k.at_ms, k.outcome, hash(k.kind, CASE WHEN w.stays THEN k.worker END) AS lane
  FROM keyless k JOIN workers w ON w.kind = k.kind
),
ordered AS (
  SELECT id, attempt, at_ms, outcome NOT IN ('ok', 'replayed', 'refused_duplicate', 'ok_with_errors') AS failed, lane,
    lag(attempt) OVER w AS before_attempt, lag(at_ms) OVER w AS before_ms
  FROM laned
  WINDOW w AS (PARTITION BY lane ORDER BY at_ms, id)
)
SELECT *, sum(CASE WHEN attempt = before_attempt + 1 THEN 0 ELSE 1 END) OVER (PARTITION BY lane ORDER BY at_ms, id ROWS UNBOUNDED PRECEDING) AS run
FROM ordered;

-- Lanes in which one work follows the other.
CREATE TEMP TABLE single_lanes AS
SELECT lane FROM numbered GROUP BY lane
HAVING count(*) FILTER (WHERE attempt = before_attempt + 1) >= 2 AND count(*) FILTER (WHERE attempt > 1 AND attempt IS DISTINCT FROM before_attempt + 1) <= 0.1 * count(*);

UPDATE observations o
SET work_key = 'run:' || n.lane || ':' || n.run
FROM numbered n
WHERE n.id = o.id AND n.lane IN (SELECT lane FROM single_lanes);

CREATE TEMP TABLE mixed AS
SELECT id, lane, attempt, at_ms, row_number() OVER (PARTITION BY lane, attempt ORDER BY at_ms, id) AS nth,
  CASE WHEN failed THEN count(*) FILTER (WHERE failed) OVER (PARTITION BY lane, attempt ORDER BY at_ms, id ROWS UNBOUNDED PRECEDING) END AS nth_failed
FROM numbered
WHERE attempt BETWEEN 1 AND 1000 AND lane NOT IN (SELECT lane FROM single_lanes);

CREATE TEMP TABLE repeats AS
SELECT m.id, m.lane, b.id AS before_id, m.at_ms - b.at_ms AS gap_ms
FROM mixed m LEFT JOIN mixed b ON b.lane = m.lane AND b.attempt = m.attempt - 1 AND b.nth_failed = m.nth
WHERE m.attempt > 1;

UPDATE observations o
SET work_key = 'run:' || w.lane || ':' || w.first_id
FROM (
  WITH RECURSIVE works AS (
    SELECT id, lane, id AS first_id FROM mixed WHERE attempt = 1
    UNION ALL
    SELECT r.id, r.lane, w.first_id FROM works w JOIN repeats r ON r.before_id = w.id
  )
  SELECT * FROM works
  -- Numbers that nobody gave in this way (pages, partitions) do not each follow a failure with the number before.
  WHERE lane IN (SELECT lane FROM repeats GROUP BY lane HAVING count(*) >= 3 AND count(*) FILTER (WHERE gap_ms >= 0) >= 0.95 * count(*))
) w
WHERE w.id = o.id;

DROP TABLE repeats;
DROP TABLE mixed;
DROP TABLE single_lanes;
DROP TABLE numbered;
