-- Only where an event has: event_key IS NOT NULL
-- Else: made_for_events (id BIGINT, at_ms BIGINT, stream VARCHAR, template VARCHAR, event_key VARCHAR, created_id VARCHAR, created_field VARCHAR, operation VARCHAR, target VARCHAR, deliveries BIGINT, place BIGINT)
-- made_for_events: identifiers that a receiver names first on a line about a delivered event, another one each time,
-- as the record of the line or beside it, whatever the language of the sentence: those of something that was made for the event.
CREATE TEMP TABLE first_named AS
SELECT min(id) AS id, lower(record_key) AS key FROM events WHERE record_key IS NOT NULL AND kind <> 'row' GROUP BY lower(record_key);

-- What lines on delivered events name: their record, and beside a record another identifier.
CREATE TEMP TABLE named_on AS
SELECT id, at_ms, u.unit AS stream, template, event_key, record_field AS field, record_key AS value, true AS is_record
FROM events JOIN stream_names u USING (stream)
WHERE event_key IS NOT NULL AND record_key <> event_key AND created_id IS NULL AND coalesce(signal, 'succeeded') = 'succeeded' AND template IS NOT NULL
  -- A call that the receiver makes names what it was answered with. One that changes a record names the same each time.
  AND (kind = 'statement' OR (kind = 'exchange' AND vantage = 'caller' AND method = 'POST' AND status BETWEEN 200 AND 299))
UNION ALL
SELECT id, at_ms, stream, template, event_key, field, ids ->> ('$."' || field || '"'), false
FROM (
  SELECT e.* REPLACE (coalesce(e.event_key, l.event_key) AS event_key, u.unit AS stream), unnest(json_keys(e.ids)) AS field
  FROM events e JOIN stream_names u ON u.stream = e.stream LEFT JOIN line_operations l ON l.id = e.id AND l.by_receipt
  WHERE e.kind = 'statement' AND coalesce(e.event_key, l.event_key) IS NOT NULL AND e.record_key <> coalesce(e.event_key, l.event_key) AND e.created_id IS NULL
    AND e.template IS NOT NULL AND e.ids IS NOT NULL AND coalesce(e.signal, 'succeeded') = 'succeeded'
) WHERE field IS DISTINCT FROM record_field;

-- Beside a record: another value on every line, under a name that stands in one sentence only. That of a run or a trace stands in several.
CREATE TEMP TABLE fresh_beside AS
SELECT n.stream, n.template, n.field
FROM named_on n LEFT JOIN first_named f ON f.key = lower(n.value) AND f.id < n.id
WHERE NOT n.is_record AND n.value <> n.event_key
GROUP BY n.stream, n.template, n.field HAVING count(*) >= 4 AND count(DISTINCT n.value) = count(*) AND count(f.id) = 0;

CREATE TEMP TABLE making_lines AS
SELECT n.stream, n.template, n.field
FROM named_on n LEFT JOIN first_named f ON f.id = n.id
WHERE n.is_record
GROUP BY n.stream, n.template, n.field HAVING count(*) >= 4 AND count(f.id) >= 0.9 * count(*)
UNION
SELECT b.stream, b.template, b.field
FROM fresh_beside b JOIN stream_names u ON u.unit = b.stream JOIN events e ON e.stream = u.stream AND (e.ids ->> ('$."' || b.field || '"')) IS NOT NULL
GROUP BY b.stream, b.template, b.field HAVING count(DISTINCT coalesce(e.template, '')) = 1;

-- The deliveries of an event as its receiver tells of them: lines, else requests.
CREATE TEMP TABLE receipts AS
SELECT u.unit AS stream, coalesce(e.event_key, e.record_key) AS event_key, e.at_ms FROM events e JOIN stream_names u ON u.stream = e.stream
WHERE e.signal = 'received' AND e.at_ms IS NOT NULL AND u.unit IN (SELECT stream FROM making_lines)
  -- A line that only says "incoming" and the event's id names no field for it: the lines on what was made tell what the id is.
  AND (e.event_key IS NOT NULL OR e.record_key IN (SELECT d.event_key FROM events d JOIN stream_names v ON v.stream = d.stream JOIN making_lines m ON m.stream = v.unit WHERE d.event_key IS NOT NULL))
UNION ALL
-- A receiver that gives each request an id of its own: another request that names the event is another delivery.
SELECT u.unit, event_key, min(coalesce(start_ms, at_ms)) FROM events JOIN stream_names u USING (stream)
WHERE event_key IS NOT NULL AND request_id IS NOT NULL AND at_ms IS NOT NULL AND u.unit IN (SELECT stream FROM making_lines)
  AND (kind = 'statement' OR (kind = 'exchange' AND vantage = 'target' AND method = 'POST'))
GROUP BY u.unit, event_key, request_id;

-- What the sender's log or the access log calls the delivery, the sender before others.
CREATE TEMP TABLE delivered_by AS
SELECT event_key, min_by(operation, vantage_rank) AS operation, min_by(target, vantage_rank) AS target
FROM observations
WHERE kind IN ('exchange', 'delivery') AND operation IS NOT NULL AND event_key IN (SELECT event_key FROM events e JOIN stream_names u ON u.stream = e.stream JOIN making_lines m ON m.stream = u.unit)
GROUP BY event_key;

CREATE TABLE made_for_events AS
WITH made AS (
  SELECT n.id, n.at_ms, n.stream, n.template, n.event_key, n.value AS created_id, n.field AS created_field
  FROM named_on n JOIN making_lines m ON m.stream = n.stream AND m.template = n.template AND m.field = n.field
  WHERE n.at_ms IS NOT NULL
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
DROP TABLE fresh_beside;
DROP TABLE named_on;
DROP TABLE first_named;
