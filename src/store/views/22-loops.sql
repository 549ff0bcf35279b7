-- Only where an event has: kind = 'exchange' AND record_key IS NULL AND operation IS NOT NULL AND (status >= 429 OR timed_out OR code IS NOT NULL)
-- Calls that name nothing are one piece of work where one worker makes the same call again at a steady pace for as long as it fails: it
-- waits, and asks for the same thing. Work that comes from elsewhere comes at no steady pace, and a schedule keeps its pace when all is well.
CREATE TEMP TABLE loop_calls AS
WITH keyless AS (
  SELECT id, stream, source, target, operation, worker, coalesce(path, route) AS path, at_ms, outcome
  FROM observations
  WHERE work_key IS NULL AND seen_from = 'caller' AND kind = 'exchange' AND operation IS NOT NULL AND at_ms IS NOT NULL AND NOT is_echo
    -- Where nothing fails so often, nothing is asked.
    AND operation IN (SELECT operation FROM observations WHERE work_key IS NULL AND outcome IN ('transient', 'ambiguous', 'throttled') AND operation IS NOT NULL GROUP BY operation HAVING count(*) >= 20)
),
placed AS (
  SELECT *, outcome IN ('transient', 'ambiguous', 'throttled') AS failed,
    at_ms - lag(at_ms) OVER w AS gap_ms,
    count(*) FILTER (WHERE outcome NOT IN ('transient', 'ambiguous', 'throttled')) OVER (PARTITION BY stream, source, target, operation, worker ORDER BY at_ms, id ROWS UNBOUNDED PRECEDING) AS streak
  FROM keyless
  WINDOW w AS (PARTITION BY stream, source, target, operation, worker ORDER BY at_ms, id)
)
SELECT id, failed, gap_ms, hash(stream, source, target, operation, worker) AS lane, streak, coalesce(says_token_door(path), false) AS for_token FROM placed;

-- How long a lane waits between two calls that went well.
CREATE TEMP TABLE good_paces AS
SELECT lane, median(gap_ms) AS gap_ms FROM loop_calls WHERE NOT failed AND gap_ms IS NOT NULL GROUP BY lane HAVING count(*) >= 3;

CREATE TEMP TABLE loops AS
WITH typical AS (
  SELECT lane, streak, median(gap_ms) AS typical_ms FROM loop_calls WHERE failed AND gap_ms IS NOT NULL GROUP BY lane, streak
)
SELECT c.lane, c.streak
FROM loop_calls c JOIN typical t ON t.lane = c.lane AND t.streak = c.streak
LEFT JOIN good_paces g ON g.lane = c.lane
WHERE c.failed
GROUP BY c.lane, c.streak, t.typical_ms, g.gap_ms
HAVING count(*) >= 20 AND t.typical_ms <= 60000
  -- Half as long and twice as long: what a program waits varies with the time that the call takes, not more.
  AND count(*) FILTER (WHERE c.gap_ms BETWEEN 0.5 * t.typical_ms AND 2 * t.typical_ms) >= 0.9 * count(*)
  -- A token that is there is not asked for again in seconds.
  AND (coalesce(g.gap_ms >= 5 * t.typical_ms, false) OR (g.gap_ms IS NULL AND bool_and(c.for_token)));

UPDATE observations o
SET work_key = 'loop:' || c.lane || ':' || c.streak
FROM loop_calls c JOIN loops l ON l.lane = c.lane AND l.streak = c.streak
WHERE o.id = c.id AND c.failed;

DROP TABLE loops;
DROP TABLE good_paces;
DROP TABLE loop_calls;
