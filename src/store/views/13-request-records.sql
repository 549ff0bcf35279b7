-- Only where an event has: record_field IN ('id', 'uid', 'uuid')
-- A program gives each request an id of its own, and names the record on one line of the request only: `id=gw-7` on all,
-- `ref=A-1` on the last. Where a bare id stands beside the key of another field, and always beside the same one, the lines
-- that know the id alone are about that record. What was created is no request.
CREATE TEMP TABLE bare_ids AS
SELECT id, stream, at_ms, record_field, record_key, created_id,
  coalesce((ids ->> '$.id'), (ids ->> '$.uid'), (ids ->> '$.uuid')) AS bare
FROM events
WHERE record_key IS NOT NULL AND kind IN ('exchange', 'statement', 'job')
  AND coalesce((ids ->> '$.id'), (ids ->> '$.uid'), (ids ->> '$.uuid')) IS NOT NULL;

CREATE TEMP TABLE named_requests AS
SELECT stream, bare, min(record_key) AS record_key, min(record_field) AS record_field, min(at_ms) AS from_ms
FROM bare_ids
WHERE record_key <> bare AND created_id IS DISTINCT FROM bare
GROUP BY stream, bare
HAVING count(DISTINCT record_key) = 1 AND count(DISTINCT record_field) = 1;

-- The ids of requests come and go; that of a record is spoken of again.
CREATE TEMP TABLE request_streams AS
SELECT b.stream
FROM bare_ids b LEFT JOIN named_requests r ON r.stream = b.stream AND r.bare = b.bare
WHERE b.record_key = b.bare AND b.record_field IN ('id', 'uid', 'uuid')
GROUP BY b.stream
HAVING count(*) >= 5 AND count(r.bare) >= 0.8 * count(*) AND count(*) FILTER (WHERE abs(b.at_ms - r.from_ms) <= 600000) >= 0.8 * count(*);

UPDATE events e
SET record_key = r.record_key, record_field = r.record_field, request_id = coalesce(e.request_id, r.bare)
FROM bare_ids b JOIN named_requests r ON r.stream = b.stream AND r.bare = b.bare
WHERE e.id = b.id AND b.record_key = b.bare AND b.record_field IN ('id', 'uid', 'uuid') AND b.stream IN (SELECT stream FROM request_streams);

DROP TABLE bare_ids;
DROP TABLE named_requests;
DROP TABLE request_streams;
