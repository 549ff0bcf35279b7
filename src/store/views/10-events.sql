-- A report that names times of day but no date speaks of the day of the logs beside it: the first one
-- on which that time falls within their span.
UPDATE raw_events n
SET at_ms = placed.at_ms
FROM (
  SELECT r.file, r.line, r.part, min(d.midnight_ms + epoch_ms(CAST('1970-01-01 ' || left(r.labels ->> '$.time_of_day', 8) AS TIMESTAMP))) AS at_ms
  FROM raw_events r,
    (SELECT DISTINCT at_ms - at_ms % 86400000 AS midnight_ms, min(at_ms) OVER () AS first_ms, max(at_ms) OVER () AS last_ms
     FROM raw_events WHERE kind <> 'note' AND at_ms IS NOT NULL) d
  WHERE r.kind = 'note' AND r.at_ms IS NULL AND regexp_matches(r.labels ->> '$.time_of_day', '^[0-2]\d:[0-5]\d:[0-5]\d')
    AND d.midnight_ms + epoch_ms(CAST('1970-01-01 ' || left(r.labels ->> '$.time_of_day', 8) AS TIMESTAMP)) BETWEEN d.first_ms - 3600000 AND d.last_ms + 3600000
  GROUP BY r.file, r.line, r.part
) placed
WHERE n.kind = 'note' AND n.at_ms IS NULL AND n.file = placed.file AND n.line = placed.line AND n.part = placed.part;

-- A field named event id that says what kind of line this is (a type or the number of a template) is no id
-- of a delivered event: within one template it hardly ever changes.
UPDATE raw_events e
SET event_key = NULL
FROM (
  SELECT file
  FROM (SELECT file, template, count(*) AS lines, count(DISTINCT event_key) AS keys, any_value(event_key) AS one
    FROM raw_events WHERE event_key IS NOT NULL AND template IS NOT NULL GROUP BY file, template)
  GROUP BY file
  HAVING sum(lines) >= 50 AND count(DISTINCT one) >= 3 AND sum(keys) <= 0.05 * sum(lines) AND sum(keys) <= 1.2 * count(*)
) coded
WHERE e.file = coded.file AND e.event_key IS NOT NULL;

-- Prose names the delivered event without a field ("Incoming hook 7f3a"); lines that call it the event tell what it is.
-- What a field of another name calls a record is one, whether or not an event is called the same.
UPDATE raw_events e
SET event_key = e.record_key, record_key = NULL, record_field = NULL
FROM (
  SELECT DISTINCT event_key AS value FROM raw_events WHERE event_key IS NOT NULL AND length(event_key) >= 6
  EXCEPT SELECT record_key FROM raw_events WHERE record_key IS NOT NULL AND record_field IS DISTINCT FROM 'record_ref'
) known
WHERE e.kind = 'statement' AND e.event_key IS NULL AND e.record_field = 'record_ref' AND e.record_key = known.value;

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
