-- Only where an event has: event_key IS NOT NULL
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
