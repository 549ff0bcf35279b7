-- learned_refusals: calls that ended in words or codes that no taxonomy knows and that the input itself shows to be refusals for good: what
-- ended several pieces of work, the same at each of their attempts and followed by a success at none, while as many others of the operation
-- went through in the meantime. What may pass by itself (the network, a limit, a lock, a fault of the target) is none, however long it lasts.
CREATE TABLE learned_refusals AS
WITH failing AS (
  SELECT id, source, operation, work_key, chain, start_ms, coalesce(code || ' ' || error, code, error) AS cause
  FROM attempts
  WHERE outcome IN ('transient', 'unknown', 'ok_with_errors') AND coalesce(status, 400) < 500 AND coalesce(status, 400) NOT IN (408, 425, 429)
    AND coalesce(code, error) IS NOT NULL AND timed_out IS NULL AND coalesce(signal, '') NOT IN ('started', 'shed', 'throttle_wait')
    AND NOT says_passing(coalesce(code, '') || ' ' || coalesce(error, ''))
),
repeated AS (
  SELECT f.source, f.operation, f.cause, f.work_key, f.chain, count(*) AS tries, min(f.start_ms) AS from_ms, max(f.start_ms) AS to_ms,
    -- What the door or a limit turned away was not judged.
    any_value(o.attempts - o.unauthenticated - o.throttled) AS attempts, any_value(o.fine) AS fine
  FROM failing f
  JOIN operations o ON o.work_key = f.work_key AND o.operation IS NOT DISTINCT FROM f.operation AND o.source IS NOT DISTINCT FROM f.source AND o.chain = f.chain
  GROUP BY f.source, f.operation, f.cause, f.work_key, f.chain
),
learned AS (
  SELECT r.source, r.operation, r.cause, count(DISTINCT CASE WHEN tries >= 2 THEN work_key END) AS works FROM repeated r
  GROUP BY r.source, r.operation, r.cause
  HAVING works >= 2 AND sum(fine) = 0 AND bool_and(tries = attempts)
    AND (SELECT count(DISTINCT o.work_key) FROM operations o
      WHERE o.operation IS NOT DISTINCT FROM r.operation AND o.source IS NOT DISTINCT FROM r.source AND o.fine > 0
        AND o.first_ms BETWEEN min(r.from_ms) AND max(r.to_ms)) >= count(DISTINCT work_key)
)
SELECT f.id, f.cause, l.works
FROM failing f
JOIN learned l ON l.cause = f.cause AND l.operation IS NOT DISTINCT FROM f.operation AND l.source IS NOT DISTINCT FROM f.source;
