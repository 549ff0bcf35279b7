-- arrivals: proof that a record is in the target after all: a success that is not followed by an ending,
-- a thing of that name told as created, or a row with the target's own id in an export that is no source of another.
CREATE TABLE arrivals AS
SELECT key, max(at_ms) AS at_ms, operation FROM sightings WHERE step IN ('done', 'settled') AND at_ms IS NOT NULL GROUP BY key, operation
UNION ALL
-- Some programs name the record on a success alone, as what came of the job (`succeeded: {'entry': 'E-7'}`).
SELECT lower(ltrim(created_id, '#')), max(at_ms), operation FROM observations
WHERE created_id IS NOT NULL AND at_ms IS NOT NULL AND outcome IN ('ok', 'replayed') GROUP BY ALL
UNION ALL
SELECT r.key, NULL, NULL
FROM export_rows r
WHERE r.created_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM export_pairs p WHERE p.source_stream = r.stream);

-- lost_records: records given up by the caller that reached the target neither later nor before.
CREATE TABLE lost_records AS
SELECT e.*
FROM endings e
-- A read that was given up changes nothing at the target; what it was for is another operation's loss.
WHERE e.is_write AND NOT EXISTS (
  SELECT 1 FROM arrivals a
  WHERE a.key = e.key AND (a.at_ms IS NULL OR (a.at_ms >= e.at_ms - 200 AND (a.operation IS NULL OR e.operation IS NULL OR a.operation = e.operation
    -- A queue or job on one side and a route on the other are two names of one work, not two operations.
    OR (a.operation LIKE '% /%') <> (e.operation LIKE '% /%'))))
);

-- exhausted_records: the last attempt failed, nobody said so, and the log goes on long enough for another one.
CREATE TABLE exhausted_records AS
WITH logs AS (SELECT stream, max(at_ms) AS end_ms FROM events GROUP BY stream),
-- How long the next attempt can take, by what this operation's callers do elsewhere in the input.
pauses AS (
  SELECT operation, source, quantile_cont(gap_ms, 0.9) AS longest_ms FROM attempts WHERE number > 1 GROUP BY operation, source
),
-- Callers that nearly always stop after the same number of attempts have used them up then, and nothing more will come.
stops AS (
  SELECT operation, source, attempts
  FROM (SELECT operation, source, attempts, count(*) AS works, sum(count(*)) OVER (PARTITION BY operation, source) AS total FROM operations
    WHERE last_outcome IN ('transient', 'permanent', 'throttled', 'unauthenticated') AND record_key IS NOT NULL GROUP BY operation, source, attempts)
  WHERE works >= 5 AND works >= 0.9 * total AND attempts >= 2
),
-- Callers that announce each retry: a failure without such words is their last, be it the first attempt.
announcers AS (
  SELECT source, stream FROM (SELECT source, stream, signal, outcome, lead(id) OVER (PARTITION BY work_key, operation, source, chain ORDER BY number) IS NOT NULL AS goes_on
    -- Work of one call does not go on.
    FROM attempts WHERE id IN (SELECT id FROM chain_places))
  WHERE outcome NOT IN ('ok', 'replayed', 'refused_duplicate', 'ok_with_errors')
  GROUP BY source, stream
  HAVING count(*) FILTER (WHERE goes_on) >= 5 AND count(*) FILTER (WHERE goes_on AND signal = 'retry_scheduled') >= 0.95 * count(*) FILTER (WHERE goes_on)
),
-- Work of which no call failed has not ended with a failure.
failing AS (
  SELECT DISTINCT work_key, operation, source FROM attempts WHERE outcome IN ('transient', 'permanent', 'throttled', 'unauthenticated')
),
last_calls AS (
  SELECT a.*, l.end_ms AS log_end_ms, a.outcome <> 'permanent' AND a.signal = 'failed' AND EXISTS (SELECT 1 FROM announcers n WHERE n.source IS NOT DISTINCT FROM a.source AND n.stream = a.stream) AS unannounced
  FROM attempts a JOIN logs l ON l.stream = a.stream
  JOIN failing f ON f.work_key = a.work_key AND f.operation = a.operation AND f.source IS NOT DISTINCT FROM a.source
  WHERE a.record_key IS NOT NULL AND a.operation IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY a.work_key, a.operation, a.source ORDER BY a.start_ms DESC, a.id DESC) = 1
)
SELECT c.source, c.target, c.operation, lower(ltrim(c.record_key, '#')) AS key, c.record_key,
  c.end_ms AS at_ms, c.id, c.number AS attempts, c.outcome, c.status, c.log_end_ms,
  min(a.start_ms) AS first_ms, min_by(a.id, a.number) AS first_id,
  count(*) FILTER (WHERE a.outcome = 'ambiguous') AS ambiguous,
  bool_or(c.unannounced) AS is_final
FROM last_calls c
JOIN attempts a ON a.work_key = c.work_key AND a.operation = c.operation AND a.source IS NOT DISTINCT FROM c.source AND a.chain = c.chain
LEFT JOIN pauses p ON p.operation = c.operation AND p.source IS NOT DISTINCT FROM c.source
LEFT JOIN stops t ON t.operation = c.operation AND t.source IS NOT DISTINCT FROM c.source AND t.attempts = c.number
WHERE c.outcome IN ('transient', 'permanent', 'throttled', 'unauthenticated') AND (c.is_write OR c.kind <> 'exchange')
  AND c.log_end_ms - c.end_ms > least(7200000, greatest(CASE WHEN t.attempts IS NULL THEN 600000 ELSE 1000 END, 10 * coalesce(p.longest_ms, 0)))
  AND NOT EXISTS (SELECT 1 FROM arrivals x WHERE x.key = lower(ltrim(c.record_key, '#')) AND (x.at_ms IS NULL OR (x.at_ms >= c.start_ms AND (x.operation IS NULL OR x.operation = c.operation OR (x.operation LIKE '% /%') <> (c.operation LIKE '% /%')))))
  AND NOT EXISTS (SELECT 1 FROM endings e WHERE e.key = lower(ltrim(c.record_key, '#')))
GROUP BY c.source, c.target, c.operation, c.record_key, c.end_ms, c.id, c.number, c.outcome, c.status, c.log_end_ms;

-- refused_items: elements of an accepted batch or answer that its body refuses, never accepted later; and records that the body of a
-- good status refuses and the caller calls done, where an export that holds nearly all accepted ones shows that they are not there.
CREATE TABLE refused_items AS
WITH denied AS (
  SELECT o.id, o.at_ms, o.source, o.target, o.operation, o.record_key, lower(ltrim(o.record_key, '#')) AS key
  FROM observations o JOIN events e ON e.id = o.id
  WHERE e.kind = 'exchange' AND e.body_outcome = 'error' AND coalesce(e.status, 200) BETWEEN 200 AND 299
    AND o.is_write AND NOT o.is_echo AND o.seen_from = 'caller' AND o.record_key IS NOT NULL AND o.at_ms IS NOT NULL AND o.operation IS NOT NULL
),
accepted AS (
  SELECT DISTINCT o.operation, lower(ltrim(o.record_key, '#')) AS key FROM observations o SEMI JOIN denied d ON d.operation = o.operation
  WHERE o.is_write AND o.outcome IN ('ok', 'replayed') AND o.record_key IS NOT NULL
),
-- Exports of what the operation writes. One that is the target of another export is compared with that one, record by record.
holders AS (
  SELECT a.operation, r.stream
  FROM accepted a JOIN (SELECT DISTINCT stream, key FROM export_rows) r ON r.key = a.key
  WHERE NOT EXISTS (SELECT 1 FROM export_pairs p WHERE p.target_stream = r.stream)
  GROUP BY a.operation, r.stream
  -- Fewer may stand there by chance; a few were written before or after the time of the export.
  HAVING count(*) >= 20 AND count(*) >= 0.95 * (SELECT count(*) FROM accepted x WHERE x.operation = a.operation)
),
absent AS (
  SELECT d.* FROM denied d JOIN holders h ON h.operation = d.operation
  WHERE NOT EXISTS (SELECT 1 FROM export_rows r WHERE r.key = d.key AND r.stream = h.stream)
    AND NOT EXISTS (SELECT 1 FROM accepted a WHERE a.operation = d.operation AND a.key = d.key)
    AND EXISTS (
      SELECT 1 FROM events s
      WHERE s.kind IN ('statement', 'job') AND s.signal = 'succeeded' AND s.at_ms >= d.at_ms - 50 AND lower(ltrim(s.record_key, '#')) = d.key)
)
SELECT e.id, e.at_ms, e.service AS source, e.target, e.operation, e.record_key, lower(ltrim(e.record_key, '#')) AS key
FROM events e
WHERE e.kind = 'item' AND e.body_outcome = 'error' AND e.record_key IS NOT NULL AND e.at_ms IS NOT NULL
  AND NOT EXISTS (
    SELECT 1 FROM events f
    WHERE lower(ltrim(f.record_key, '#')) = lower(ltrim(e.record_key, '#')) AND f.at_ms > e.at_ms
      AND ((f.kind = 'item' AND f.body_outcome = 'ok') OR (f.kind <> 'item' AND f.signal = 'succeeded'))
  )
  AND NOT EXISTS (
    SELECT 1 FROM observations o
    WHERE lower(ltrim(o.record_key, '#')) = lower(ltrim(e.record_key, '#')) AND o.at_ms > e.at_ms AND o.is_write AND o.outcome IN ('ok', 'replayed')
  )
UNION ALL
SELECT id, at_ms, source, target, operation, record_key, key FROM absent
QUALIFY row_number() OVER (PARTITION BY operation, key ORDER BY at_ms DESC, id DESC) = 1;
