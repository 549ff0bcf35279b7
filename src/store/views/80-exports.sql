-- Only where an event has: kind = 'row'
-- Else: export_rows (id BIGINT, stream VARCHAR, file VARCHAR, line BIGINT, at_ms BIGINT, key VARCHAR, record_key VARCHAR, record_field VARCHAR, created_id VARCHAR, state VARCHAR, amount DOUBLE, labels VARCHAR)
-- Else: exports (stream VARCHAR, name VARCHAR, rows BIGINT, keys BIGINT, start_ms BIGINT, end_ms BIGINT, middle_ms DOUBLE, grain_ms INTEGER)
-- Else: export_pairs (source_stream VARCHAR, target_stream VARCHAR, source VARCHAR, target VARCHAR, shared BIGINT, source_keys BIGINT, target_keys BIGINT, lag_ms DOUBLE, slow_ms DOUBLE, oldest_arrived_ms BIGINT, settled_ms BIGINT, source_end_ms BIGINT)
-- Else: column_pairs (source_stream VARCHAR, target_stream VARCHAR, source_column VARCHAR, target_column VARCHAR, compared BIGINT, equal BIGINT, is_code BOOLEAN)
-- Else: column_differences (source_stream VARCHAR, target_stream VARCHAR, source_column VARCHAR, key VARCHAR, record_key VARCHAR, at_ms BIGINT, source_id BIGINT, target_id BIGINT, sent VARCHAR, stored VARCHAR, compared BIGINT, factor DECIMAL(7,3))
-- Else: excluded_rows (target_stream VARCHAR, stream VARCHAR, id BIGINT, key VARCHAR)
-- exports: tables of business records. export_pairs: two of them where the keys of one stand in the other.
CREATE TABLE export_rows AS
SELECT id, stream, file, line, at_ms, lower(ltrim(record_key, '#')) AS key, record_key, record_field, created_id, state, amount, labels
FROM events
WHERE kind = 'row' AND record_key IS NOT NULL;

CREATE TABLE exports AS
SELECT stream, (SELECT n.name FROM stream_names n WHERE n.stream = r.stream) AS name,
  count(*) AS rows, count(DISTINCT key) AS keys, min(at_ms) AS start_ms, max(at_ms) AS end_ms, median(at_ms) AS middle_ms,
  CASE WHEN bool_and(at_ms % 60000 = 0) THEN 60000 WHEN bool_and(at_ms % 1000 = 0) THEN 1000 ELSE 10 END AS grain_ms
FROM export_rows r GROUP BY stream;

CREATE TABLE export_pairs AS
WITH keys AS (SELECT DISTINCT stream, key FROM export_rows),
shared AS (
  SELECT a.stream AS source_stream, b.stream AS target_stream, count(*) AS shared
  FROM keys a JOIN keys b ON a.key = b.key AND a.stream <> b.stream
  GROUP BY ALL
),
arrivals AS (
  -- By how much of the source's time later records were ahead of this one when it arrived; what arrives together overtakes nobody.
  SELECT a.stream AS source_stream, b.stream AS target_stream, a.at_ms AS left_ms, b.at_ms AS arrived_ms,
    greatest(0, coalesce(max(a.at_ms) OVER (PARTITION BY a.stream, b.stream ORDER BY b.at_ms RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) - a.at_ms, 0)) AS overtaken_ms
  FROM (SELECT stream, key, min(at_ms) AS at_ms FROM export_rows GROUP BY ALL) a
  JOIN (SELECT stream, key, min(at_ms) AS at_ms FROM export_rows GROUP BY ALL) b ON a.key = b.key AND a.stream <> b.stream
),
timed AS (
  SELECT source_stream, target_stream,
    median(arrived_ms - left_ms) AS lag_ms, avg(arrived_ms - left_ms) AS mean_ms, quantile_cont(arrived_ms - left_ms, 0.99) AS slow_ms,
    min(left_ms) AS oldest_arrived_ms, max(left_ms) AS newest_arrived_ms,
    -- Twice what nine of ten stay below: a few that came hours late must not excuse all others. Where the times are
    -- no times of arrival (days on which something is due), most of the export would be young: they tell nothing then.
    least(max(overtaken_ms), 2 * quantile_cont(overtaken_ms, 0.9)) AS usual_ms
  FROM arrivals GROUP BY ALL
),
-- Where less than half has arrived, a part of the time in which nearly all did tells a loss from a choice of rows.
parts AS (
  SELECT s.source_stream, s.target_stream, r.part, count(*) AS rows, count(*) FILTER (WHERE r.key IN (SELECT k.key FROM keys k WHERE k.stream = s.target_stream)) AS arrived
  FROM shared s
  JOIN (SELECT stream, key, ntile(10) OVER (PARTITION BY stream ORDER BY min(at_ms), key) AS part FROM export_rows WHERE at_ms IS NOT NULL GROUP BY stream, key) r
    ON r.stream = s.source_stream
  GROUP BY ALL
),
at_times AS (
  SELECT source_stream, target_stream FROM parts
  GROUP BY source_stream, target_stream
  HAVING sum(rows) >= 30 AND count(*) FILTER (WHERE arrived >= 0.9 * rows) >= 3
)
SELECT s.source_stream, s.target_stream, sa.name AS source, sb.name AS target, s.shared, sa.keys AS source_keys, sb.keys AS target_keys,
  t.lag_ms, t.slow_ms, t.oldest_arrived_ms,
  CAST(t.newest_arrived_ms - CASE WHEN t.usual_ms < 0.5 * (t.newest_arrived_ms - t.oldest_arrived_ms) THEN t.usual_ms ELSE 0 END AS BIGINT) AS settled_ms, sa.end_ms AS source_end_ms
FROM shared s
JOIN exports sa ON sa.stream = s.source_stream
JOIN exports sb ON sb.stream = s.target_stream
JOIN timed t ON t.source_stream = s.source_stream AND t.target_stream = s.target_stream
-- The target holds what came from the source: nearly all of its keys stand there, and most of the source's have arrived.
WHERE s.shared >= 3 AND s.shared >= 0.9 * sb.keys
  AND (s.shared >= 0.5 * sa.keys OR EXISTS (SELECT 1 FROM at_times x WHERE x.source_stream = s.source_stream AND x.target_stream = s.target_stream))
  -- Without times, tables with the same columns are editions or parts of one table, not source and target.
  AND (t.lag_ms IS NOT NULL OR (SELECT mode(array_to_string(list_sort(json_keys(labels)), '|')) FROM export_rows WHERE stream = s.source_stream)
    IS DISTINCT FROM (SELECT mode(array_to_string(list_sort(json_keys(labels)), '|')) FROM export_rows WHERE stream = s.target_stream)
    OR (SELECT count(labels) FROM export_rows WHERE stream = s.source_stream) = 0)
  -- Nothing arrives before it leaves; times may be cut to the minute or second.
  AND (t.lag_ms IS NULL OR t.lag_ms > -greatest(sa.grain_ms, sb.grain_ms))
  -- Where most rows have one time in both, those that do not tell which side is later.
  AND (sa.keys > sb.keys OR (sa.keys = sb.keys AND (t.lag_ms > 0 OR (t.lag_ms = 0 AND t.mean_ms > 0))));

-- A number however it is written: 1234.5, 1,234.5, 1.234,5 and 1234,5 are one. `1,234` has thousands.
CREATE TEMP MACRO number_in(text) AS try_cast(CASE
  WHEN regexp_matches(text, '^-?\d{1,3}(,\d{3})+(\.\d+)?$') THEN replace(text, ',', '')
  WHEN regexp_matches(text, '^-?(\d{1,3}(\.\d{3})+|\d+),\d+$') THEN replace(replace(text, '.', ''), ',', '.')
  ELSE text END AS DOUBLE);
-- A decimal mark that was lost or moved; by how much the target's number is larger.
CREATE TEMP MACRO power_of_ten(sent, stored) AS list_extract(list_filter([10.0, 100.0, 1000.0, 0.1, 0.01, 0.001],
  lambda factor: abs(stored - sent * factor) <= 0.000001 * abs(stored) AND sent <> 0 AND stored <> sent), 1);

-- column_pairs: columns of source and target that hold the same thing: where both name a record, nearly all values agree.
-- Numbers do so however they are written; where one side lost a decimal mark they differ by a power of ten, which no
-- two columns of different meaning do by chance.
CREATE TABLE column_pairs AS
WITH single AS (SELECT stream, key, any_value(labels) AS labels, any_value(id) AS id FROM export_rows WHERE labels IS NOT NULL GROUP BY stream, key HAVING count(*) = 1),
joined AS (
  SELECT p.source_stream, p.target_stream, a.key, a.labels AS left_labels, b.labels AS right_labels,
    row_number() OVER (PARTITION BY p.source_stream, p.target_stream ORDER BY md5(a.key)) AS place
  FROM export_pairs p
  JOIN single a ON a.stream = p.source_stream
  JOIN single b ON b.stream = p.target_stream AND b.key = a.key
),
-- Some hundred records, chosen by chance, show which columns belong together.
sampled AS (SELECT * FROM joined WHERE place <= 300),
texts AS (
  SELECT source_stream, target_stream, key, side, column_name, lower(trim(labels ->> ('$."' || column_name || '"'))) AS value
  FROM (
    SELECT source_stream, target_stream, key, 'left' AS side, left_labels AS labels, unnest(json_keys(left_labels)) AS column_name FROM sampled
    UNION ALL SELECT source_stream, target_stream, key, 'right', right_labels, unnest(json_keys(right_labels)) FROM sampled
  ) WHERE NOT contains(column_name, '"')
),
cells AS (
  SELECT *, number_in(value) AS number FROM texts
),
useful AS (
  -- A time, a state and the key itself say nothing of the values that were brought over.
  SELECT source_stream, target_stream, side, column_name FROM cells
  WHERE value IS NOT NULL AND value <> ''
  GROUP BY ALL
  HAVING count(*) >= 20 AND count(DISTINCT value) >= 2 AND count(*) FILTER (WHERE regexp_matches(value, '\d:\d\d|^\d{4}-\d\d-\d\d|^\d\d[./]\d\d[./]\d{4}')) < 0.5 * count(*)
    AND count(*) FILTER (WHERE ltrim(value, '#') = key) < 0.5 * count(*)
    AND NOT says_changing_name(column_name)
)
SELECT l.source_stream, l.target_stream, l.column_name AS source_column, r.column_name AS target_column, count(*) AS compared,
  count(*) FILTER (WHERE l.value = r.value OR coalesce(l.number = r.number, false)) AS equal,
  -- Digits of one length, most of which begin with another than 0, are a code: its zeros are a part of it. Numbers that are filled up
  -- with zeros to one length begin with 0 in most rows.
  bool_and(regexp_full_match(l.value, '\d{3,}')) AND count(DISTINCT length(l.value)) = 1
    AND count(*) FILTER (WHERE l.value LIKE '0%') BETWEEN 1 AND 0.5 * count(*) AS is_code
FROM cells l
JOIN cells r ON r.source_stream = l.source_stream AND r.target_stream = l.target_stream AND r.key = l.key AND r.side = 'right' AND l.side = 'left'
SEMI JOIN useful u ON u.source_stream = l.source_stream AND u.target_stream = l.target_stream AND u.side = 'left' AND u.column_name = l.column_name
SEMI JOIN useful v ON v.source_stream = r.source_stream AND v.target_stream = r.target_stream AND v.side = 'right' AND v.column_name = r.column_name
WHERE l.value <> '' AND r.value <> ''
GROUP BY l.source_stream, l.target_stream, l.column_name, r.column_name
HAVING count(*) >= 20 AND (
  equal >= 0.9 * count(*)
  OR (equal >= 0.5 * count(*) AND count(DISTINCT l.number) >= 10
    AND equal + count(*) FILTER (WHERE l.number <> r.number AND power_of_ten(l.number, r.number) IS NOT NULL) >= 0.9 * count(*))
)
QUALIFY row_number() OVER (PARTITION BY l.source_stream, l.target_stream, l.column_name ORDER BY equal DESC, r.column_name) = 1;

-- column_differences: the values of these columns that do not agree. A record on several rows has several values.
CREATE TABLE column_differences AS
WITH single AS (SELECT stream, key, any_value(labels) AS labels, any_value(id) AS id, any_value(record_key) AS record_key, any_value(at_ms) AS at_ms FROM export_rows WHERE labels IS NOT NULL GROUP BY stream, key HAVING count(*) = 1),
valued AS (
  SELECT p.source_stream, p.target_stream, p.source_column, a.key, a.record_key, a.at_ms, a.id AS source_id, b.id AS target_id,
    trim(a.labels ->> ('$."' || p.source_column || '"')) AS sent, trim(b.labels ->> ('$."' || p.target_column || '"')) AS stored,
    count(*) OVER (PARTITION BY p.source_stream, p.target_stream, p.source_column) AS compared, p.is_code
  FROM column_pairs p
  JOIN single a ON a.stream = p.source_stream
  JOIN single b ON b.stream = p.target_stream AND b.key = a.key
)
SELECT * EXCLUDE (is_code), power_of_ten(number_in(sent), number_in(stored)) AS factor
FROM valued
WHERE lower(sent) <> lower(stored) AND sent <> '' AND stored <> ''
  -- 9.9 and 9,90 are one number, and so are 1,250 and 1.25 where a comma is the decimal mark.
  AND (is_code OR coalesce(number_in(sent) <> number_in(stored), true))
  AND (is_code OR coalesce(try_cast(replace(sent, ',', '.') AS DOUBLE) <> try_cast(replace(stored, ',', '.') AS DOUBLE), true));

DROP MACRO number_in;
DROP MACRO power_of_ten;

-- excluded_values: a column and value of a source export whose rows hardly ever arrive and whose name
-- or value says why (cancelled, test, draft): rows left out by rule, not lost.
CREATE TABLE excluded_rows AS
WITH cells AS (
  SELECT p.target_stream, r.stream, r.id, r.key, column_name,
    lower(trim(r.labels ->> ('$."' || column_name || '"'))) AS value,
    EXISTS (SELECT 1 FROM export_rows t WHERE t.stream = p.target_stream AND t.key = r.key) AS arrived
  FROM export_pairs p
  JOIN (SELECT *, unnest(json_keys(labels)) AS column_name FROM export_rows WHERE labels IS NOT NULL) r ON r.stream = p.source_stream
),
meaningful AS (
  SELECT *,
    CASE
      WHEN says_left_out(value) THEN value
      -- A state in any word: none of the rows with it arrived. What says that the transfer failed or is to come is no reason.
      WHEN says_state_name(column_name)
        AND value NOT IN ('', '-', 'null', 'none') AND NOT says_not_yet_sent(value) THEN value
      WHEN says_left_out_name(column_name) AND value NOT IN ('', 'false', '0', 'no', 'n', 'null', 'none', '-') THEN 'filled'
    END AS says
  FROM cells
),
shares AS (
  SELECT target_stream, stream, column_name, says, count(*) AS rows, count(*) FILTER (WHERE arrived) AS arrived
  FROM meaningful WHERE says IS NOT NULL GROUP BY ALL
)
SELECT DISTINCT m.target_stream, m.stream, m.id, m.key
FROM meaningful m
JOIN shares s ON s.target_stream = m.target_stream AND s.stream = m.stream AND s.column_name = m.column_name AND s.says = m.says
WHERE s.arrived <= 0.05 * s.rows;
