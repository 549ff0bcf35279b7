-- A caller that does not name the target: the server-side service that answers the same route, if there is only one.
CREATE TEMP TABLE route_targets AS
SELECT method, route, min(target) AS target
FROM observations
WHERE route IS NOT NULL AND target IS NOT NULL
GROUP BY method, route
HAVING count(DISTINCT target) = 1;

UPDATE calls c SET target = t.target
FROM route_targets t
WHERE c.target IS NULL AND c.route = t.route AND c.method IS NOT DISTINCT FROM t.method;

-- A proxy's line knows no business record; the lines of the application that carry its request id do,
-- when they all speak of one and the same.
CREATE TEMP TABLE request_records AS
SELECT request_id, min(record_key) AS record_key, min(record_field) AS record_field
FROM events
WHERE record_key IS NOT NULL AND request_id IN (SELECT request_id FROM calls WHERE record_key IS NULL AND request_id IS NOT NULL)
GROUP BY request_id
HAVING count(DISTINCT record_key) = 1;

UPDATE calls c
SET record_key = r.record_key, record_field = r.record_field, work_key = 'key:' || lower(ltrim(r.record_key, '#'))
FROM request_records r
WHERE c.record_key IS NULL AND c.request_id = r.request_id;
