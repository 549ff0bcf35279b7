-- Only where an event has: kind = 'row' AND record_key IS NOT NULL AND created_id IS NULL AND ids IS NOT NULL
-- A table into which the records of another log or table came gives each of its rows a number of its own, however it calls it
-- ("account_no", "voucher"): where it is another one in every row, it is the id of what was made there. Rows that tell of tries,
-- of failures or of steps are no things: two of them for one record tell something else each.
CREATE TEMP TABLE numbered_rows AS
WITH things AS (
  SELECT e.file, e.id, lower(ltrim(e.record_key, '#')) AS key, coalesce(l.leg, '') AS leg, e.record_field, e.at_ms, e.ids, e.labels
  FROM events e LEFT JOIN row_legs l ON l.id = e.id
  WHERE kind = 'row' AND record_key IS NOT NULL AND created_id IS NULL AND ids IS NOT NULL AND labels IS NOT NULL
    AND status IS NULL AND attempt IS NULL AND error IS NULL AND code IS NULL AND job_id IS NULL AND event_key IS NULL
),
sizes AS (SELECT file, count(*) AS rows, count(DISTINCT (key, leg)) AS works, count(DISTINCT key) AS keys FROM things GROUP BY file),
-- Ten rows: fewer differ by chance.
wanted AS (SELECT * FROM sizes WHERE rows >= 10 AND rows > works AND works >= 0.5 * rows),
own_keys AS (SELECT DISTINCT file, key FROM things WHERE file IN (SELECT file FROM wanted)),
other_keys AS (
  SELECT file, lower(ltrim(record_key, '#')) AS key FROM events WHERE record_key IS NOT NULL AND kind <> 'claim' GROUP BY ALL
),
-- Nearly all of its keys stand in the other, and most of the other's here: a list of what went wrong holds few of them.
came AS (
  SELECT DISTINCT o.file
  FROM own_keys o JOIN other_keys t ON t.key = o.key AND t.file <> o.file
  JOIN wanted w ON w.file = o.file
  JOIN (SELECT file, count(*) AS keys FROM other_keys GROUP BY file) n ON n.file = t.file
  GROUP BY o.file, t.file, w.keys, n.keys
  HAVING count(*) >= 0.9 * w.keys AND count(*) >= 0.5 * n.keys
),
numbers AS (
  SELECT t.file, t.id, t.key, t.leg, column_name, trim(t.labels ->> ('$."' || column_name || '"')) AS value, t.ids, t.record_field
  FROM (SELECT *, unnest(json_keys(labels)) AS column_name FROM things WHERE file IN (SELECT file FROM came)) t
  WHERE NOT contains(column_name, '"')
),
-- Its name says that it holds an identifier, or its letters do, or its numbers lie as close as those of a counter.
own_numbers AS (
  SELECT n.file, n.column_name FROM numbers n JOIN wanted w ON w.file = n.file
  GROUP BY n.file, n.column_name, w.rows
  HAVING count(value) = w.rows AND count(DISTINCT value) = count(*) AND bool_and(regexp_full_match(value, '[A-Za-z]{0,8}[-_/.]?\d{3,18}|[\da-fA-F-]{32,36}'))
    AND (bool_and(contains(ids, '"' || value || '"')) OR bool_and(regexp_matches(value, '^[A-Za-z]')) OR max(try_cast(value AS BIGINT)) - min(try_cast(value AS BIGINT)) < 2 * w.rows)
    AND bool_and(lower(value) <> key)
  QUALIFY count(*) OVER (PARTITION BY n.file) = 1
),
cells AS (
  SELECT t.file, t.key, t.leg, t.id, column_name, t.labels ->> ('$."' || column_name || '"') AS value
  FROM (SELECT *, unnest(json_keys(labels)) AS column_name FROM things SEMI JOIN own_numbers o ON o.file = things.file) t
  WHERE NOT contains(column_name, '"')
),
-- Two that are alike differ in their times and in what no two rows have in common, and in nothing else.
kinds AS (
  SELECT file, column_name FROM cells GROUP BY file, column_name
  HAVING count(DISTINCT value) < count(value) AND count(*) FILTER (WHERE regexp_matches(value, '\d:\d\d|^\d{4}-\d\d-\d\d|^\d\d[./]\d\d[./]\d{4}')) < 0.5 * count(*)
),
unlike AS (
  SELECT c.file, c.key, c.leg FROM cells c SEMI JOIN kinds k ON k.file = c.file AND k.column_name = c.column_name
  GROUP BY c.file, c.key, c.leg, c.column_name HAVING count(DISTINCT coalesce(c.value, '')) > 1
)
SELECT n.id, n.value, lower(regexp_replace(n.column_name, '[^\w]+', '_', 'g')) AS column_name
FROM numbers n SEMI JOIN own_numbers o ON o.file = n.file AND o.column_name = n.column_name
ANTI JOIN unlike u ON u.file = n.file AND u.key = n.key AND u.leg = n.leg
WHERE n.value <> n.key;

UPDATE events e SET created_id = n.value, created_field = n.column_name FROM numbered_rows n WHERE e.id = n.id;

DROP TABLE numbered_rows;
