-- One row per write whose end is unknown to its caller and whose repeat nothing makes safe.
WITH lost_answers AS (
  SELECT c.id, c.source, c.target, c.operation, c.start_ms, c.end_ms, c.work_key, c.record_key, c.idempotency_key, c.duration_ms,
    c.target_status, c.target_outcome, c.method, c.timed_out, c.code, c.seen_from
  FROM calls c
  -- A webhook delivery carries the id by which its receiver can tell repeats; whether it does is another rule's question.
  WHERE c.outcome = 'ambiguous' AND c.is_write AND c.start_ms IS NOT NULL AND c.kind <> 'delivery'
    AND NOT (c.seen_from = 'target' AND c.event_key IS NOT NULL)
),
followed AS (
  SELECT l.id, min(a.id) AS next_id, any_value(l.operation) AS operation, bool_or(a.idempotency_key <> l.idempotency_key) AS new_key
  FROM lost_answers l
  JOIN attempts a ON a.previous_id = l.id
  GROUP BY l.id
),
-- A key that is made anew for each attempt tells the target that this is other work.
renewed AS (
  SELECT operation FROM followed WHERE new_key IS NOT NULL
  GROUP BY operation HAVING count(*) FILTER (WHERE new_key) >= 0.8 * count(*)
),
happened AS (
  SELECT l.id, min(e.id) AS effect_id, count(DISTINCT e.created_id) AS effects
  FROM lost_answers l
  JOIN effects e ON e.key = lower(ltrim(l.record_key, '#')) AND (e.operation IS NULL OR e.operation = l.operation)
  JOIN (SELECT key, count(DISTINCT created_id) AS effects FROM effects GROUP BY key) o ON o.key = e.key
  -- What a later, answered call created is the repeat's effect, not this call's.
  WHERE (e.at_ms >= l.start_ms - 2000 OR e.at_ms IS NULL)
    AND NOT EXISTS (
      SELECT 1 FROM calls c WHERE c.created_id = e.created_id AND c.outcome IN ('ok', 'replayed') AND lower(ltrim(c.record_key, '#')) = e.key
    )
    -- Nor is the only one that there is, when it came with a repeat whose answer names none.
    AND NOT (o.effects = 1 AND EXISTS (
      SELECT 1 FROM calls c WHERE c.created_id IS NULL AND c.outcome IN ('ok', 'replayed') AND c.operation = l.operation
        AND lower(ltrim(c.record_key, '#')) = e.key AND c.start_ms > l.start_ms AND e.at_ms >= c.start_ms - 2000
    ))
  GROUP BY l.id
),
-- Many callers log the key only with the answer: an operation whose answers carry keys or replays uses them on every call.
keyed AS (
  SELECT operation, count(*) FILTER (WHERE idempotency_key IS NOT NULL OR outcome = 'replayed') AS with_key, count(*) AS answered
  FROM calls WHERE outcome IN ('ok', 'replayed') GROUP BY operation
),
-- Or the target says so on lines of its own: it answered repeats from its store, as often as answers were lost.
spans AS (
  SELECT operation, min(start_ms) AS from_ms, max(end_ms) AS to_ms, count(*) AS lost FROM lost_answers GROUP BY operation
),
stored AS (
  SELECT s.operation, s.lost, count(*) AS replays
  FROM spans s
  JOIN events e ON (e.signal = 'answered_from_store' OR e.replayed) AND e.at_ms BETWEEN s.from_ms AND s.to_ms + 600000
    AND (e.operation IS NULL OR e.operation = s.operation)
    -- A repeat that is known to belong to another write proves nothing of this one.
    AND NOT EXISTS (
      SELECT 1 FROM calls c
      WHERE e.operation IS NULL AND e.record_key IS NOT NULL AND c.record_key = e.record_key AND c.is_write AND c.operation <> s.operation
    )
  GROUP BY s.operation, s.lost
),
judged AS (
  SELECT l.*, f.next_id, h.effect_id,
    coalesce(h.effects > 0 OR l.target_outcome = 'ok', false) AS took_effect,
    CASE
      WHEN NOT coalesce(f.new_key, false) AND n.operation IS NULL AND (l.idempotency_key IS NOT NULL OR coalesce(k.with_key, 0) >= 0.5 * greatest(1, coalesce(k.answered, 0)))
        THEN 'an idempotency key makes the repeat safe'
      WHEN r.replays >= r.lost THEN 'the target answered the repeats from its store'
      -- RFC 9110, section 9.2.2.
      WHEN l.method IN ('PUT', 'DELETE') THEN 'PUT and DELETE may be repeated safely'
      -- RFC 7396: a merge patch names the new values of one record's fields; sent again it sets the same.
      WHEN l.method = 'PATCH' AND l.operation LIKE '%{id}' THEN 'a PATCH of one record sets the same values again'
    END AS safe_repeat
  FROM lost_answers l
  LEFT JOIN keyed k ON k.operation IS NOT DISTINCT FROM l.operation
  LEFT JOIN stored r ON r.operation IS NOT DISTINCT FROM l.operation
  LEFT JOIN followed f ON f.id = l.id
  LEFT JOIN renewed n ON n.operation IS NOT DISTINCT FROM l.operation
  LEFT JOIN happened h ON h.id = l.id
),
told AS (
  SELECT *,
    count(*) FILTER (WHERE safe_repeat IS NULL) OVER (PARTITION BY source, target, operation) AS together,
    count(*) FILTER (WHERE safe_repeat IS NULL AND took_effect) OVER (PARTITION BY source, target, operation) AS done_together
  FROM judged
)
SELECT source, target, operation,
  start_ms AS at_ms, end_ms AS end_ms,
  record_key,
  1 AS timeouts,
  CASE WHEN next_id IS NOT NULL THEN 1 ELSE 0 END AS repeated,
  CASE WHEN took_effect THEN 1 ELSE 0 END AS took_effect,
  duration_ms AS waited_ms,
  id AS event_1, 'the caller stopped waiting or lost the connection' AS why_1,
  next_id AS event_2, 'the same work was sent again' AS why_2,
  effect_id AS event_3, 'the target did it all the same' AS why_3,
  CASE WHEN took_effect THEN 0.95 WHEN next_id IS NOT NULL THEN 0.85 ELSE 0.7 END AS certainty,
  true AS is_write,
  true AS no_key,
  CASE
    WHEN safe_repeat IS NOT NULL THEN safe_repeat
    -- A proxy's log shows no keys. Without a repeat or an effect in sight nothing says that a repeat would not be safe.
    WHEN seen_from <> 'caller' AND next_id IS NULL AND NOT took_effect THEN 'only a proxy or a server tells of it, and neither a repeat nor an effect is seen'
    WHEN together < $least_timeouts AND done_together = 0 THEN 'fewer than {least_timeouts} together, and none is seen to have taken effect'
  END AS ruled_out
FROM told
