-- One row per call in a span of time in which the target refused for its limit.
WITH limited AS (
  SELECT id, source, target, operation, start_ms,
    lag(start_ms) OVER (PARTITION BY source, target, operation ORDER BY start_ms, id) AS previous_ms
  FROM calls
  WHERE outcome = 'throttled' AND start_ms IS NOT NULL
),
episodes AS (
  SELECT *, sum(CASE WHEN previous_ms IS NULL OR start_ms - previous_ms > $quiet_ms THEN 1 ELSE 0 END)
    OVER (PARTITION BY source, target, operation ORDER BY start_ms, id ROWS UNBOUNDED PRECEDING) AS episode
  FROM limited
),
spans AS (
  SELECT source, target, operation, episode, min(start_ms) AS from_ms, max(start_ms) AS to_ms, count(*) AS limited
  FROM episodes GROUP BY source, target, operation, episode
),
-- Spans of one operation do not overlap: a call lies in the last one that had begun, or in none.
placed AS (
  SELECT c.id, s.source, s.target, s.operation, s.episode, s.from_ms, s.to_ms, s.limited
  FROM calls c
  -- An as-of join finds no partner for a null, whatever it is compared with; a call need not name who calls whom.
  ASOF JOIN spans s ON coalesce(s.source, '') = coalesce(c.source, '') AND coalesce(s.target, '') = coalesce(c.target, '')
    AND coalesce(s.operation, '') = coalesce(c.operation, '') AND c.start_ms >= s.from_ms
  WHERE c.start_ms <= s.to_ms
),
loads AS (
  SELECT source, target, operation, episode, from_ms, to_ms, limited, count(*) AS attempts
  FROM placed
  GROUP BY source, target, operation, episode, from_ms, to_ms, limited
),
-- A refusal is absorbed when the caller waits as long as asked and the same work is accepted with its next call.
absorbed AS (
  SELECT l.source, l.target, l.operation, l.episode,
    count(*) FILTER (
      WHERE a.outcome IN ('ok', 'replayed') AND coalesce(a.gap_ms >= 0.9 * a.previous_retry_after_ms - 100, true)
    ) AS accepted_next,
    count(a.previous_retry_after_ms) AS told
  FROM episodes l
  JOIN attempts a ON a.previous_id = l.id
  GROUP BY l.source, l.target, l.operation, l.episode
),
-- Where the line of the refusal names no route, the acceptance is told by the record's own lines.
followed AS (
  SELECT l.source, l.target, l.operation, l.episode, count(*) AS accepted_later
  FROM episodes l
  JOIN calls c ON c.id = l.id AND c.record_key IS NOT NULL
  WHERE l.operation IS NULL AND EXISTS (
    SELECT 1 FROM sightings s
    WHERE s.key = lower(ltrim(c.record_key, '#')) AND s.step IN ('done', 'settled', 'read')
      AND s.at_ms >= c.end_ms + 0.9 * coalesce(c.retry_after_ms, 0) - 1000 AND s.at_ms > c.end_ms AND s.at_ms <= c.end_ms + $quiet_ms
      AND NOT EXISTS (
        SELECT 1 FROM calls n WHERE n.record_key = c.record_key AND n.outcome = 'throttled' AND n.start_ms > c.end_ms AND n.start_ms <= s.at_ms
      )
  )
  GROUP BY l.source, l.target, l.operation, l.episode
),
early AS (
  SELECT previous_id AS id, gap_ms, previous_retry_after_ms,
    gap_ms < 0.9 * previous_retry_after_ms - 100 AS too_early
  FROM attempts WHERE previous_outcome = 'throttled'
),
-- Why a span is no fault, before its calls are gathered.
judged AS (
  SELECT l.*,
    CASE
      WHEN l.limited < $least_limited THEN 'fewer than {least_limited} refusals in one span'
      WHEN l.limited < $least_share * l.attempts THEN 'less than {least_share} of the calls of the span were refused'
      WHEN greatest(coalesce(b.accepted_next, 0), coalesce(f.accepted_later, 0)) > $most_absorbed * l.limited
        -- A third of all calls refused for ten minutes is no burst, even when each goes through with its next call
        -- and nothing was said of how long to wait.
        AND NOT (coalesce(b.told, 0) = 0 AND l.limited >= 100 AND 3 * l.limited >= l.attempts AND l.to_ms - l.from_ms >= 600000)
        THEN 'more than {most_absorbed} of the refusals were absorbed: the caller waited, and the next call was accepted'
    END AS ruled_out
  FROM loads l
  LEFT JOIN absorbed b ON b.source IS NOT DISTINCT FROM l.source AND b.target IS NOT DISTINCT FROM l.target
    AND b.operation IS NOT DISTINCT FROM l.operation AND b.episode = l.episode
  LEFT JOIN followed f ON f.source IS NOT DISTINCT FROM l.source AND f.target IS NOT DISTINCT FROM l.target
    AND f.operation IS NOT DISTINCT FROM l.operation AND f.episode = l.episode
)
SELECT c.source, c.target, c.operation,
  c.start_ms AS at_ms, c.start_ms AS end_ms,
  CASE WHEN c.outcome = 'throttled' THEN c.record_key END AS record_key,
  1 AS attempts,
  CASE WHEN c.outcome = 'throttled' THEN 1 ELSE 0 END AS limited,
  CASE WHEN e.too_early THEN 1 ELSE 0 END AS early_repeats,
  CASE WHEN c.outcome = 'throttled' THEN c.id END AS event_1, 'refused for the limit' AS why_1,
  true AS sustained,
  CASE WHEN e.previous_retry_after_ms IS NOT NULL THEN e.too_early END AS not_waited,
  l.ruled_out
FROM judged l
JOIN placed p ON p.source IS NOT DISTINCT FROM l.source AND p.target IS NOT DISTINCT FROM l.target AND p.operation IS NOT DISTINCT FROM l.operation
  AND p.episode = l.episode
JOIN calls c ON c.id = p.id
LEFT JOIN early e ON e.id = c.id
