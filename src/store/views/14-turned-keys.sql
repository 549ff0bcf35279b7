-- Only where an event has: coalesce(event_key, job_id, idempotency_key) IS NOT NULL
-- A line that names a record and what was made for it tells neither by the names of its fields (`sale=S-7 ticket_no=T-9`).
-- Work that was done twice tells: for one event, job or idempotency key the record stays the same, and what was made is
-- another thing each time. Where it is the key that changes and the created id that stays, the two were taken for each other.
CREATE TEMP TABLE turned_keys AS
WITH works AS (
  SELECT file, template, record_field, created_field, coalesce(event_key, job_id, idempotency_key) AS work,
    count(*) AS lines, count(DISTINCT record_key) AS keys, count(DISTINCT created_id) AS ids
  FROM events
  WHERE kind <> 'row' AND record_key IS NOT NULL AND created_id IS NOT NULL AND record_field IS NOT NULL AND created_field IS NOT NULL
    AND coalesce(event_key, job_id, idempotency_key) NOT IN (record_key, created_id)
  GROUP BY ALL
)
SELECT file, template, record_field, created_field
FROM works GROUP BY ALL
HAVING count(*) FILTER (WHERE lines > 1 AND keys = lines AND ids = 1) >= 1
  AND count(*) FILTER (WHERE lines > 1 AND keys < lines) = 0 AND count(*) FILTER (WHERE ids > 1) = 0
  -- Most work is told once: one that makes several things (the items of a batch) tells so each time.
  AND count(*) >= 5 AND count(*) FILTER (WHERE lines > 1) <= 0.5 * count(*);

UPDATE events e
SET record_key = e.created_id, record_field = e.created_field, created_id = e.record_key, created_field = e.record_field
FROM turned_keys t
WHERE e.file = t.file AND e.template IS NOT DISTINCT FROM t.template AND e.record_field = t.record_field AND e.created_field = t.created_field;

DROP TABLE turned_keys;
