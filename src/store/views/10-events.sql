-- events: one row per event, numbered in the order of time. The number does not depend on the order
-- in which files were read; stream is the file without rotation and compression suffixes.
CREATE TABLE events AS
SELECT
  row_number() OVER (ORDER BY at_ms NULLS LAST, file, line, part) AS id,
  regexp_replace(file, '(\.gz|\.zst|\.bz2|\.\d{1,3}|[-._]\d{8,14}|[-._]\d{4}-\d{2}-\d{2})+$', '') AS stream,
  *
FROM raw_events;

DROP TABLE raw_events;
