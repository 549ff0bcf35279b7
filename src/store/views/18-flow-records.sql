-- Only where an event has: kind = 'exchange' AND record_key IS NULL AND (trace_id IS NOT NULL OR correlation_id IS NOT NULL)
-- The calls of a flow are logged by a library that knows its trace and no record; the lines of the program that carry the same
-- trace name the record. Where nearly each call of an operation stands in a flow whose lines all speak of one record, it is about that record.
CREATE TEMP TABLE flow_keys AS
SELECT coalesce(trace_id, correlation_id) AS flow, min(record_key) AS record_key, min(record_field) AS record_field
FROM events
WHERE kind IN ('statement', 'job') AND record_key IS NOT NULL AND coalesce(trace_id, correlation_id) IS NOT NULL
GROUP BY ALL
HAVING count(DISTINCT lower(ltrim(record_key, '#'))) = 1;

CREATE TEMP TABLE flow_calls AS
SELECT e.id, e.stream, e.operation, coalesce(e.trace_id, e.correlation_id) AS flow, k.record_key, k.record_field,
  count(*) FILTER (WHERE e.status < 400) OVER (PARTITION BY e.stream, e.operation, coalesce(e.trace_id, e.correlation_id)) AS fine
FROM events e LEFT JOIN flow_keys k ON k.flow = coalesce(e.trace_id, e.correlation_id)
WHERE e.kind = 'exchange' AND e.record_key IS NULL AND e.operation IS NOT NULL AND coalesce(e.trace_id, e.correlation_id) IS NOT NULL;

-- A run over many records (a poll, a batch) makes many good calls in one flow, and a customer or a shop has many flows.
CREATE TEMP TABLE flow_operations AS
SELECT stream, operation
FROM flow_calls
GROUP BY stream, operation
HAVING count(DISTINCT record_key) >= 5 AND count(record_key) >= 0.8 * count(*)
  AND count(DISTINCT record_key) >= 0.8 * count(DISTINCT flow) FILTER (WHERE record_key IS NOT NULL)
  AND count(*) FILTER (WHERE fine > 1) <= 0.05 * count(*);

UPDATE events e
SET record_key = c.record_key, record_field = c.record_field
FROM flow_calls c JOIN flow_operations o ON o.stream = c.stream AND o.operation = c.operation
WHERE e.id = c.id AND c.record_key IS NOT NULL AND c.fine <= 1;

DROP TABLE flow_operations;
DROP TABLE flow_calls;
DROP TABLE flow_keys;
