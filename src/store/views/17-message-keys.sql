-- Only where an event has: event_key IS NOT NULL
-- A message that was parked or given up and names no business record is known by its own id: under it its tries and the others'
-- successes are told, and it is what is lost. Where lines with such ids name records as well, those are the records.
CREATE TEMP TABLE message_streams AS
SELECT stream
FROM events
WHERE event_key IS NOT NULL AND kind IN ('job', 'statement', 'exchange')
GROUP BY stream
HAVING count(*) FILTER (WHERE signal IN ('dead_lettered', 'gave_up') AND kind <> 'exchange') >= 3
  AND count(DISTINCT event_key) FILTER (WHERE coalesce(signal, '') NOT IN ('dead_lettered', 'gave_up')) >= 3
  AND count(record_key) <= 0.02 * count(*);

UPDATE events e
SET record_key = e.event_key, record_field = 'message_id'
WHERE e.event_key IS NOT NULL AND e.record_key IS NULL AND e.kind IN ('job', 'statement', 'exchange')
  AND e.stream IN (SELECT stream FROM message_streams);

DROP TABLE message_streams;
