-- Only where an event has: kind = 'statement' AND body_outcome IS NOT NULL AND record_key IS NOT NULL
-- A program prints the body of an answer on one line, and on the next one the call with its status. Where nearly all lines that print a
-- body stand right beside one call of the same record, the body is that of its answer.
CREATE TEMP TABLE told_bodies AS
WITH bodies AS (
  SELECT id, stream, lower(ltrim(record_key, '#')) AS key, at_ms, body_outcome, body_errors, code, error FROM events
  WHERE kind = 'statement' AND body_outcome IS NOT NULL AND record_key IS NOT NULL AND at_ms IS NOT NULL AND method IS NULL
  -- What hundreds of lines name is no record that a line beside them could tell apart.
  QUALIFY count(*) OVER (PARTITION BY stream, key) <= 50
),
answers AS (
  SELECT id, stream, lower(ltrim(record_key, '#')) AS key, at_ms FROM events
  WHERE kind = 'exchange' AND record_key IS NOT NULL AND at_ms IS NOT NULL AND body_outcome IS NULL AND status BETWEEN 200 AND 299
    AND stream IN (SELECT stream FROM bodies)
  QUALIFY count(*) OVER (PARTITION BY stream, key) <= 50
),
pairs AS (
  SELECT b.id, b.stream, min_by(a.id, abs(a.at_ms - b.at_ms)) AS answer_id, count(a.id) AS near
  FROM bodies b LEFT JOIN answers a ON a.stream = b.stream AND a.key = b.key AND a.at_ms BETWEEN b.at_ms - 1000 AND b.at_ms + 1000
  GROUP BY b.id, b.stream
)
SELECT p.id, p.answer_id, b.body_outcome, b.body_errors, b.code, b.error
FROM pairs p JOIN bodies b ON b.id = p.id
WHERE p.near = 1
  AND p.stream IN (SELECT stream FROM pairs GROUP BY stream HAVING count(*) >= 3 AND count(*) FILTER (WHERE near = 1) >= 0.8 * count(*))
QUALIFY count(*) OVER (PARTITION BY p.answer_id) = 1;

UPDATE events e
SET body_outcome = t.body_outcome, body_errors = t.body_errors, code = coalesce(e.code, t.code), error = coalesce(e.error, t.error)
FROM told_bodies t WHERE e.id = t.answer_id;

-- What a printed body says is nothing that the program says.
UPDATE events e SET signal = NULL, error = NULL, code = NULL FROM told_bodies t WHERE e.id = t.id;

DROP TABLE told_bodies;
