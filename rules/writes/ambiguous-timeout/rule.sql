-- One row per write whose end is unknown to its caller and whose repeat nothing makes safe.
WITH lost_answers AS (
  SELECT c.id, c.source, c.target, c.operation, c.start_ms, c.end_ms, c.work_key, c.record_key, c.idempotency_key, c.duration_ms,
    c.target_status, c.target_outcome, c.method, c.timed_out, c.code
  FROM calls c
  -- A webhook delivery carries the id by which its receiver can tell repeats; whether it does is another rule's question.
  WHERE c.outcome = 'ambiguous' AND c.is_write AND c.start_ms IS NOT NULL AND c.kind <> 'delivery'
),
followed AS (
  SELECT l.id, min(a.id) AS next_id
  FROM lost_answers l
  JOIN attempts a ON a.previous_id = l.id
  GROUP BY l.id
),
happened AS (
  SELECT l.id, min(e.id) AS effect_id, count(DISTINCT e.created_id) AS effects
  FROM lost_answers l
  JOIN effects e ON e.key = lower(ltrim(l.record_key, '#')) AND (e.operation IS NULL OR e.operation = l.operation)
  WHERE e.at_ms >= l.start_ms - 2000
  GROUP BY l.id
),
-- Many callers log the key only with the answer: an operation whose answers carry keys or replays uses them on every call.
keyed AS (
  SELECT operation, count(*) FILTER (WHERE idempotency_key IS NOT NULL OR outcome = 'replayed') AS with_key, count(*) AS answered
  FROM calls WHERE outcome IN ('ok', 'replayed') GROUP BY operation
)
SELECT l.source, l.target, l.operation,
  l.start_ms AS at_ms, l.end_ms AS end_ms,
  l.record_key,
  1 AS timeouts,
  CASE WHEN f.next_id IS NOT NULL THEN 1 ELSE 0 END AS repeated,
  CASE WHEN h.effects > 0 OR l.target_outcome = 'ok' THEN 1 ELSE 0 END AS took_effect,
  l.duration_ms AS waited_ms,
  l.id AS event_1, 'the caller stopped waiting or lost the connection' AS why_1,
  f.next_id AS event_2, 'the same work was sent again' AS why_2,
  h.effect_id AS event_3, 'the target did it all the same' AS why_3,
  CASE WHEN h.effects > 0 OR l.target_outcome = 'ok' THEN 0.95 WHEN f.next_id IS NOT NULL THEN 0.85 ELSE 0.7 END AS certainty,
  true AS is_write,
  l.idempotency_key IS NULL AS no_key
FROM lost_answers l
LEFT JOIN keyed k ON k.operation IS NOT DISTINCT FROM l.operation
LEFT JOIN followed f ON f.id = l.id
LEFT JOIN happened h ON h.id = l.id
WHERE l.idempotency_key IS NULL AND coalesce(k.with_key, 0) < 0.5 * greatest(1, coalesce(k.answered, 0))
  -- PUT and DELETE may be repeated safely: RFC 9110, section 9.2.2.
  AND coalesce(l.method, 'POST') NOT IN ('PUT', 'DELETE')
