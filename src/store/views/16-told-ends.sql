-- Only where an event has: signal IN ('dead_lettered', 'gave_up') AND record_key IS NULL
-- The program tells which record failed, and the library under it on its next line that the message was parked or given up, and names
-- nothing. Where nearly each such line stands right behind a failure of a record of its own, it tells what became of that record.
CREATE TEMP TABLE told_ends AS
WITH lines AS (
  SELECT id, stream, template, at_ms, record_key, record_field, signal,
    record_key IS NULL AND event_key IS NULL AND job_id IS NULL AND signal IN ('dead_lettered', 'gave_up') AS is_end,
    record_key IS NOT NULL AND (signal = 'failed' OR level IN ('error', 'fatal')) AS is_failure
  FROM events
  WHERE kind IN ('statement', 'job') AND at_ms IS NOT NULL
    AND stream IN (SELECT stream FROM events WHERE kind IN ('statement', 'job') AND record_key IS NULL AND signal IN ('dead_lettered', 'gave_up'))
),
behind AS (
  SELECT *, last_value(CASE WHEN is_failure THEN id END IGNORE NULLS) OVER before AS failure_id
  FROM lines
  WINDOW before AS (PARTITION BY stream ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
),
candidates AS (
  SELECT b.id, b.stream, b.template, f.record_key, f.record_field,
    -- Another end behind the same failure leaves open whose it is.
    coalesce(b.at_ms - f.at_ms BETWEEN 0 AND 200, false) AND count(*) OVER (PARTITION BY b.stream, b.failure_id) = 1 AS fits
  FROM behind b LEFT JOIN lines f ON f.id = b.failure_id
  WHERE b.is_end
),
messages AS (
  SELECT stream, template FROM candidates
  GROUP BY stream, template
  HAVING count(*) >= 3 AND count(*) FILTER (WHERE fits) >= 0.9 * count(*) AND count(DISTINCT record_key) >= 0.9 * count(*)
)
SELECT c.id, c.record_key, c.record_field
FROM candidates c JOIN messages m ON m.stream = c.stream AND m.template IS NOT DISTINCT FROM c.template
WHERE c.fits;

UPDATE events e SET record_key = t.record_key, record_field = t.record_field FROM told_ends t WHERE e.id = t.id;

DROP TABLE told_ends;
