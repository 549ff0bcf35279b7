-- Only where an event has: event_key IS NOT NULL OR request_id IS NOT NULL OR kind = 'delivery' OR record_field IN ('id', 'uid', 'uuid') OR contains(file, '/')
-- Else: request_operations (request_id VARCHAR, operation VARCHAR, target VARCHAR, source VARCHAR)
-- Else: stream_operations (stream VARCHAR, operation VARCHAR, target VARCHAR)
-- Else: line_operations (id BIGINT, operation VARCHAR, target VARCHAR, source VARCHAR, event_key VARCHAR, receipt_topic VARCHAR, by_receipt BOOLEAN)
-- Else: made_in_runs (id BIGINT, job_id VARCHAR, event_key VARCHAR, topic VARCHAR)
-- Else: event_topics (event_key VARCHAR, topic VARCHAR)
-- request_operations: what a line that carries a request id belongs to, when the exchange of that id is logged.
CREATE TABLE request_operations AS
WITH requests AS (
  -- Of most requests there is no line but the exchange.
  SELECT request_id, min(operation) AS operation, min(target) AS target, min(source) AS source,
    min(target) IS DISTINCT FROM max(target) OR min(source) IS DISTINCT FROM max(source) AS differ
  FROM observations
  WHERE operation IS NOT NULL AND request_id IN (SELECT request_id FROM events WHERE request_id IS NOT NULL AND kind IN ('statement', 'item'))
  GROUP BY request_id
  HAVING min(operation) = max(operation)
),
-- Most requests have one line; only where several differ is there anything to count.
counted AS (
  SELECT o.request_id, mode(o.target) AS target, mode(o.source) AS source
  FROM observations o JOIN requests r ON r.request_id = o.request_id
  WHERE r.differ AND o.operation IS NOT NULL
  GROUP BY o.request_id
)
SELECT r.request_id, r.operation, CASE WHEN r.differ THEN c.target ELSE r.target END AS target, CASE WHEN r.differ THEN c.source ELSE r.source END AS source
FROM requests r LEFT JOIN counted c ON c.request_id = r.request_id;

-- stream_operations: an application log beside the access log of a server that answers one kind of write.
CREATE TABLE stream_operations AS
WITH folders AS (
  SELECT regexp_extract(stream, '^(.*)/[^/]*$', 1) AS folder, mode(operation) AS operation, mode(coalesce(target, service)) AS target
  FROM observations
  WHERE seen_from <> 'caller' AND is_write AND operation IS NOT NULL AND contains(stream, '/')
  GROUP BY ALL
  HAVING count(DISTINCT operation) = 1
)
SELECT s.stream, f.operation, f.target
FROM (SELECT DISTINCT stream FROM events WHERE kind = 'statement') s
JOIN folders f ON f.folder = regexp_extract(s.stream, '^(.*)/[^/]*$', 1)
WHERE f.folder <> '' AND s.stream NOT IN (SELECT stream FROM observations);

-- A server that handles a webhook logs the request with the id of the event: lines about that event belong to it.
CREATE TEMP TABLE event_operations AS
SELECT stream, event_key, mode(operation) AS operation, mode(coalesce(target, service)) AS target
FROM observations
WHERE event_key IS NOT NULL AND operation IS NOT NULL AND seen_from = 'target'
GROUP BY stream, event_key
HAVING count(DISTINCT operation) = 1;

-- The log of an application beside that of the gateway before it: only the gateway knows the address at which the event came in.
CREATE TEMP TABLE gateway_operations AS
WITH came_in AS (
  SELECT event_key, min(operation) AS operation, mode(coalesce(target, service)) AS target
  FROM observations
  WHERE event_key IS NOT NULL AND operation IS NOT NULL AND seen_from <> 'caller' AND kind = 'exchange' AND is_write
  GROUP BY event_key
  HAVING count(DISTINCT operation) = 1
)
SELECT DISTINCT e.stream, c.event_key, c.operation, c.target
FROM came_in c JOIN events e ON e.event_key = c.event_key
WHERE e.kind = 'statement' AND e.stream NOT IN (SELECT stream FROM observations);

-- Of the lines on the way of a request some name the record only; another line names both.
CREATE TEMP TABLE record_events AS
SELECT DISTINCT e.stream, lower(ltrim(e.record_key, '#')) AS key, e.event_key
FROM events e JOIN event_operations o ON o.stream = e.stream AND o.event_key = e.event_key
WHERE e.record_key IS NOT NULL;

-- Of the lines of one request one names the event that is delivered.
CREATE TEMP TABLE request_events AS
SELECT stream, request_id, min(event_key) AS event_key,
  -- The line that names the event may say where it came in as well.
  CASE WHEN count(DISTINCT operation) = 1 THEN min(operation) END AS operation
FROM events WHERE request_id IS NOT NULL AND event_key IS NOT NULL AND kind IN ('exchange', 'statement')
GROUP BY stream, request_id
HAVING count(DISTINCT event_key) = 1;

-- A run of a workflow or a worker has an id of its own: one of its lines names the event that set it off, another tells what was made.
-- An event that set off several runs was delivered several times, unless a run that failed was begun again.
CREATE TEMP TABLE run_events AS
SELECT stream, job_id, min(event_key) AS event_key, min(topic) AS topic
FROM events WHERE job_id IS NOT NULL AND kind IN ('job', 'statement')
GROUP BY stream, job_id
HAVING count(DISTINCT event_key) = 1 AND count(*) FILTER (WHERE signal IN ('failed', 'gave_up', 'dead_lettered', 'retry_scheduled')) = 0;

CREATE TEMP TABLE served AS
SELECT stream, event_key, start_ms, coalesce(end_ms, at_ms) AS end_ms FROM observations
WHERE event_key IS NOT NULL AND seen_from = 'target' AND start_ms IS NOT NULL;

-- A receiver that logs each delivery with its event and its record, and then what it did with the record alone: where hardly a line
-- of a sentence stands but as the first one after a receipt, it tells of the work on that event. A record of several events tells of none.
CREATE TEMP TABLE receipt_lines AS
WITH receipts AS (
  SELECT stream, lower(ltrim(record_key, '#')) AS key, event_key, id
  FROM events WHERE kind = 'statement' AND signal = 'received' AND event_key IS NOT NULL AND record_key IS NOT NULL AND record_key <> event_key
),
told AS (SELECT stream, key, min(event_key) AS event_key FROM receipts GROUP BY stream, key HAVING count(DISTINCT event_key) = 1),
in_turn AS (
  SELECT e.id, e.stream, e.template, t.event_key, e.event_key IS NULL AS is_line,
    max(CASE WHEN e.event_key IS NOT NULL AND e.signal = 'received' THEN e.id END) OVER (PARTITION BY e.stream, t.key ORDER BY e.id ROWS UNBOUNDED PRECEDING) AS receipt
  FROM events e JOIN told t ON t.stream = e.stream AND t.key = lower(ltrim(e.record_key, '#'))
  WHERE e.kind = 'statement' AND e.template IS NOT NULL
),
placed AS (
  SELECT *, row_number() OVER (PARTITION BY stream, template, event_key, receipt ORDER BY id) AS place FROM in_turn WHERE is_line
),
sentences AS (
  SELECT stream, template FROM placed GROUP BY stream, template
  HAVING count(*) >= 4 AND count(*) FILTER (WHERE place = 1 AND receipt IS NOT NULL) >= 0.9 * count(*)
)
SELECT p.id, p.event_key, x.topic
FROM placed p JOIN sentences s ON s.stream = p.stream AND s.template = p.template JOIN events x ON x.id = p.receipt;

-- line_operations: the operation that a line without an address belongs to, and the event that it works on.
CREATE TABLE line_operations AS
WITH lines AS (
  SELECT id, stream, at_ms, request_id, event_key, lower(ltrim(record_key, '#')) AS key
  FROM events WHERE kind IN ('statement', 'item')
),
by_record AS (
  SELECT l.id, min(s.event_key) AS event_key
  FROM lines l
  JOIN record_events r ON r.stream = l.stream AND r.key = l.key
  -- Times may be cut to the second.
  JOIN served s ON s.stream = r.stream AND s.event_key = r.event_key AND l.at_ms BETWEEN s.start_ms - 1000 AND s.end_ms
  WHERE l.event_key IS NULL
  GROUP BY l.id
  HAVING count(DISTINCT s.event_key) = 1
)
SELECT l.id, coalesce(r.operation, e.operation, f.operation, g.operation, q.operation) AS operation, coalesce(r.target, e.target, f.target, g.target) AS target, r.source,
  coalesce(l.event_key, q.event_key, b.event_key, v.event_key) AS event_key,
  CASE WHEN coalesce(l.event_key, q.event_key, b.event_key) IS NULL THEN v.topic END AS receipt_topic,
  coalesce(l.event_key, q.event_key, b.event_key) IS NULL AND v.event_key IS NOT NULL AS by_receipt
FROM lines l
LEFT JOIN request_events q ON q.stream = l.stream AND q.request_id = l.request_id
LEFT JOIN by_record b ON b.id = l.id
LEFT JOIN request_operations r ON r.request_id = l.request_id
LEFT JOIN event_operations e ON e.stream = l.stream AND e.event_key = coalesce(l.event_key, b.event_key)
LEFT JOIN stream_operations f ON f.stream = l.stream
LEFT JOIN gateway_operations g ON g.stream = l.stream AND g.event_key = l.event_key
LEFT JOIN receipt_lines v ON v.id = l.id
WHERE r.operation IS NOT NULL OR e.operation IS NOT NULL OR f.operation IS NOT NULL OR g.operation IS NOT NULL OR q.event_key IS NOT NULL OR v.event_key IS NOT NULL;

-- made_in_runs: what a line of a run made for the event that set the run off.
CREATE TABLE made_in_runs AS
SELECT e.id, e.job_id, r.event_key, r.topic
FROM events e JOIN run_events r ON r.stream = e.stream AND r.job_id = e.job_id
WHERE e.event_key IS NULL AND e.created_id IS NOT NULL AND e.kind IN ('job', 'statement') AND e.id NOT IN (SELECT id FROM line_operations WHERE event_key IS NOT NULL);

DROP TABLE run_events;

DROP TABLE receipt_lines;

DROP TABLE event_operations;
DROP TABLE gateway_operations;
DROP TABLE record_events;
DROP TABLE served;
DROP TABLE request_events;

-- event_topics: what a delivered event tells of, as its delivery or its receipt names it; the lines about its processing seldom do.
CREATE TABLE event_topics AS
SELECT event_key, min(topic) AS topic FROM events
WHERE event_key IS NOT NULL AND topic IS NOT NULL AND topic NOT IN ('stdout', 'stderr')
GROUP BY event_key HAVING count(DISTINCT topic) = 1;
