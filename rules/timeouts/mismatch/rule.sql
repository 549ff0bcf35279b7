-- One row per call that its caller stopped waiting for, where the limit does not fit the answers that succeed.
WITH ended AS (
  SELECT id, source, target, operation, start_ms, end_ms, record_key, coalesce(timeout_ms, duration_ms) AS waited_ms
  FROM calls
  WHERE timed_out AND operation IS NOT NULL AND start_ms IS NOT NULL AND coalesce(timeout_ms, duration_ms) IS NOT NULL
),
limits AS (
  SELECT source, target, operation, median(waited_ms) AS limit_ms, count(*) AS timeouts, min(start_ms) AS from_ms, max(start_ms) AS to_ms,
    quantile_cont(waited_ms, 0.9) - quantile_cont(waited_ms, 0.1) <= 0.2 * median(waited_ms) AS one_limit
  FROM ended GROUP BY source, target, operation
),
usual AS (
  SELECT source, target, operation, count(*) AS calls FROM calls GROUP BY source, target, operation
),
-- From every vantage: the proxy and the target see answers that came after the caller had left.
answers AS (
  SELECT id, operation, duration_ms, coalesce(end_ms, at_ms) AS at_ms
  FROM observations
  WHERE outcome IN ('ok', 'replayed') AND duration_ms IS NOT NULL AND duration_ms > 0 AND kind = 'exchange' AND NOT is_echo
),
judged AS (
  SELECT l.source, l.target, l.operation, l.limit_ms, l.timeouts, l.one_limit,
    count(a.id) AS answers,
    -- Answers all the while, with the time-outs around them: the target is not down, it is seldom fast enough.
    count(a.id) FILTER (WHERE a.at_ms BETWEEN l.from_ms AND l.to_ms) >= 10
      AND max(a.at_ms) FILTER (WHERE a.at_ms BETWEEN l.from_ms AND l.to_ms) - min(a.at_ms) FILTER (WHERE a.at_ms BETWEEN l.from_ms AND l.to_ms)
        >= 0.5 * (l.to_ms - l.from_ms) AS all_the_while,
    count(a.id) FILTER (WHERE a.duration_ms > l.limit_ms) AS longer,
    -- Before anybody gave up: the usual latency, and not that of a bad hour.
    count(a.id) FILTER (WHERE a.at_ms < l.from_ms AND a.duration_ms > l.limit_ms) AS longer_before,
    max(a.duration_ms) AS slowest_ms,
    max_by(a.id, a.duration_ms) AS slowest_id
  FROM limits l JOIN answers a ON a.operation = l.operation
  GROUP BY l.source, l.target, l.operation, l.limit_ms, l.timeouts, l.one_limit, l.from_ms, l.to_ms
),
fitting AS (
  SELECT j.*, u.calls,
    -- Were half of the usual answers faster, that not one of five is would happen once in thirty times.
    j.answers >= 10 OR (j.one_limit AND j.longer_before >= 5 AND j.longer_before = j.answers) AS latency_known,
    j.longer >= $least_longer * j.answers AND j.timeouts >= 0.05 * u.calls AS often_longer,
    -- Where nobody logs the answers that came too late, they are the calls that were given up.
    j.timeouts >= j.answers AND j.timeouts >= 0.5 * u.calls AND j.one_limit AND j.all_the_while AND j.slowest_ms >= 0.5 * j.limit_ms AS cut_off
  FROM judged j
  JOIN usual u ON u.source IS NOT DISTINCT FROM j.source AND u.target IS NOT DISTINCT FROM j.target AND u.operation = j.operation
)
SELECT e.source, e.target, e.operation,
  CASE WHEN j.longer >= $least_longer * j.answers OR j.cut_off THEN 'gives up too early' ELSE 'waits too long' END AS cause,
  e.start_ms AS at_ms, e.end_ms AS end_ms,
  e.record_key,
  1 AS timeouts,
  j.limit_ms AS timeout_ms,
  j.slowest_ms AS slowest_ms,
  j.limit_ms / j.slowest_ms AS limit_over_slowest,
  e.id AS event_1, 'gave up after ' || CAST(round(e.waited_ms) AS BIGINT) || ' ms' AS why_1,
  j.slowest_id AS event_2, 'the slowest answer that succeeded took ' || CAST(round(j.slowest_ms) AS BIGINT) || ' ms' AS why_2,
  true AS answers_known,
  true AS often_enough,
  CASE
    WHEN j.timeouts < $least_timeouts THEN 'fewer than {least_timeouts} calls were given up'
    WHEN NOT j.latency_known THEN 'fewer than ten answers succeeded, so the usual latency is not known'
    WHEN NOT (
      j.often_longer OR j.cut_off
      OR (j.limit_ms >= $too_long * j.slowest_ms AND j.limit_ms >= 10000)
    ) THEN 'the limit fits the answers: less than {least_longer} of them take longer, and it is less than {too_long} times the slowest'
  END AS ruled_out
FROM ended e
JOIN fitting j ON j.source IS NOT DISTINCT FROM e.source AND j.target IS NOT DISTINCT FROM e.target AND j.operation = e.operation
