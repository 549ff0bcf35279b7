-- Only where an event has: kind = 'row'
-- An export may name a record's key in a column that its name does not tell ("Your reference", "External ID",
-- "NumAtCard"). The keys that the rest of the input uses tell it: where they stand in another column than the
-- one that was taken for the key, and hardly ever in that one, the other column is the key. What the lines
-- of a log are about tells it better than another export does, whose columns were guessed the same way.
CREATE TEMP TABLE row_cells AS
SELECT file, column_name, lower(ltrim(trim(labels ->> ('$."' || column_name || '"')), '#')) AS value, line
FROM (SELECT file, line, labels, unnest(json_keys(labels)) AS column_name FROM events WHERE kind = 'row' AND labels IS NOT NULL)
WHERE NOT contains(column_name, '"');

CREATE TEMP TABLE used_keys AS
SELECT DISTINCT lower(ltrim(record_key, '#')) AS key, file, kind <> 'row' AS logged
FROM events WHERE record_key IS NOT NULL AND length(record_key) >= 4;

CREATE TEMP TABLE row_keys AS
WITH cells AS (
  SELECT c.*, k.value IS NOT NULL AS known, coalesce(k.logged, false) AS logged
  FROM row_cells c
  LEFT JOIN (
    SELECT c.file, c.value, bool_or(k.logged) AS logged
    FROM (SELECT DISTINCT file, value FROM row_cells) c JOIN used_keys k ON k.key = c.value AND k.file <> c.file GROUP BY ALL
  ) k ON k.file = c.file AND k.value = c.value
  WHERE length(c.value) >= 4
),
columns AS (
  SELECT file, column_name, count(*) AS cells, count(DISTINCT value) AS distinct_values,
    count(*) FILTER (WHERE known) AS known, count(*) FILTER (WHERE logged) AS logged
  FROM cells GROUP BY file, column_name
),
now_known AS (
  SELECT file, count(*) FILTER (WHERE lower(ltrim(record_key, '#')) IN (SELECT k.key FROM used_keys k WHERE k.file <> e.file)) AS known,
    count(*) FILTER (WHERE lower(ltrim(record_key, '#')) IN (SELECT k.key FROM used_keys k WHERE k.logged)) AS logged
  FROM events e WHERE kind = 'row' AND record_key IS NOT NULL GROUP BY file
),
better AS (
  SELECT c.file, c.column_name, c.known, c.logged,
    c.logged >= 3 AND c.logged >= 0.5 * c.cells AND coalesce(n.logged, 0) < 0.1 * c.logged AS by_log,
    c.known >= 3 AND c.known >= 0.5 * c.cells AND coalesce(n.known, 0) < 0.1 * c.known AS by_any
  FROM columns c LEFT JOIN now_known n ON n.file = c.file
  -- Keys that stand on several rows each are those of a group; a log that knows them as records allows for more that was made twice.
  WHERE c.distinct_values >= (CASE WHEN c.logged >= 0.9 * c.cells THEN 0.5 ELSE 0.7 END) * c.cells
)
SELECT file, column_name
FROM better
WHERE by_log OR by_any
QUALIFY row_number() OVER (PARTITION BY file ORDER BY by_log DESC, CASE WHEN by_log THEN logged ELSE known END DESC, column_name) = 1;

UPDATE events e
SET record_key = trim(e.labels ->> ('$."' || k.column_name || '"')),
  record_field = lower(regexp_replace(k.column_name, '[^\w]+', '_', 'g')),
  created_id = CASE WHEN e.record_key <> trim(e.labels ->> ('$."' || k.column_name || '"')) THEN e.record_key ELSE NULL END,
  created_field = CASE WHEN e.record_key <> trim(e.labels ->> ('$."' || k.column_name || '"')) THEN e.record_field ELSE NULL END
FROM row_keys k
WHERE e.kind = 'row' AND e.file = k.file AND length(trim(e.labels ->> ('$."' || k.column_name || '"'))) >= 4;

DROP TABLE row_cells;
DROP TABLE used_keys;
DROP TABLE row_keys;
