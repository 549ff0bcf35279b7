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
  SELECT file, count(*) AS rows, count(DISTINCT lower(ltrim(record_key, '#'))) AS keys, count(DISTINCT created_id) AS made,
    count(*) FILTER (WHERE lower(ltrim(record_key, '#')) IN (SELECT k.key FROM used_keys k WHERE k.file <> e.file)) AS known,
    count(*) FILTER (WHERE lower(ltrim(record_key, '#')) IN (SELECT k.key FROM used_keys k WHERE k.logged)) AS logged
  FROM events e WHERE kind = 'row' AND record_key IS NOT NULL GROUP BY file
),
-- A log that tells of trouble with a record: sent again, timed out, answered with a failure.
troubled AS (
  SELECT DISTINCT lower(ltrim(record_key, '#')) AS key FROM events
  WHERE kind <> 'row' AND record_key IS NOT NULL AND (attempt > 1 OR timed_out OR status >= 500 OR signal IN ('failed', 'retry_scheduled') OR level IN ('warn', 'error', 'fatal'))
),
-- The column that is taken for the key, where the rows have a number beside it.
taken AS (
  SELECT c.file, c.column_name FROM row_cells c JOIN events e ON e.kind = 'row' AND e.file = c.file AND e.line = c.line
  WHERE c.file IN (SELECT file FROM now_known WHERE made = rows AND keys < rows)
  GROUP BY c.file, c.column_name
  HAVING bool_and(c.value = lower(ltrim(e.record_key, '#')))
),
troubled_rows AS (SELECT DISTINCT c.file, c.line FROM row_cells c JOIN troubled t ON t.key = c.value),
-- The rows have numbers of their own, and some stand for a record that others stand for as well: one that the log knows, or one
-- that is taken for the key although the log calls each row by its own number, another one at each try.
grouped AS (
  SELECT c.file, c.column_name FROM columns c JOIN now_known n ON n.file = c.file
  LEFT JOIN taken t ON t.file = c.file AND t.column_name = c.column_name
  WHERE n.rows >= 20 AND c.cells = n.rows AND c.distinct_values BETWEEN 0.2 * c.cells AND c.cells - 3
    AND ((n.keys = n.rows AND c.logged >= 0.9 * c.cells) OR t.file IS NOT NULL)
),
-- What tells rows apart: their number and their time do so always, anything else shows that they are parts of the record.
telling AS (
  SELECT file, column_name FROM row_cells
  GROUP BY file, column_name
  HAVING NOT (count(DISTINCT value) = count(*) AND bool_and(regexp_full_match(value, '[a-z]{0,8}[-_/.]?\d{3,18}|[a-z]{1,8}[-_/.][\da-z]{4,40}|[\da-f-]{32,36}')))
    AND count(*) FILTER (WHERE regexp_matches(value, '\d:\d\d|^\d{4}-\d\d-\d\d|^\d\d[./]\d\d[./]\d{4}')) < 0.5 * count(*)
),
works AS (
  SELECT c.file, c.column_name, c.value, count(*) AS rows, count(t.line) > 0 AS troubled
  FROM row_cells c SEMI JOIN grouped g ON g.file = c.file AND g.column_name = c.column_name
  LEFT JOIN troubled_rows t ON t.file = c.file AND t.line = c.line
  GROUP BY c.file, c.column_name, c.value
),
unlike AS (
  SELECT DISTINCT c.file, c.column_name, c.value
  FROM row_cells c SEMI JOIN grouped g ON g.file = c.file AND g.column_name = c.column_name
  JOIN row_cells r ON r.file = c.file AND r.line = c.line
  SEMI JOIN telling t ON t.file = r.file AND t.column_name = r.column_name
  GROUP BY c.file, c.column_name, c.value, r.column_name
  HAVING count(DISTINCT coalesce(r.value, '')) > 1
),
-- The second row is a copy of the first, and came where the log tells of trouble: nobody meant it.
copied AS (
  SELECT w.file, w.column_name
  FROM works w
  LEFT JOIN unlike u ON u.file = w.file AND u.column_name = w.column_name AND u.value = w.value
  GROUP BY w.file, w.column_name
  HAVING count(*) FILTER (WHERE rows > 1) >= 3 AND count(u.value) = 0 AND count(*) FILTER (WHERE rows = 1) >= 0.2 * count(*)
    AND count(*) FILTER (WHERE rows > 1 AND troubled) >= 0.9 * count(*) FILTER (WHERE rows > 1)
    AND count(*) FILTER (WHERE rows = 1 AND troubled) <= 0.5 * count(*) FILTER (WHERE rows = 1)
),
better AS (
  SELECT c.file, c.column_name, c.known, c.logged,
    c.logged >= 3 AND c.logged >= 0.5 * c.cells AND coalesce(n.logged, 0) < 0.1 * c.logged AS by_log,
    c.known >= 3 AND c.known >= 0.5 * c.cells AND coalesce(n.known, 0) < 0.1 * c.known AS by_any,
    p.file IS NOT NULL AS by_copies
  FROM columns c LEFT JOIN now_known n ON n.file = c.file
  LEFT JOIN copied p ON p.file = c.file AND p.column_name = c.column_name
  -- Keys that stand on several rows each are those of a group; a log that knows them as records allows for more that was made twice.
  WHERE p.file IS NOT NULL OR c.distinct_values >= (CASE WHEN c.logged >= 0.9 * c.cells THEN 0.5 ELSE 0.7 END) * c.cells
)
SELECT file, column_name
FROM better
WHERE by_log OR by_any OR by_copies
QUALIFY row_number() OVER (PARTITION BY file ORDER BY by_copies DESC, by_log DESC, CASE WHEN by_log THEN logged ELSE known END DESC, column_name) = 1;

UPDATE events e
SET record_key = trim(e.labels ->> ('$."' || k.column_name || '"')),
  record_field = lower(regexp_replace(k.column_name, '[^\w]+', '_', 'g')),
  created_id = CASE WHEN e.record_key <> trim(e.labels ->> ('$."' || k.column_name || '"')) THEN e.record_key ELSE NULL END,
  created_field = CASE WHEN e.record_key <> trim(e.labels ->> ('$."' || k.column_name || '"')) THEN e.record_field ELSE NULL END
FROM row_keys k
WHERE e.kind = 'row' AND e.file = k.file AND e.record_key IS DISTINCT FROM trim(e.labels ->> ('$."' || k.column_name || '"')) AND length(trim(e.labels ->> ('$."' || k.column_name || '"'))) >= 4;

DROP TABLE row_cells;
DROP TABLE used_keys;
DROP TABLE row_keys;
