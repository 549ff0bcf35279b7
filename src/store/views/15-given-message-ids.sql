-- Only where an event has: kind = 'exchange' AND event_key IS NOT NULL AND record_key IS NOT NULL AND created_id IS NULL
-- Who sends a text or a mail through a provider is given a message id with the answer: another one on each good answer, and none where
-- the call failed. An event that is passed on has its id either way, and the same one when it is passed on again.
CREATE TEMP TABLE giving_calls AS
SELECT stream, operation
FROM events
WHERE kind = 'exchange' AND vantage = 'caller' AND method = 'POST' AND operation IS NOT NULL AND created_id IS NULL
GROUP BY stream, operation
HAVING count(event_key) FILTER (WHERE status BETWEEN 200 AND 299) >= 8
  AND count(DISTINCT event_key) FILTER (WHERE status BETWEEN 200 AND 299) = count(*) FILTER (WHERE status BETWEEN 200 AND 299 AND record_key IS NOT NULL)
  AND count(*) FILTER (WHERE (status >= 400 OR timed_out) AND record_key IS NOT NULL) >= 3
  AND count(event_key) FILTER (WHERE status >= 400 OR timed_out) = 0;

UPDATE events e
SET created_id = e.event_key, created_field = 'message_id', event_key = NULL
FROM giving_calls g
WHERE e.stream = g.stream AND e.operation = g.operation AND e.kind = 'exchange' AND e.event_key IS NOT NULL AND e.created_id IS NULL
  AND e.record_key IS NOT NULL AND e.status BETWEEN 200 AND 299;

DROP TABLE giving_calls;
