-- A caller that names what was created tells its operation through the target's own lines about that id.
CREATE TEMP TABLE created_by AS
SELECT DISTINCT e.created_id, o.method, o.route, o.operation, o.target
FROM events e
JOIN observations o ON o.request_id = e.request_id AND o.seen_from <> 'caller' AND o.route IS NOT NULL
WHERE e.created_id IS NOT NULL AND e.request_id IS NOT NULL
UNION
SELECT DISTINCT created_id, method, route, operation, target FROM observations
WHERE created_id IS NOT NULL AND seen_from <> 'caller' AND route IS NOT NULL;

CREATE TEMP TABLE id_hints AS
SELECT c.stream, c.service, c.template AS likeness, b.method, b.route, b.operation, any_value(b.target) AS target
FROM observations c JOIN created_by b ON b.created_id = c.created_id
WHERE c.seen_from = 'caller' AND c.route IS NULL AND c.operation IS NULL
GROUP BY c.stream, c.service, c.template, b.method, b.route, b.operation
QUALIFY row_number() OVER (PARTITION BY c.stream, c.service, c.template ORDER BY count(*) DESC, b.operation) = 1;

UPDATE observations o
SET method = h.method, route = h.route, operation = h.operation, target = coalesce(o.target, h.target)
FROM id_hints h
WHERE o.seen_from = 'caller' AND o.route IS NULL AND o.operation IS NULL AND o.kind = 'exchange'
  AND o.stream = h.stream AND o.service IS NOT DISTINCT FROM h.service AND o.template IS NOT DISTINCT FROM h.likeness;

-- One line tells how a call about a record was answered, and the line beside it what was called for that record. Where nearly all
-- lines of a message have such a neighbour, and all neighbours name one operation, it is that of the message.
CREATE TEMP TABLE neighbour_hints AS
WITH nameless AS (
  SELECT id, stream, service, template, lower(ltrim(record_key, '#')) AS key, at_ms FROM observations
  WHERE seen_from = 'caller' AND route IS NULL AND operation IS NULL AND kind = 'exchange' AND record_key IS NOT NULL AND at_ms IS NOT NULL
  -- What hundreds of lines name is no record that a line beside them could tell apart.
  QUALIFY count(*) OVER (PARTITION BY stream, key) <= 50
),
naming AS (
  SELECT stream, service, lower(ltrim(record_key, '#')) AS key, at_ms, method, route, operation, target FROM events
  WHERE kind = 'statement' AND method IS NOT NULL AND route IS NOT NULL AND operation IS NOT NULL AND record_key IS NOT NULL AND at_ms IS NOT NULL
    AND stream IN (SELECT stream FROM nameless)
  QUALIFY count(*) OVER (PARTITION BY stream, key) <= 50
),
beside AS (
  SELECT n.id, n.stream, n.service, n.template, m.method, m.route, m.operation, any_value(m.target) AS target
  FROM nameless n JOIN naming m ON m.stream = n.stream AND m.service IS NOT DISTINCT FROM n.service AND m.key = n.key AND m.at_ms BETWEEN n.at_ms - 250 AND n.at_ms + 250
  GROUP BY n.id, n.stream, n.service, n.template, m.method, m.route, m.operation
),
sizes AS (SELECT stream, service, template, count(*) AS calls FROM nameless GROUP BY stream, service, template)
SELECT b.stream, b.service, b.template, any_value(b.method) AS method, any_value(b.route) AS route, any_value(b.operation) AS operation, any_value(b.target) AS target
FROM beside b JOIN sizes s ON s.stream = b.stream AND s.service IS NOT DISTINCT FROM b.service AND s.template IS NOT DISTINCT FROM b.template
GROUP BY b.stream, b.service, b.template, s.calls
HAVING count(DISTINCT b.operation) = 1 AND count(*) >= 3 AND count(*) >= 0.8 * s.calls;

UPDATE observations o
SET method = h.method, route = h.route, operation = h.operation, target = coalesce(o.target, h.target),
  is_write = o.is_write AND h.method NOT IN ('GET', 'HEAD', 'OPTIONS')
FROM neighbour_hints h
WHERE o.seen_from = 'caller' AND o.route IS NULL AND o.operation IS NULL AND o.kind = 'exchange'
  AND o.stream = h.stream AND o.service IS NOT DISTINCT FROM h.service AND o.template IS NOT DISTINCT FROM h.template;

DROP TABLE neighbour_hints;

-- A caller that logs the address and no method: the method with which the others of the input go there,
-- where all who got the same status use one; without a status, where all do.
CREATE TEMP TABLE route_methods AS
WITH named AS (SELECT route, status, method FROM observations WHERE route IS NOT NULL AND method IS NOT NULL AND status IS NOT NULL)
SELECT route, status, min(method) AS method FROM named
GROUP BY GROUPING SETS ((route, status), (route))
HAVING count(DISTINCT method) = 1 AND count(*) >= 3;

UPDATE observations o
SET method = m.method, operation = m.method || ' ' || o.route,
  is_write = o.is_write AND m.method NOT IN ('GET', 'HEAD', 'OPTIONS'),
  outcome = CASE WHEN m.method IN ('GET', 'HEAD', 'OPTIONS') AND o.outcome = 'ambiguous' THEN 'transient' ELSE o.outcome END
FROM route_methods m
WHERE o.method IS NULL AND o.operation IS NULL AND o.kind = 'exchange' AND o.route = m.route AND o.status IS NOT DISTINCT FROM m.status;

DROP TABLE route_methods;

-- Some callers name neither method nor route. Where a server-side log of the same input answers with
-- the same status at the same moment, and does so for nearly all of their calls, the operation is known.
-- Where several would do, the one whose client has the caller's name wins, then the one with as many calls.
-- Calls are taken together by their message, deliveries by their receiver.
CREATE TABLE route_hints AS
WITH callers AS (
  SELECT id, stream, service, CASE WHEN kind = 'delivery' THEN 'to ' || coalesce(target, '') ELSE template END AS likeness,
    coalesce(end_ms, at_ms) AS at_ms, status
  FROM observations
  WHERE seen_from = 'caller' AND route IS NULL AND (operation IS NULL OR kind = 'delivery') AND status IS NOT NULL AND at_ms IS NOT NULL AND NOT is_echo
  QUALIFY row_number() OVER (PARTITION BY stream, service, likeness ORDER BY id) <= 1000
),
servers AS (
  -- Some servers write a line when the exchange begins, some when it ends; the caller knows of the end only.
  SELECT coalesce(start_ms, at_ms) AS from_ms, greatest(coalesce(end_ms, at_ms), at_ms + coalesce(duration_ms, 0)) AS to_ms,
    status, method, route, operation, target, client,
    max(at_ms % 1000) OVER (PARTITION BY stream) = 0 AS whole_seconds
  FROM observations
  WHERE seen_from <> 'caller' AND route IS NOT NULL
),
matched AS (
  SELECT c.stream, c.service, c.likeness, s.method, s.route, s.operation, any_value(s.target) AS target,
    count(DISTINCT c.id) AS hits,
    bool_or(s.client IS NOT NULL AND lower(s.client) = lower(c.service)) AS named
  FROM callers c
  JOIN servers s
    ON s.status = c.status
    AND c.at_ms BETWEEN s.from_ms - (CASE WHEN s.whole_seconds THEN 1100 ELSE 250 END) AND s.to_ms + (CASE WHEN s.whole_seconds THEN 1100 ELSE 250 END)
  GROUP BY ALL
),
answered AS (SELECT operation, count(*) AS calls FROM servers GROUP BY operation),
totals AS (SELECT stream, service, likeness, count(*) AS calls FROM callers GROUP BY ALL)
SELECT m.stream, m.service, m.likeness, m.method, m.route, m.operation, m.target
FROM matched m
JOIN answered a ON a.operation = m.operation
JOIN totals t ON t.stream = m.stream AND t.service IS NOT DISTINCT FROM m.service AND t.likeness IS NOT DISTINCT FROM m.likeness
WHERE m.hits >= 0.8 * t.calls AND t.calls >= 3
QUALIFY row_number() OVER (PARTITION BY m.stream, m.service, m.likeness ORDER BY m.named DESC, least(t.calls, a.calls) * 1.0 / greatest(t.calls, a.calls) DESC, m.hits DESC, m.operation) = 1;

UPDATE observations o
SET method = h.method, route = h.route, operation = h.operation, target = coalesce(o.target, h.target)
FROM route_hints h
WHERE o.seen_from = 'caller' AND o.route IS NULL AND (o.operation IS NULL OR o.kind = 'delivery') AND o.kind IN ('exchange', 'delivery')
  AND o.stream = h.stream AND o.service IS NOT DISTINCT FROM h.service
  AND h.likeness = CASE WHEN o.kind = 'delivery' THEN 'to ' || coalesce(o.target, '') ELSE o.template END;

-- A call without a method counts as a write. Where all calls of its request or trace that name one only read,
-- so does this; where none is tied to it, all calls that its service is known to make or serve.
CREATE TEMP TABLE nameless_calls AS
SELECT id, stream, service, unnest(['r' || request_id, 't' || trace_id, 'c' || correlation_id]) AS tie
FROM observations
WHERE method IS NULL AND operation IS NULL AND kind = 'exchange';

CREATE TEMP TABLE only_read AS
WITH by_tie AS (
  SELECT tie, bool_or(is_write) AS writes
  FROM (
    SELECT is_write, unnest(['r' || request_id, 't' || trace_id, 'c' || correlation_id]) AS tie
    FROM observations
    WHERE NOT (method IS NULL AND operation IS NULL AND kind = 'exchange')
      AND EXISTS (SELECT 1 FROM nameless_calls)
  )
  WHERE tie IN (SELECT tie FROM nameless_calls)
  GROUP BY tie
),
own AS (
  SELECT t.id, any_value(t.stream) AS stream, any_value(t.service) AS service, bool_or(b.writes) AS writes
  FROM nameless_calls t LEFT JOIN by_tie b ON b.tie = t.tie
  GROUP BY t.id
),
services AS (
  SELECT stream, service, bool_or(is_write) AS writes, count(*) AS calls FROM observations
  WHERE method IS NOT NULL AND kind = 'exchange' GROUP BY stream, service
)
SELECT o.id
FROM own o LEFT JOIN services s ON s.stream = o.stream AND s.service IS NOT DISTINCT FROM o.service
WHERE NOT coalesce(o.writes, s.calls < 20 OR s.writes, true);

UPDATE observations o
SET is_write = false, outcome = CASE WHEN outcome = 'ambiguous' THEN 'transient' ELSE outcome END
FROM only_read r WHERE r.id = o.id;

DROP TABLE nameless_calls;
DROP TABLE only_read;

-- Where nobody tells the method, the route is the name.
UPDATE observations SET operation = route WHERE operation IS NULL AND route IS NOT NULL AND kind = 'exchange';
