-- Only where an event has: kind = 'delivery'
-- Each try of a delivery has an id of its own (`X-GitHub-Delivery`, `delivery_id`). Where the sender's export and the receiver's
-- log both name it, their lines are one call: the id is that of the request, and no key of a record.
CREATE TEMP TABLE delivery_ids AS
SELECT ids ->> '$.delivery_id' AS value FROM raw_events
WHERE kind = 'delivery' AND request_id IS NULL AND length((ids ->> '$.delivery_id')) >= 6
GROUP BY ALL HAVING count(*) = 1;

CREATE TEMP TABLE received_ids AS
SELECT e.file, e.line, e.part, d.value
FROM raw_events e JOIN delivery_ids d ON d.value = coalesce(e.ids ->> '$.delivery_id', e.ids ->> '$.delivery')
WHERE e.kind = 'exchange' AND e.event_key IS NOT NULL AND e.request_id IS NULL;

UPDATE raw_events e SET request_id = r.value,
  record_field = CASE WHEN e.record_key = r.value THEN NULL ELSE e.record_field END,
  record_key = CASE WHEN e.record_key = r.value THEN NULL ELSE e.record_key END
FROM received_ids r WHERE e.file = r.file AND e.line = r.line AND e.part = r.part;

UPDATE raw_events e SET request_id = e.ids ->> '$.delivery_id'
WHERE e.kind = 'delivery' AND e.request_id IS NULL AND (e.ids ->> '$.delivery_id') IN (SELECT value FROM received_ids);

DROP TABLE delivery_ids;
DROP TABLE received_ids;

-- Without such ids the event is what both name. A receiver's line that tells how it answered an event, after one that tells
-- that it came in, is of its own side, though it names no address.
CREATE TEMP TABLE event_receipts AS
SELECT file, event_key, min(at_ms) AS at_ms FROM raw_events
WHERE kind = 'statement' AND signal = 'received' AND event_key IS NOT NULL GROUP BY file, event_key;

UPDATE raw_events e SET vantage = 'target'
FROM event_receipts r
WHERE r.file = e.file AND r.event_key = e.event_key AND r.at_ms <= e.at_ms
  AND e.kind = 'exchange' AND e.vantage IS NULL AND e.method IS NULL AND e.path IS NULL AND e.target IS NULL;

CREATE TEMP TABLE shared_events AS
SELECT event_key FROM raw_events
WHERE event_key IS NOT NULL AND request_id IS NULL AND (kind = 'delivery' OR (kind = 'exchange' AND vantage IN ('target', 'proxy')))
GROUP BY event_key HAVING count(DISTINCT file) > 1 AND bool_or(kind = 'delivery') AND bool_or(kind = 'exchange');

UPDATE raw_events e SET request_id = e.event_key
WHERE e.request_id IS NULL AND e.event_key IN (SELECT event_key FROM shared_events)
  AND (e.kind = 'delivery' OR (e.kind = 'exchange' AND e.vantage IN ('target', 'proxy')));

DROP TABLE event_receipts;
DROP TABLE shared_events;
