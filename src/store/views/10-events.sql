-- event_numbers: the number of each event, in the order of time. It does not depend on the order in which files were read.
CREATE TEMP TABLE event_numbers AS
SELECT rowid AS place, row_number() OVER (ORDER BY at_ms NULLS LAST, file, line, part) AS id FROM raw_events;

-- stream_files: stream is the file without rotation and compression suffixes.
CREATE TEMP TABLE stream_files AS
SELECT file, regexp_replace(
  regexp_replace(file, '(\.gz|\.zst|\.bz2|\.\d{1,3}|[-._]\d{8,14}|[-._]\d{4}-\d{2}-\d{2})+$', ''),
  -- app-2026-08-01.log, and app.2026-08-01.3.log as logback writes
  '[-._](19|20)\d{2}[-_]?[01]\d[-_]?[0-3]\d([T._-]?\d{2,6})?([-._]\d{1,3})?(\.[a-z]{2,5})$', '\4'
) AS stream
FROM (SELECT DISTINCT file FROM raw_events);
