-- Only where an event has: kind = 'note' AND at_ms IS NULL
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
