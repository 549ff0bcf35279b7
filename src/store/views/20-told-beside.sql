-- Only where an event has: kind = 'exchange' AND route IS NULL AND operation IS NULL AND status IS NOT NULL
-- An HTTP client tells of each call with address, status and time, and of no record; the program tells on its next line of the
-- record and why it was refused, and of no address. Where nearly all lines of a message stand behind such a call, they tell of it.
CREATE TEMP TABLE told_beside AS
WITH lines AS (
  SELECT id, stream, service, template, status, end_ms, at_ms, record_key, seen_from,
    route IS NOT NULL AND method IS NOT NULL AND record_key IS NULL AND idempotency_key IS NULL AS is_client,
    route IS NULL AND operation IS NULL AND record_key IS NOT NULL AS is_program
  FROM observations
  WHERE kind = 'exchange' AND seen_from = 'caller' AND status IS NOT NULL AND at_ms IS NOT NULL
    AND stream IN (SELECT stream FROM observations WHERE kind = 'exchange' AND seen_from = 'caller' AND route IS NULL AND operation IS NULL AND record_key IS NOT NULL AND status IS NOT NULL)
),
-- The call before it; a call of another record in between leaves open whose it is.
behind AS (
  SELECT *, last_value(CASE WHEN is_client THEN id END IGNORE NULLS) OVER before AS client_id
  FROM lines
  WINDOW before AS (PARTITION BY stream ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
candidates AS (
  SELECT p.id, p.stream, p.service, p.template, c.id AS client_id,
    coalesce(c.status = p.status AND p.at_ms BETWEEN c.at_ms AND c.at_ms + 250, false) AS fits,
    count(DISTINCT p.record_key) OVER (PARTITION BY c.id) AS records
  FROM behind p LEFT JOIN lines c ON c.id = p.client_id
  WHERE p.is_program
),
messages AS (
  SELECT stream, service, template FROM candidates
  GROUP BY stream, service, template
  HAVING count(*) >= 5 AND count(*) FILTER (WHERE fits AND records = 1) >= 0.8 * count(*)
)
SELECT c.id, c.client_id
FROM candidates c JOIN messages m ON m.stream = c.stream AND m.service IS NOT DISTINCT FROM c.service AND m.template IS NOT DISTINCT FROM c.template
WHERE c.fits AND c.records = 1
QUALIFY row_number() OVER (PARTITION BY c.client_id ORDER BY c.id) = 1;

UPDATE observations o
SET method = c.method, path = c.path, route = c.route, operation = c.operation, target = coalesce(o.target, c.target), is_write = c.is_write,
  start_ms = coalesce(c.start_ms, o.start_ms), end_ms = coalesce(c.end_ms, o.end_ms), duration_ms = coalesce(c.duration_ms, o.duration_ms),
  request_id = coalesce(o.request_id, c.request_id), is_write_path = c.is_write_path
FROM told_beside b JOIN observations c ON c.id = b.client_id
WHERE o.id = b.id;

UPDATE observations o SET is_echo = true FROM told_beside b WHERE o.id = b.client_id;

DROP TABLE told_beside;
