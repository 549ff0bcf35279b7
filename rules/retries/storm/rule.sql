-- One row per piece of work that was tried again and again while the target was failing.
WITH failing AS (
  SELECT id, source, target, operation, work_key, start_ms,
    lag(start_ms) OVER (PARTITION BY source, target, operation ORDER BY start_ms, id) AS previous_ms
  FROM calls
  WHERE work_key IS NOT NULL AND start_ms IS NOT NULL AND outcome IN ('transient', 'ambiguous', 'throttled')
    -- What is refused for good, in words that nobody knows, tells of no target that fails; retries/permanent-failure-repeated judges it.
    AND id NOT IN (SELECT id FROM learned_refusals)
),
episodes AS (
  SELECT *, sum(CASE WHEN previous_ms IS NULL OR start_ms - previous_ms > $quiet_ms THEN 1 ELSE 0 END)
    OVER (PARTITION BY source, target, operation ORDER BY start_ms, id ROWS UNBOUNDED PRECEDING) AS episode
  FROM failing
),
spans AS (
  SELECT source, target, operation, episode, min(start_ms) AS from_ms, max(start_ms) AS to_ms, count(*) AS failed,
    count(DISTINCT work_key) AS works
  FROM episodes GROUP BY source, target, operation, episode
),
-- Attempts of the chains that failed, within the span, the successes at their ends included. What is asked
-- for again after a success is new work: the same product is read, the same stock is sent many times a day.
tries AS (
  SELECT s.source, s.target, s.operation, s.episode, s.failed, s.works, c.work_key, c.chain,
    -- Where a proxy tries again by itself, each attempt of the caller is several calls of the target.
    CAST(sum(greatest(coalesce(c.passed_on, 1), 1)) AS BIGINT) AS attempts, count(*) AS own, min(c.start_ms) AS first_ms, max(c.start_ms) AS last_ms,
    min(c.id) AS first_id, max(c.id) AS last_id, max(c.record_key) AS record_key,
    count(*) FILTER (WHERE c.outcome IN ('ok', 'replayed')) AS fine, bool_or(c.is_write OR c.kind <> 'exchange') AS writes,
    coalesce(max(c.attempt) > 1, false) OR bool_or(coalesce(c.signal = 'retry_scheduled', false)) AS retries,
    -- What its receiver tells of an event that is delivered: its repeats are the sender's, by the sender's schedule.
    bool_and(c.event_key IS NOT NULL AND c.seen_from <> 'caller') AS redelivered
  FROM spans s
  JOIN (SELECT DISTINCT source, target, operation, episode, work_key FROM episodes) w
    ON w.source IS NOT DISTINCT FROM s.source AND w.target IS NOT DISTINCT FROM s.target AND w.operation IS NOT DISTINCT FROM s.operation AND w.episode = s.episode
  -- Named, since the engine else reads all columns here.
  JOIN (
    SELECT id, source, target, operation, work_key, chain, start_ms, passed_on, outcome, is_write, kind, attempt, signal, record_key, event_key, seen_from
    FROM attempts
  ) c
    ON c.source IS NOT DISTINCT FROM s.source AND c.target IS NOT DISTINCT FROM s.target AND c.operation IS NOT DISTINCT FROM s.operation
    AND c.work_key = w.work_key AND c.start_ms BETWEEN s.from_ms AND s.to_ms
  GROUP BY s.source, s.target, s.operation, s.episode, s.failed, s.works, c.work_key, c.chain
  HAVING count(*) > count(*) FILTER (WHERE c.outcome IN ('ok', 'replayed'))
),
gaps AS (
  SELECT s.source, s.target, s.operation, s.episode,
    -- A gap under a twentieth of a second is no wait but the time that the program takes by itself: none does not grow from none.
    count(*) FILTER (WHERE a.gap_ms >= 1.3 * a.earlier_ms AND a.gap_ms >= 50) AS growing,
    count(a.earlier_ms) AS compared,
    -- Who waits as long as the target asks for does what it is told.
    count(*) FILTER (WHERE a.gap_ms >= 0.9 * a.previous_retry_after_ms) >= 0.5 * count(*) AS as_told
  FROM spans s
  JOIN (
    SELECT source, target, operation, start_ms, gap_ms, previous_retry_after_ms, lag(gap_ms) OVER (PARTITION BY work_key, operation, source, chain ORDER BY number) AS earlier_ms
    FROM attempts
    -- The first call of a work has no gap.
    WHERE place > 1
  ) a ON a.source IS NOT DISTINCT FROM s.source AND a.target IS NOT DISTINCT FROM s.target AND a.operation IS NOT DISTINCT FROM s.operation
    AND a.start_ms BETWEEN s.from_ms AND s.to_ms
  GROUP BY s.source, s.target, s.operation, s.episode
),
totals AS (
  SELECT t.source, t.target, t.operation, t.episode, sum(t.attempts) AS attempts, count(*) AS works,
    -- How fast each piece of work is asked for: many of them are asked for one after the other while the target is down.
    coalesce(median((t.own - 1) * 60000.0 / greatest(t.last_ms - t.first_ms, 1000)) FILTER (WHERE t.own > 1), 0) AS pace,
    bool_or(t.writes) AS writes, bool_and(t.redelivered) AS redelivered, count(*) FILTER (WHERE t.retries) >= 0.5 * count(*) AS retries,
    min(t.first_ms) AS first_ms, max(t.last_ms) AS last_ms, sum(t.attempts) * 60000.0 / greatest(60000, max(t.last_ms) - min(t.first_ms)) AS a_minute,
    coalesce(max(g.growing) >= 0.5 * max(g.compared) AND max(g.compared) >= 4, false) AS backs_off,
    coalesce(bool_or(g.as_told), false) AS as_told
  FROM tries t
  LEFT JOIN gaps g ON g.source IS NOT DISTINCT FROM t.source AND g.target IS NOT DISTINCT FROM t.target
    AND g.operation IS NOT DISTINCT FROM t.operation AND g.episode = t.episode
  GROUP BY t.source, t.target, t.operation, t.episode
),
-- One piece of work that is written again and again at a steady pace: no client is set to try so often by default.
judged AS (
  SELECT *, operation IS NOT NULL AND writes AND NOT redelivered AND NOT backs_off AND NOT as_told
    AND attempts >= $hot_attempts * works AND a_minute >= $polls_a_minute * works AS is_hot_loop
  FROM totals
)
SELECT t.source, t.target, t.operation,
  t.first_ms AS at_ms, t.last_ms AS end_ms,
  t.record_key,
  t.attempts,
  1 AS works,
  t.attempts - t.fine AS failed,
  t.first_id AS event_1, CASE WHEN t.own = 1 THEN 'the only attempt' ELSE 'the first of ' || t.own || ' attempts' END
    || CASE WHEN t.attempts > t.own THEN ', which a proxy turned into ' || t.attempts || ' calls' ELSE '' END AS why_1,
  CASE WHEN t.last_id <> t.first_id THEN t.last_id END AS event_2, 'the last of ' || t.own || ' attempts' AS why_2,
  true AS same_work,
  NOT x.backs_off AS no_growth,
  CASE
    WHEN x.attempts < $least_attempts AND NOT x.is_hot_loop THEN 'fewer than {least_attempts} attempts while the target was failing, and fewer than {hot_attempts} at a steady pace for a piece of work'
    -- Who reads the same thing at a slow pace and counts no attempts polls; the pace is no answer to the failures.
    WHEN NOT x.writes AND NOT x.retries AND x.pace < $polls_a_minute THEN 'reads at the pace of polling, fewer than {polls_a_minute} a minute'
    WHEN x.redelivered AND x.a_minute < $polls_a_minute * x.works THEN 'events that were delivered again at the pace of a schedule, fewer than {polls_a_minute} a minute each'
    -- A handful of tries with growing gaps is what a careful client does; only many more are a storm.
    -- A breaker that is open lets a probe through now and then, often with one and the same work.
    WHEN x.a_minute < $probes_a_minute AND EXISTS (
      SELECT 1 FROM events e WHERE e.signal = 'circuit_opened' AND e.at_ms BETWEEN x.first_ms AND x.last_ms
    ) THEN 'a circuit breaker was open, and fewer than {probes_a_minute} probes a minute went on'
    WHEN x.backs_off AND x.attempts < $most_with_backoff * x.works THEN 'the waits grow, and there are fewer than {most_with_backoff} attempts for a piece of work'
    WHEN NOT x.backs_off AND x.attempts < $most_without_backoff * x.works THEN 'fewer than {most_without_backoff} attempts for a piece of work'
  END AS ruled_out
FROM tries t
JOIN judged x ON x.source IS NOT DISTINCT FROM t.source AND x.target IS NOT DISTINCT FROM t.target
  AND x.operation IS NOT DISTINCT FROM t.operation AND x.episode = t.episode
