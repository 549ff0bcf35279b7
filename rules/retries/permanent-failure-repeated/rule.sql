-- One row per operation that got a permanent answer and was sent again unchanged. A token that is refused is
-- worth one more try with a fresh one; the same again and again is refused for good, also when it ends well.
WITH
tried AS (
  SELECT a.*, l.cause IS NOT NULL AS is_learned, a.outcome IN ('permanent', 'unauthenticated') OR l.cause IS NOT NULL AS is_refusal
  FROM attempts a
  LEFT JOIN learned_refusals l ON l.id = a.id AND l.works >= $least_learned
  -- Nothing of most work was refused.
  WHERE a.work_key IN (SELECT work_key FROM attempts WHERE outcome IN ('permanent', 'unauthenticated') OR id IN (SELECT id FROM learned_refusals))
),
-- What is accepted long after the refusals, when their cause was mended, was sent by somebody else than who repeated them.
placed AS (
  SELECT id, work_key, operation, source, chain, outcome, gap_ms,
    max(gap_ms) OVER (PARTITION BY work_key, operation, source, chain ORDER BY number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS longest_before_ms
  FROM attempts WHERE id IN (SELECT id FROM chain_places)
),
mended AS (
  SELECT id, work_key, operation, source, chain FROM placed
  WHERE outcome IN ('ok', 'replayed') AND gap_ms >= greatest(600000, 10 * longest_before_ms)
),
dialect AS (SELECT DISTINCT work_key, operation, source, chain FROM tried WHERE is_learned),
refused AS (
  SELECT o.*,
    (SELECT min(a.number) FROM tried a WHERE a.work_key = o.work_key AND a.operation IS NOT DISTINCT FROM o.operation
      AND a.source IS NOT DISTINCT FROM o.source AND a.chain = o.chain AND a.is_refusal) AS first_refusal
  FROM operations o
  WHERE (o.permanent >= 2 AND o.fine = 0)
    OR (o.attempts >= 2 AND EXISTS (
      SELECT 1 FROM dialect d WHERE d.work_key = o.work_key AND d.operation IS NOT DISTINCT FROM o.operation AND d.source IS NOT DISTINCT FROM o.source AND d.chain = o.chain)) OR o.unauthenticated >= $most_unauthenticated
    OR (o.permanent >= 3 AND o.fine = 1 AND EXISTS (
      SELECT 1 FROM mended m WHERE m.work_key = o.work_key AND m.operation IS NOT DISTINCT FROM o.operation AND m.source IS NOT DISTINCT FROM o.source AND m.chain = o.chain))
),
shown AS (
  SELECT r.source, r.operation, r.work_key, r.chain,
    min_by(a.id, a.number) FILTER (WHERE a.number = r.first_refusal) AS first_id,
    min_by(a.id, a.number) FILTER (WHERE a.number > r.first_refusal) AS second_id,
    min(a.end_ms) FILTER (WHERE a.number = r.first_refusal) AS refused_ms,
    max(a.end_ms) AS last_ms,
    count(*) FILTER (WHERE a.number > r.first_refusal AND a.outcome NOT IN ('ok', 'replayed', 'refused_duplicate')) AS wasted,
    count(*) AS attempts,
    max(a.attempt) AS numbered,
    count(*) FILTER (WHERE a.signal = 'retry_scheduled') AS announced,
    count(DISTINCT coalesce(a.request_id, a.job_id, a.event_key, a.idempotency_key, a.correlation_id, a.trace_id)) AS ids,
    count(coalesce(a.request_id, a.job_id, a.event_key, a.idempotency_key, a.correlation_id, a.trace_id)) AS with_id,
    count(*) FILTER (WHERE a.status = 412) AS preconditions,
    max(a.gap_ms) AS longest_gap_ms,
    -- By the clock: four gaps of one length are those of a scheduler that takes up what is left, not of new work.
    count(a.gap_ms) >= 4 AND count(a.gap_ms) = count(*) - 1 AND max(a.gap_ms) <= 1.25 * min(a.gap_ms) AND bool_and(a.outcome = 'permanent' OR a.is_learned)
      AND count(DISTINCT coalesce(a.code, a.error, '')) = 1 AND count(DISTINCT CASE WHEN coalesce(abs(a.version - a.start_ms) > 5000, true) THEN a.version END) <= 1 AND count(DISTINCT e.amount) <= 1
      -- Not found and conflict speak of the target's records: what was new work a while ago may meet them again.
      AND coalesce(min(a.status), 0) NOT IN (404, 409, 410, 412) AS clocked,
    min_by(a.status, a.number) FILTER (WHERE a.number = r.first_refusal) AS status,
    min_by(CASE WHEN a.is_learned THEN 'permanent' ELSE a.outcome END, a.number) FILTER (WHERE a.number > r.first_refusal) AS second_outcome,
    bool_or(a.is_learned) AS is_learned
  FROM refused r
  JOIN tried a ON a.work_key = r.work_key AND a.operation IS NOT DISTINCT FROM r.operation AND a.source IS NOT DISTINCT FROM r.source AND a.chain = r.chain
    AND a.id NOT IN (SELECT id FROM mended)
  JOIN events e ON e.id = a.id
  GROUP BY r.source, r.operation, r.work_key, r.chain
),
-- A client that repeats refusals does so every time; scattered repeats are new work on the same record.
habits AS (
  SELECT o.source, o.operation, count(*) FILTER (WHERE o.permanent >= 3 OR (d.work_key IS NOT NULL AND o.attempts >= 3)) AS repeated, count(*) AS refused
  FROM operations o
  LEFT JOIN dialect d ON d.work_key = o.work_key AND d.operation IS NOT DISTINCT FROM o.operation AND d.source IS NOT DISTINCT FROM o.source AND d.chain = o.chain
  -- One 401 that was not repeated says nothing of what is done about a refusal for good.
  WHERE o.permanent >= 1 OR o.unauthenticated > 1 OR d.work_key IS NOT NULL GROUP BY o.source, o.operation
),
-- How good reads of the same kind come again. What is read on by the clock whether it is refused or not is polling; where only
-- the refused one comes again after so long a pause, the refusal is what brings it back.
paced AS (
  SELECT s.source, s.operation, s.work_key, s.chain, count(*) AS good,
    count(*) FILTER (WHERE g.gap_ms BETWEEN 0.75 * s.longest_gap_ms AND 1.25 * s.longest_gap_ms) AS alike
  FROM shown s
  JOIN (
    SELECT source, operation, outcome, start_ms - lag(start_ms) OVER (PARTITION BY source, operation, work_key ORDER BY start_ms, id) AS gap_ms
    FROM calls WHERE work_key IS NOT NULL AND NOT is_write AND start_ms IS NOT NULL
  ) g ON g.operation = s.operation AND g.source IS NOT DISTINCT FROM s.source AND g.outcome = 'ok' AND g.gap_ms IS NOT NULL
  WHERE s.clocked AND s.longest_gap_ms <= $at_once_ms
  GROUP BY s.source, s.operation, s.work_key, s.chain
),
-- A job that works on the record and counts its own attempts, on lines that tell of no call. It has an id, or a worker and a most.
counting AS (
  SELECT lower(ltrim(record_key, '#')) AS key, min(at_ms) AS from_ms, max(at_ms) AS to_ms
  FROM events WHERE kind IN ('job', 'statement') AND record_key IS NOT NULL AND attempt > 1
    AND (job_id IS NOT NULL OR (max_attempts >= attempt AND coalesce(worker, logger, topic) IS NOT NULL))
  GROUP BY lower(ltrim(record_key, '#')), coalesce(job_id, stream || ':' || coalesce(worker, '') || ':' || coalesce(logger, '') || ':' || coalesce(topic, ''))
  HAVING count(DISTINCT attempt) >= 2
),
-- A grant that is refused as invalid stays so until a person gives a new one (RFC 6749, section 5.2). Requests for a token
-- name no work; those that come again and again, with none granted in between, are the same one.
asked AS (
  SELECT id, source, target, operation, record_key, payload_hash, outcome, status, coalesce(code, error) AS said, coalesce(end_ms, at_ms) AS end_ms,
    says_dead_client(coalesce(code, '') || ' ' || coalesce(error, '')) AS is_dead
  FROM calls WHERE at_ms IS NOT NULL AND work_key IS NULL
),
in_turn AS (
  SELECT *, count(*) FILTER (WHERE outcome IN ('ok', 'replayed')) OVER (PARTITION BY source, target, operation ORDER BY end_ms, id ROWS UNBOUNDED PRECEDING) AS granted
  FROM asked a
  WHERE EXISTS (SELECT 1 FROM asked d WHERE d.is_dead AND d.operation = a.operation AND d.target IS NOT DISTINCT FROM a.target AND d.source IS NOT DISTINCT FROM a.source)
),
dead_grants AS (
  SELECT source, target, operation, count(*) AS attempts, min(end_ms) AS from_ms, max(end_ms) AS to_ms, min(id) AS first_id, max(id) AS last_id,
    min_by(status, id) AS status, min_by(said, id) AS said, max(record_key) AS record_key,
    count(DISTINCT record_key) > 1 OR count(DISTINCT payload_hash) > 1 AS differ
  FROM in_turn WHERE is_dead
  GROUP BY source, target, operation, granted HAVING count(*) > 1
)
SELECT r.source, r.target, r.operation,
  s.refused_ms AS at_ms, s.last_ms AS end_ms,
  r.record_key,
  s.attempts,
  s.wasted AS wasted_attempts,
  1 AS works,
  s.first_id AS event_1, CASE WHEN s.is_learned THEN 'refused as all attempts of all such work are' ELSE 'refused for good' || coalesce(' with ' || s.status, '') END AS why_1,
  s.second_id AS event_2, CASE
    WHEN s.second_outcome IN ('permanent', 'unauthenticated') THEN 'sent again unchanged, refused again'
    WHEN s.second_outcome = 'throttled' THEN 'sent again unchanged, and held up by the limit'
    ELSE 'sent again unchanged, without success'
  END AS why_2,
  CASE WHEN r.fine = 0 THEN true END AS never_accepted,
  true AS no_new_work,
  CASE WHEN r.payloads > 0 THEN r.payloads = 1 END AS same_payload,
  NOT EXISTS (
    SELECT 1 FROM events e WHERE e.signal = 'changed' AND lower(ltrim(e.record_key, '#')) = lower(ltrim(r.record_key, '#'))
      AND e.at_ms BETWEEN s.refused_ms AND s.last_ms
  ) AS no_change_logged,
  CASE
    WHEN r.payloads > 1 THEN 'the request was changed in between'
    WHEN EXISTS (
      SELECT 1 FROM events e WHERE e.signal = 'changed' AND lower(ltrim(e.record_key, '#')) = lower(ltrim(r.record_key, '#'))
        AND e.at_ms BETWEEN s.refused_ms AND s.last_ms
    ) THEN 'a line says that the record was changed in between'
    -- The same record may come up again as new work. A retry says so: by an attempt number, by words, by an id
    -- that stays the same, by a precondition that never holds, by coming at once and more than twice, or by the clock. A read that
    -- comes again is else polling.
    WHEN NOT coalesce((
      coalesce(s.numbered, 1) > 1 OR s.announced > 0 OR (s.with_id = s.attempts AND s.ids = 1)
      OR EXISTS (SELECT 1 FROM counting j WHERE j.key = lower(ltrim(r.record_key, '#')) AND j.from_ms <= s.last_ms AND j.to_ms >= s.refused_ms)
      -- Who reads the new state before he writes again is let in sooner or later; the same precondition fails for ever.
      OR (s.preconditions = s.attempts AND s.attempts >= 5)
      -- One user's requests are not one piece of work: he may be refused for this and then for that.
      OR (NOT says_actor_name(coalesce(r.record_field, ''))
        AND r.is_write AND s.attempts >= 3 AND (s.longest_gap_ms <= $at_once_ms OR s.clocked) AND h.repeated >= 0.5 * h.refused)
      OR (NOT r.is_write AND s.attempts >= $least_reads AND p.good >= 5 AND p.alike <= 0.2 * p.good)
    ), false) THEN 'nothing says that it is a retry: no attempt number, no announced retry, no id that stays the same, not within {at_once_ms} milliseconds, nor by the clock'
  END AS ruled_out,
  CASE WHEN s.is_learned THEN 0.7 ELSE 0.9 END AS certainty
FROM refused r
JOIN shown s ON s.source IS NOT DISTINCT FROM r.source AND s.operation IS NOT DISTINCT FROM r.operation AND s.work_key = r.work_key AND s.chain = r.chain
JOIN habits h ON h.source IS NOT DISTINCT FROM r.source AND h.operation IS NOT DISTINCT FROM r.operation
LEFT JOIN paced p ON p.source IS NOT DISTINCT FROM r.source AND p.operation IS NOT DISTINCT FROM r.operation AND p.work_key = r.work_key AND p.chain = r.chain
UNION ALL
SELECT source, target, operation, from_ms, to_ms, record_key, attempts, attempts - 1, 1,
  first_id, 'refused for good' || coalesce(' with ' || status, '') || coalesce(': ' || said, ''),
  last_id, 'asked once more with the same grant, refused again',
  true, true, CAST(NULL AS BOOLEAN), CAST(NULL AS BOOLEAN),
  CASE
    WHEN differ THEN 'the requests differ, so several grants may be meant'
    WHEN attempts < $least_grants OR to_ms - from_ms < $grants_ms THEN 'a burst of fewer than {least_grants} requests, or within {grants_ms} milliseconds, may be of callers with a grant each'
  END,
  0.9
FROM dead_grants
