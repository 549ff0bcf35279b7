-- One row per business record for which one kind of effect was made more than once.
WITH kinds AS (
  SELECT effect_group, count(DISTINCT key) AS keys FROM effects GROUP BY effect_group
),
stated AS (
  SELECT f.*, e.amount,
    -- The thing created, as its field or the last word of the route calls it.
    lower(coalesce(e.created_field, '') || ' ' || regexp_extract(coalesce(f.operation, ''), '([^/{}]+)(?:/\{\w+\})*$', 1)) AS thing
  FROM effects f JOIN events e ON e.id = f.id
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
  CASE WHEN d.export_id <> d.last_id AND d.export_id <> d.first_id THEN d.export_id END AS event_3, 'the target''s own export holds both' AS why_3,
  CASE WHEN d.proofs > 1 THEN 0.98 ELSE 0.92 END AS certainty,
  true AS ids_differ,
  NOT EXISTS (SELECT 1 FROM calls c WHERE c.outcome = 'replayed' AND lower(ltrim(c.record_key, '#')) = d.key AND c.operation = d.operation) AS not_replayed,
  CASE WHEN d.operation IS NOT NULL THEN d.operation NOT LIKE 'PUT %' AND d.operation NOT LIKE 'PATCH %' END AS no_upsert,
  CASE
    WHEN d.operation LIKE 'PUT %' OR d.operation LIKE 'PATCH %' OR d.operation LIKE 'DELETE %' OR d.operation LIKE 'GET %'
      THEN 'the operation sets a state, so a repeat changes nothing'
    -- Where most keys have several effects, several effects are what is meant (parcels of an order, months of a subscription).
    WHEN NOT (n.key IS NOT NULL OR s.doubled <= $most_doubled * k.keys OR (k.keys <= 3 AND d.created <= 3) OR coalesce(b.keys >= $least_singles, false))
      THEN 'more than {most_doubled} of all keys have several effects, so several are meant'
    -- A customer orders again and a subscription is charged every month: the second thing for one of these is a
    -- repeat only when it comes at once or a call on it had failed before.
    WHEN NOT coalesce((
      NOT regexp_matches(coalesce(d.record_field, ''), '^(?:\w+_)?(customer|account|contact|member|membership|user|client|merchant|supplier|vendor|partner|tenant|company|subscription|contract|policy|lease|loan|plan)(?:_(?:id|no|number|ref|key|code))?$')
      OR regexp_matches(d.thing, 'contact|customer|account|member|user|client|merchant|supplier|vendor|partner|tenant|company|profile|person|subscription|contract|policy|policies|companies')
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
LEFT JOIN singles b ON b.effect_group = d.effect_group
LEFT JOIN again n ON n.effect_group = d.effect_group AND n.key = d.key
