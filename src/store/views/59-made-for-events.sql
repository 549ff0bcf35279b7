-- made_for_events: identifiers that a receiver names first on a line about a delivered event, another one each time,
-- whatever the language of the sentence: those of something that was made for the event.
CREATE TEMP TABLE first_named AS
SELECT min(id) AS id FROM events WHERE record_key IS NOT NULL AND kind <> 'row' GROUP BY lower(record_key);

CREATE TEMP TABLE making_lines AS
SELECT e.stream, e.template, e.record_field
FROM events e LEFT JOIN first_named f ON f.id = e.id
WHERE e.kind = 'statement' AND e.event_key IS NOT NULL AND e.record_key <> e.event_key AND e.created_id IS NULL AND e.signal IS NULL AND e.template IS NOT NULL
GROUP BY e.stream, e.template, e.record_field HAVING count(*) >= 4 AND count(f.id) >= 0.9 * count(*);

-- The deliveries of an event as its receiver tells of them: lines, else requests.
CREATE TEMP TABLE receipts AS
SELECT e.stream, coalesce(e.event_key, e.record_key) AS event_key, e.at_ms FROM events e
WHERE e.signal = 'received' AND e.at_ms IS NOT NULL AND e.stream IN (SELECT stream FROM making_lines)
  -- A line that only says "incoming" and the event's id names no field for it: the lines on what was made tell what the id is.
  AND (e.event_key IS NOT NULL OR e.record_key IN (SELECT d.event_key FROM events d JOIN making_lines m ON m.stream = d.stream WHERE d.event_key IS NOT NULL));

-- What the sender's log or the access log calls the delivery, the sender before others.
CREATE TEMP TABLE delivered_by AS
SELECT event_key, min_by(operation, vantage_rank) AS operation, min_by(target, vantage_rank) AS target
FROM observations
WHERE kind IN ('exchange', 'delivery') AND operation IS NOT NULL AND event_key IN (SELECT event_key FROM events e JOIN making_lines m ON m.stream = e.stream)
GROUP BY event_key;

CREATE TABLE made_for_events AS
WITH made AS (
  SELECT e.id, e.at_ms, e.stream, e.template, e.event_key, e.record_key AS created_id, e.record_field AS created_field
  FROM events e JOIN making_lines m ON m.stream = e.stream AND m.template = e.template AND m.record_field = e.record_field
  WHERE e.kind = 'statement' AND e.event_key IS NOT NULL AND e.created_id IS NULL AND e.signal IS NULL AND e.at_ms IS NOT NULL
)
SELECT m.id, m.at_ms, m.stream, m.template, m.event_key, m.created_id, m.created_field, d.operation, d.target,
  -- What one delivery brings may be several things; made again is only what follows another delivery.
  count(r.at_ms) AS deliveries,
  row_number() OVER (PARTITION BY m.stream, m.template, m.event_key, count(r.at_ms) ORDER BY m.at_ms, m.id) AS place
FROM made m
LEFT JOIN receipts r ON r.stream = m.stream AND r.event_key = m.event_key AND r.at_ms <= m.at_ms
LEFT JOIN delivered_by d ON d.event_key = m.event_key
GROUP BY m.id, m.at_ms, m.stream, m.template, m.event_key, m.created_id, m.created_field, d.operation, d.target;

DROP TABLE delivered_by;
DROP TABLE receipts;
DROP TABLE making_lines;
DROP TABLE first_named;
