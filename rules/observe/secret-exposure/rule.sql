-- One row per record of a log in which a credential or personal datum stands unmasked.
WITH kinds AS (
  SELECT e.id, e.file, e.line, e.at_ms, e.service, e.stream, e.kind, e.operation, e.target, trim(unnest(string_split(e.secrets, ','))) AS secret
  FROM events e
  WHERE e.secrets IS NOT NULL AND e.part = 0
),
-- A file without any time is a document, a setting or an example, not a log: what stands in it is told, not feared.
timed AS (SELECT file FROM events WHERE at_ms IS NOT NULL GROUP BY file),
grouped AS (
  SELECT *,
    CASE
      WHEN secret IN ('email', 'phone') THEN 'contact data'
      WHEN secret IN ('iban', 'card_number', 'us_ssn') THEN 'payment and identity numbers'
      WHEN secret = 'webhook_signature' THEN 'signatures'
      -- Many applications number their sessions for the log; only some of these numbers open a session.
      WHEN secret = 'session_id' THEN 'session ids'
      ELSE 'credentials'
    END AS kind_of_secret,
    -- Customers' data in an export of customers is meant to be there, and so is an address in a report or an alert.
    CASE WHEN kind IN ('row', 'note', 'alert', 'sample') AND secret IN ('email', 'phone', 'iban')
      THEN 'it stands in an export, a report or an alert, where it is meant to be' END AS ruled_out
  FROM kinds
),
lines AS (
  SELECT coalesce(service, stream) AS source, stream, kind_of_secret, ruled_out, file, line, min(id) AS id, min(at_ms) AS at_ms,
    min(operation) AS operation, min(target) AS target,
    string_agg(DISTINCT secret, ', ' ORDER BY secret) AS secrets,
    max(CASE WHEN secret = 'credential' THEN 0.8 ELSE 0.95 END) AS certainty
  FROM grouped GROUP BY ALL
),
-- Where nearly all of the lines are about one call, that call is what the log should not show.
calls_of AS (
  SELECT source, kind_of_secret, mode(operation) AS operation, mode(target) AS target
  FROM (SELECT *, mode(operation) OVER (PARTITION BY source, kind_of_secret) AS usual FROM lines WHERE ruled_out IS NULL)
  GROUP BY source, kind_of_secret
  HAVING count(*) FILTER (WHERE operation = usual) >= 0.9 * count(*)
),
-- Else it is the log that shows too much, where it is one.
logs_of AS (
  SELECT l.source, l.kind_of_secret, min(n.name) AS name
  FROM lines l JOIN stream_names n ON n.stream = l.stream
  WHERE l.ruled_out IS NULL
  GROUP BY l.source, l.kind_of_secret HAVING count(DISTINCT n.name) = 1
)
SELECT source, CASE WHEN c.source IS NOT NULL THEN c.target ELSE g.name END AS target, c.operation,
  kind_of_secret AS cause,
  at_ms, at_ms AS end_ms,
  1 AS occurrences,
  CASE WHEN kind_of_secret = 'credentials' AND file IN (SELECT file FROM timed) THEN 1 ELSE 0 END AS credentials,
  CASE WHEN kind_of_secret = 'payment and identity numbers' AND file IN (SELECT file FROM timed) THEN 1 ELSE 0 END AS numbers,
  id AS event_1, 'unmasked: ' || secrets AS why_1,
  certainty,
  true AS unmasked,
  ruled_out AS ruled_out
FROM lines LEFT JOIN calls_of c USING (source, kind_of_secret) LEFT JOIN logs_of g USING (source, kind_of_secret)
