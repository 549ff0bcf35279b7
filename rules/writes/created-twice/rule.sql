-- One row per business record for which one kind of effect was made more than once.
WITH kinds AS (
  SELECT effect_group, count(DISTINCT key) AS keys FROM effects GROUP BY effect_group
),
stated AS (
  SELECT f.*, e.amount,
    -- The thing created, as its field or the last word of the route calls it.
    lower(coalesce(e.created_field, '') || ' ' || regexp_extract(coalesce(f.operation, ''), '([^/{}]+)(?:/\{\w+\})*$', 1)) AS thing
  FROM effects f JOIN events e ON e.id = f.id
  -- Most records have one.
  WHERE (f.effect_group, f.key) IN (SELECT (effect_group, key) FROM effects GROUP BY effect_group, key HAVING count(*) > 1)
),
doubled AS (
  SELECT effect_group, key, count(*) AS created, min(at_ms) AS first_ms, max(at_ms) AS last_ms,
    min_by(id, at_ms) AS first_id, max_by(id, at_ms) AS last_id, count(at_ms) AS timed, max(export_id) AS export_id,
    any_value(record_key) AS record_key, any_value(operation) AS operation, any_value(target) AS target, any_value(source) AS source,
    max(proofs) AS proofs,
    any_value(record_field) AS record_field, any_value(thing) AS thing
  FROM stated
  GROUP BY effect_group, key
  -- Parts of one sum (captures, partial refunds, split invoices) each have an amount of their own; a repeat has the same.
  HAVING count(*) > 1 AND NOT (count(amount) = count(*) AND count(DISTINCT amount) = count(*))
),
-- The second thing came of an attempt with a higher number, and no other work on the record had begun in between.
again AS (
  SELECT d.effect_group, d.key
  FROM doubled d
  JOIN calls a ON a.id = d.first_id
  JOIN calls b ON b.id = d.last_id
  WHERE b.attempt > coalesce(a.attempt, 1)
    AND NOT EXISTS (
      SELECT 1 FROM calls c WHERE lower(ltrim(c.record_key, '#')) = d.key AND c.operation IS NOT DISTINCT FROM b.operation
        AND c.start_ms > a.start_ms AND c.start_ms < b.start_ms AND coalesce(c.attempt, 1) <= coalesce(a.attempt, 1)
    )
),
-- Two passes over the same keys in the same order, the second after the first: a run was done again from its beginning,
-- or the next month has come. The ranks of a key in both tell the order; times may be cut to the second.
passes AS (
  SELECT effect_group, count(*) AS keys, min(first_ms) AS from_ms, max(first_ms) AS first_end_ms, min(last_ms) AS again_ms, max(last_ms) AS to_ms
  FROM (
    SELECT *, rank() OVER (PARTITION BY effect_group ORDER BY first_ms) AS first_place, rank() OVER (PARTITION BY effect_group ORDER BY last_ms) AS last_place
    FROM doubled WHERE created = 2 AND timed = 2
  )
  GROUP BY effect_group
  HAVING count(*) >= $least_singles AND max(first_ms) <= min(last_ms) AND corr(first_place, last_place) >= 0.98
    -- What comes every day or month is no repeat.
    AND min(last_ms) - min(first_ms) <= $again_ms
),
-- The first pass broke off where the second goes on with keys of which it had made nothing.
broken AS (
  SELECT p.effect_group
  FROM passes p JOIN effects f ON f.effect_group = p.effect_group AND f.at_ms >= p.again_ms
  LEFT JOIN doubled d ON d.effect_group = f.effect_group AND d.key = f.key
  WHERE d.key IS NULL
  GROUP BY p.effect_group, p.keys, p.to_ms
  HAVING count(*) >= 0.05 * p.keys AND count(*) FILTER (WHERE f.at_ms >= p.to_ms) >= 0.8 * count(*)
),
-- A log that begins the same piece of work before each of the passes.
begun_again AS (
  SELECT DISTINCT p.effect_group
  FROM passes p
  JOIN events a ON a.at_ms BETWEEN p.from_ms - 600000 AND p.from_ms + 1000
  JOIN events b ON b.at_ms BETWEEN p.first_end_ms AND p.again_ms + 1000
    AND b.template = a.template AND coalesce(b.record_key, b.job_id, b.batch_id) = coalesce(a.record_key, a.job_id, a.batch_id)
  WHERE a.kind IN ('statement', 'job') AND b.kind IN ('statement', 'job')
    AND a.signal IN ('started', 'received', 'resumed', 'requeued') AND b.signal IN ('started', 'received', 'resumed', 'requeued')
),
-- Somebody says between the passes that the work broke off, or was begun again.
restarted AS (
  SELECT p.effect_group, min_by(e.id, e.at_ms) AS id
  FROM passes p JOIN events e ON e.at_ms BETWEEN p.first_end_ms - 1000 AND p.again_ms + 1000
  WHERE e.kind IN ('statement', 'job', 'note', 'alert')
    AND (e.signal IN ('resumed', 'requeued') OR says_begun_again(coalesce(e.template, '') || ' ' || coalesce(e.error, '') || ' ' || coalesce(e.title, '')))
  GROUP BY p.effect_group
),
reruns AS (
  SELECT p.*, r.id AS restart_id
  FROM passes p JOIN restarted r ON r.effect_group = p.effect_group
  WHERE p.effect_group IN (SELECT effect_group FROM broken) OR p.effect_group IN (SELECT effect_group FROM begun_again)
),
shares AS (
  SELECT effect_group, count(*) AS doubled, min(first_ms) AS from_ms FROM doubled GROUP BY effect_group
),
-- Keys that had one effect each, before any had two: what is meant for each key is meant from the beginning.
singles AS (
  SELECT s.effect_group, count(DISTINCT f.key) AS keys
  FROM shares s JOIN effects f ON f.effect_group = s.effect_group AND f.at_ms < s.from_ms
  GROUP BY s.effect_group
)
SELECT
  d.source, d.target, d.operation,
  d.first_ms AS at_ms, d.last_ms AS end_ms,
  d.record_key,
  d.created - 1 AS extra_effects,
  1 AS records,
  d.last_ms - d.first_ms AS apart_ms,
  d.first_id AS event_1, 'the first effect for ' || d.record_key AS why_1,
  CASE WHEN d.last_id <> d.first_id THEN d.last_id END AS event_2, 'another effect for ' || d.record_key || ', with another id' AS why_2,
  CASE WHEN z.restart_id IS NOT NULL THEN z.restart_id WHEN d.export_id <> d.last_id AND d.export_id <> d.first_id THEN d.export_id END AS event_3,
  CASE WHEN z.restart_id IS NOT NULL THEN 'in between the work broke off or was begun again' ELSE 'the target''s own export holds both' END AS why_3,
  CASE WHEN d.proofs > 1 THEN 0.98 ELSE 0.92 END AS certainty,
  true AS ids_differ,
  NOT EXISTS (SELECT 1 FROM calls c WHERE c.outcome = 'replayed' AND lower(ltrim(c.record_key, '#')) = d.key AND c.operation = d.operation) AS not_replayed,
  CASE WHEN d.operation IS NOT NULL THEN d.operation NOT LIKE 'PUT %' AND d.operation NOT LIKE 'PATCH %' END AS no_upsert,
  CASE
    WHEN d.operation LIKE 'PUT %' OR d.operation LIKE 'PATCH %' OR d.operation LIKE 'DELETE %' OR d.operation LIKE 'GET %'
      THEN 'the operation sets a state, so a repeat changes nothing'
    -- Where most keys have several effects, several effects are what is meant (parcels of an order, months of a subscription).
    WHEN NOT (n.key IS NOT NULL OR z.effect_group IS NOT NULL OR s.doubled <= $most_doubled * k.keys OR (k.keys <= 3 AND d.created <= 3) OR coalesce(b.keys >= $least_singles, false))
      THEN 'more than {most_doubled} of all keys have several effects, so several are meant'
    -- A customer orders again and a subscription is charged every month: the second thing for one of these is a
    -- repeat only when it comes at once or a call on it had failed before.
    WHEN NOT coalesce((
      NOT says_standing_name(coalesce(d.record_field, ''))
      OR says_standing_thing(d.thing)
      OR d.last_ms - d.first_ms <= $at_once_ms
      OR EXISTS (
        SELECT 1 FROM calls c WHERE lower(ltrim(c.record_key, '#')) = d.key AND c.operation IS NOT DISTINCT FROM d.operation
          AND c.outcome IN ('ambiguous', 'transient', 'throttled') AND c.start_ms BETWEEN d.first_ms - 600000 AND d.last_ms
      )
    ), false) THEN 'the key is that of a customer or a contract, and the second thing came later than {at_once_ms} milliseconds and after no failure'
  END AS ruled_out
FROM doubled d
JOIN kinds k ON k.effect_group = d.effect_group
JOIN shares s ON s.effect_group = d.effect_group
LEFT JOIN reruns z ON z.effect_group = d.effect_group AND d.first_ms BETWEEN z.from_ms AND z.first_end_ms AND d.last_ms BETWEEN z.again_ms AND z.to_ms
LEFT JOIN singles b ON b.effect_group = d.effect_group
LEFT JOIN again n ON n.effect_group = d.effect_group AND n.key = d.key
