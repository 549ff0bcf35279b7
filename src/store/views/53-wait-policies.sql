-- wait_policies: how each caller waits between the attempts of an operation, over all pieces of work.
CREATE TABLE wait_policies AS
SELECT l.source, l.target, l.operation, count(DISTINCT l.work) AS works, count(*) AS waits,
  s.policy, s.base_ms, s.step, s.jitter, s.lockstep,
  median(l.gap_ms) AS p50_ms,
  count(l.earlier_ms) AS later,
  count(*) FILTER (WHERE l.gap_ms >= 1.2 * l.earlier_ms) AS growing,
  count(l.previous_wait_ms) AS announced,
  -- Timers fire late, never early; a worker that is busy takes the work up when it is free.
  count(*) FILTER (WHERE l.gap_ms BETWEEN 0.9 * l.previous_wait_ms - 100 AND 1.5 * l.previous_wait_ms + 1000) AS kept,
  count(l.previous_retry_after_ms) AS asked,
  count(*) FILTER (WHERE l.gap_ms >= 0.95 * l.previous_retry_after_ms - 100) AS honoured
FROM wait_lines l JOIN wait_shapes s ON s.grp = l.grp
GROUP BY l.source, l.target, l.operation, s.policy, s.base_ms, s.step, s.jitter, s.lockstep;

DROP TABLE wait_lines;
DROP TABLE wait_shapes;
