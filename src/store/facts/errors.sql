-- Of a call that is the only one of its work there is neither a repeat nor a recovery.
WITH chained AS (
  SELECT a.id, o.attempts > a.number AS repeated, o.fine > 0 AS recovered
  FROM attempts a JOIN repeated_operations o ON o.work_key = a.work_key AND o.operation IS NOT DISTINCT FROM a.operation
    AND o.source IS NOT DISTINCT FROM a.source AND o.chain = a.chain
  WHERE a.outcome NOT IN ('ok', 'replayed', 'unknown')
)
SELECT c.target, c.operation, c.status, c.code, min(c.error) AS error, c.outcome,
  count(*) AS calls,
  count(*) FILTER (WHERE h.repeated) AS repeated,
  count(*) FILTER (WHERE h.recovered) AS recovered,
  bool_or(c.seen_from = 'caller') AS by_caller,
  min_by(c.file, c.id) AS file, min_by(c.line, c.id) AS line
FROM calls c LEFT JOIN chained h ON h.id = c.id
WHERE c.outcome NOT IN ('ok', 'replayed', 'unknown')
GROUP BY c.target, c.operation, c.status, c.code, c.outcome
ORDER BY calls DESC, c.target, c.operation, c.status, c.code, c.outcome
LIMIT 100
