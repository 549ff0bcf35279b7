-- Only where an event has: batch_id IS NOT NULL
-- Who sends many batches is no record: a meter, a shop or a feed names itself on each call, and each piece of its work is a
-- batch with an id of its own. There the batch is the record. A batch of many records has many keys, and stays what it is.
CREATE TEMP TABLE sent_batches AS
SELECT stream, record_key, batch_id, bool_or(coalesce(status < 400, signal = 'succeeded', false)) AS fine
FROM events WHERE kind = 'exchange' AND record_key IS NOT NULL AND batch_id IS NOT NULL AND record_key <> batch_id
GROUP BY stream, record_key, batch_id;

CREATE TEMP TABLE batch_streams AS
WITH senders AS (SELECT stream, record_key, count(*) AS batches, count(*) FILTER (WHERE fine) AS fine FROM sent_batches GROUP BY stream, record_key),
sizes AS (SELECT stream, count(*) AS pairs, count(DISTINCT batch_id) AS batches FROM sent_batches GROUP BY stream)
SELECT s.stream
FROM senders s JOIN sizes z ON z.stream = s.stream
GROUP BY s.stream, z.pairs, z.batches
-- One batch, one sender; a sender's second good batch is what an update of a record would look like, so most must have several.
HAVING z.pairs <= 1.05 * z.batches AND z.batches >= 20 AND count(*) FILTER (WHERE s.fine >= 3) >= 0.5 * count(*);

UPDATE events e
SET record_key = e.batch_id, record_field = 'batch_id'
WHERE e.batch_id IS NOT NULL AND e.stream IN (SELECT stream FROM batch_streams);

-- Nor is there another record where no call names one and each batch is sent by a call of its own, not run after run of calls.
CREATE TEMP TABLE lone_batches AS
WITH batches AS (
  SELECT stream, batch_id, method, route, operation, count(*) FILTER (WHERE coalesce(status < 400, signal = 'succeeded', false)) AS fine, count(record_key) AS keyed,
    bool_or(regexp_matches(coalesce(ids, ''), '"[a-z_]*run[a-z_]*":')) AS is_run
  FROM events WHERE kind = 'exchange' AND batch_id IS NOT NULL
  GROUP BY stream, batch_id, method, route, operation
)
SELECT stream FROM batches GROUP BY stream
HAVING count(*) >= 10 AND sum(keyed) = 0 AND NOT bool_or(is_run) AND count(*) FILTER (WHERE fine <= 1) >= 0.95 * count(*) AND count(*) FILTER (WHERE fine = 1) >= 10;

UPDATE events e
SET record_key = e.batch_id, record_field = 'batch_id'
WHERE e.batch_id IS NOT NULL AND e.record_key IS NULL AND e.stream IN (SELECT stream FROM lone_batches);

DROP TABLE lone_batches;
DROP TABLE sent_batches;
DROP TABLE batch_streams;
