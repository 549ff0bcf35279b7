-- One row per record of a table with sides (debit and credit, out and in) of which one side is missing, though nearly all others have each.
WITH rows AS (
  SELECT l.id, l.file, l.key, l.leg, e.at_ms, e.record_key, e.state, e.labels, e.stream
  FROM row_legs l JOIN events e ON e.id = l.id
),
records AS (
  SELECT file, key, min(stream) AS stream, max(record_key) AS record_key, count(DISTINCT leg) AS legs, count(*) AS rows, min(leg) AS leg,
    min(at_ms) AS at_ms, max(at_ms) AS end_ms, min(id) AS id, max(id) AS last_id, max(state) AS state
  FROM rows GROUP BY file, key
),
files AS (
  SELECT file, count(*) AS keys, count(*) FILTER (WHERE legs = 1) AS alone, count(*) FILTER (WHERE legs > 1) AS whole,
    min(at_ms) AS begin_ms, max(at_ms) AS end_ms,
    -- Twice what nine of ten stay below: a few that were booked again hours later must not excuse all others.
    2 * quantile_cont(end_ms - at_ms, 0.9) FILTER (WHERE legs > 1) AS usual_ms,
    -- The newest records that have both sides, but for some: one that is overtaken by fewer may only be slow.
    list_extract(list_reverse_sort(list(at_ms) FILTER (WHERE legs > 1 AND at_ms IS NOT NULL)), CAST($least_overtaking AS BIGINT)) AS newest_ms
  FROM records GROUP BY file
),
-- The side that a record has alone may be the only one that its kind has: fees, opening balances, accounts of one side.
cells AS (
  SELECT r.file, r.key, column_name, r.labels ->> ('$."' || column_name || '"') AS value
  FROM (SELECT *, unnest(json_keys(labels)) AS column_name FROM rows WHERE labels IS NOT NULL) r WHERE NOT contains(column_name, '"')
),
kinds AS (
  SELECT c.file, c.column_name, c.value, max(r.at_ms) FILTER (WHERE r.legs = 1) - min(r.at_ms) FILTER (WHERE r.legs = 1) AS spread_ms
  FROM cells c JOIN records r ON r.file = c.file AND r.key = c.key
  WHERE c.value <> ''
  GROUP BY c.file, c.column_name, c.value
  -- A column of sides has one on each record that has one side.
  HAVING count(DISTINCT r.key) >= 3 AND count(DISTINCT r.key) FILTER (WHERE r.legs = 1) >= 0.8 * count(DISTINCT r.key)
),
of_kind AS (
  SELECT DISTINCT c.file, c.key
  FROM cells c JOIN kinds k ON k.file = c.file AND k.column_name = c.column_name AND k.value = c.value
  JOIN files f ON f.file = k.file
  -- A batch or a day that went wrong has its records beside each other; a kind comes all the time.
  WHERE k.spread_ms IS NULL OR k.spread_ms >= 0.3 * (f.end_ms - f.begin_ms)
),
whole_states AS (SELECT DISTINCT file, state FROM records WHERE legs > 1 AND state IS NOT NULL),
-- What the log calls the work on the record.
worked AS (
  SELECT key, min_by(operation, rank * 1000000000 - id) AS operation, max(target) AS target, max(source) AS source
  FROM record_operations WHERE NOT is_door AND is_write GROUP BY key
)
SELECT w.source, coalesce(w.target, n.name) AS target, w.operation, r.at_ms, r.end_ms, r.record_key,
  f.whole AS completed,
  r.id AS event_1, 'the only side of it in ' || n.name || ': ' || left(r.leg, 40) || format('; {:,} others have each', f.whole) AS why_1,
  r.at_ms IS NOT NULL AS old_enough,
  true AS not_of_a_kind,
  CASE
    WHEN f.alone > $most_share * f.keys THEN 'too many records have one side for it to be a fault'
    WHEN EXISTS (SELECT 1 FROM of_kind k WHERE k.file = r.file AND k.key = r.key) THEN 'records of its kind have one side'
    WHEN r.state IS NOT NULL AND NOT EXISTS (SELECT 1 FROM whole_states s WHERE s.file = r.file AND s.state = r.state) THEN 'in a state that no record with both sides has'
    WHEN r.at_ms >= coalesce(f.newest_ms, 0) OR r.at_ms + coalesce(f.usual_ms, 0) > f.end_ms THEN 'too young for the other side to have followed'
    WHEN r.end_ms - coalesce(f.usual_ms, 0) <= f.begin_ms THEN 'its other side may lie before the table begins'
    WHEN r.at_ms IS NULL AND r.last_id >= (SELECT max(o.id) FROM records o WHERE o.file = r.file AND o.legs > 1) THEN 'too young for the other side to have followed'
  END AS ruled_out
FROM records r JOIN files f ON f.file = r.file
LEFT JOIN stream_names n ON n.stream = r.stream
LEFT JOIN worked w ON w.key = r.key
WHERE r.legs = 1
