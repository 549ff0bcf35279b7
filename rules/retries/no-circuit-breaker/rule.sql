-- One row per span of minutes without a success in which the calls went on.
WITH
-- All calls are put in order, so without what only the failed ones are asked for.
ordered AS (
  SELECT id, source, target, operation, start_ms, outcome,
    sum(CASE WHEN outcome IN ('transient', 'ambiguous') THEN 0 ELSE 1 END)
      OVER (PARTITION BY source, target, operation ORDER BY start_ms, id ROWS UNBOUNDED PRECEDING) AS island
  FROM calls
  WHERE start_ms IS NOT NULL AND operation IS NOT NULL AND kind = 'exchange'
    -- A client that left before the answer (nginx 499, ALB 460) says nothing of the target's health.
    AND coalesce(status, 0) NOT IN (460, 499)
),
gapped AS (
  SELECT o.id, o.source, o.target, o.operation, o.start_ms, o.island, c.end_ms, c.record_key, c.seen_from, coalesce(c.trace_id, c.correlation_id) AS trace,
    CASE WHEN c.timed_out THEN coalesce(c.timeout_ms, c.duration_ms) END AS gave_up_ms,
    o.start_ms - lag(o.start_ms) OVER (PARTITION BY o.source, o.target, o.operation, o.island ORDER BY o.start_ms, o.id) AS since_ms
  FROM ordered o JOIN calls c ON c.id = o.id
  WHERE o.outcome IN ('transient', 'ambiguous')
),
parted AS (
  SELECT *, sum(CASE WHEN since_ms > $idle_ms THEN 1 ELSE 0 END)
    OVER (PARTITION BY source, target, operation, island ORDER BY start_ms, id ROWS UNBOUNDED PRECEDING) AS part
  FROM gapped
),
downs AS (
  SELECT source, target, operation, island, part, count(*) AS calls, min(start_ms) AS from_ms, max(start_ms) AS to_ms,
    min(id) AS first_id, max_by(id, start_ms) AS last_id, median(gave_up_ms) AS gave_up_ms, count(gave_up_ms) AS given_up
  FROM parted
  GROUP BY source, target, operation, island, part
),
usual AS (
  SELECT source, target, operation, count(*) AS calls, min(start_ms) AS from_ms, max(start_ms) AS to_ms,
    median(duration_ms) FILTER (WHERE outcome IN ('ok', 'replayed')) AS answer_ms
  FROM calls WHERE start_ms IS NOT NULL AND outcome NOT IN ('transient', 'ambiguous')
  GROUP BY source, target, operation
),
-- Calls that failed for their caller and whose record came into being at the target all the same.
done AS (
  SELECT p.source, p.target, p.operation, p.island, p.part, count(DISTINCT p.id) AS calls
  FROM parted p
  JOIN effects e ON e.key = lower(ltrim(p.record_key, '#')) AND (e.operation IS NULL OR e.operation = p.operation)
    AND e.at_ms BETWEEN p.start_ms - 2000 AND p.end_ms + 60000
  GROUP BY p.source, p.target, p.operation, p.island, p.part
),
-- Calls that a service answered itself, with the failure of another system that it called for them: one of the systems is down, not both.
passed_on AS (
  SELECT p.source, p.target, p.operation, p.island, p.part, count(DISTINCT p.id) AS calls
  FROM parted p
  JOIN calls b ON coalesce(b.trace_id, b.correlation_id) = p.trace AND b.operation <> p.operation AND b.seen_from = 'caller'
    AND b.outcome IN ('transient', 'ambiguous') AND b.start_ms BETWEEN p.start_ms - 2000 AND p.end_ms + 2000
  WHERE p.seen_from = 'target'
  GROUP BY p.source, p.target, p.operation, p.island, p.part
),
-- What came next after a span began, found by its time: spans and answers may be many. Only an answer within a span tells of it.
successes AS (
  SELECT o.operation, coalesce(o.end_ms, o.at_ms) AS done_ms
  FROM observations o
  JOIN (SELECT operation, min(from_ms) AS from_ms, max(to_ms) AS to_ms FROM downs WHERE from_ms < to_ms GROUP BY operation) d
    ON d.operation = o.operation AND coalesce(o.end_ms, o.at_ms) > d.from_ms AND coalesce(o.end_ms, o.at_ms) < d.to_ms
  WHERE o.outcome IN ('ok', 'replayed')
),
opened AS (SELECT at_ms FROM events WHERE signal IN ('circuit_opened', 'shed') AND at_ms IS NOT NULL),
-- Operations of which nothing but failures is logged: work that was done while they were down.
silent AS (
  SELECT d.* FROM downs d
  WHERE NOT EXISTS (SELECT 1 FROM usual u WHERE u.source IS NOT DISTINCT FROM d.source AND u.target IS NOT DISTINCT FROM d.target AND u.operation = d.operation)
),
worked AS (
  SELECT DISTINCT d.source, d.target, d.operation, d.island, d.part
  -- Most inputs have no such operation: then nothing needs to be set in order.
  FROM (SELECT source, target, operation, start_ms, record_key FROM calls WHERE operation IN (SELECT operation FROM silent)) f
  ASOF JOIN silent d ON d.source IS NOT DISTINCT FROM f.source AND d.target IS NOT DISTINCT FROM f.target AND d.operation = f.operation
    AND f.start_ms >= d.from_ms
  JOIN sightings s ON s.key = lower(ltrim(f.record_key, '#')) AND s.step = 'done' AND s.at_ms > f.start_ms AND s.at_ms < d.to_ms
  WHERE f.start_ms <= d.to_ms
)
SELECT d.source, d.target, d.operation,
  d.from_ms AS at_ms, d.to_ms AS end_ms,
  d.calls AS calls_while_down,
  (d.to_ms - d.from_ms) / 60000.0 AS down_minutes,
  d.first_id AS event_1, 'the first call that failed' AS why_1,
  d.last_id AS event_2, format('{:,} failed calls later, still no success', d.calls) AS why_2,
  true AS no_breaker_seen,
  CASE WHEN u.calls >= 10 THEN d.calls * 1.0 * greatest(1, u.to_ms - u.from_ms) >= 0.5 * u.calls * greatest(1, d.to_ms - d.from_ms) END AS full_rate,
  CASE
    WHEN d.to_ms - d.from_ms < $least_minutes * 60000 THEN 'down for less than {least_minutes} minutes'
    WHEN d.calls < $least_calls THEN 'fewer than {least_calls} calls while it was down'
    -- A breaker that is open lets a call through every half or whole minute, to see whether the target is back.
    WHEN d.calls * $probe_ms < d.to_ms - d.from_ms THEN 'fewer calls than one in {probe_ms} milliseconds: a breaker lets as many through to probe'
    -- A breaker that opened, or calls that were shed, are the very thing that is asked for.
    WHEN o.at_ms <= d.to_ms + 60000 THEN 'a circuit breaker opened or calls were shed'
    -- Another vantage sees it succeed: then the caller waits too short, nothing is down.
    WHEN s.done_ms < d.to_ms THEN 'the target answered others all the while'
    WHEN y.calls >= 0.5 * d.calls THEN 'the service answered, and passed on that a system behind it was down'
    WHEN w.calls >= 0.5 * d.calls THEN 'the target did the work of most calls that failed'
    -- Who gives up sooner than the usual answer takes does not learn whether there would have been one.
    WHEN d.given_up >= 0.5 * d.calls AND d.gave_up_ms < u.answer_ms THEN 'most calls were given up sooner than the usual answer takes'
    WHEN u.calls >= 10 AND d.calls * 1.0 * greatest(1, u.to_ms - u.from_ms) < 0.5 * u.calls * greatest(1, d.to_ms - d.from_ms)
      THEN 'less than half of the usual rate: only probes went on'
    -- A log that tells of failures only has no usual rate: then a call every ten seconds is more than probes,
    -- and work that was done after its call had failed shows that the calls between were answered.
    WHEN u.calls IS NULL AND d.calls * 10000.0 < d.to_ms - d.from_ms THEN 'fewer than a call every ten seconds, and no usual rate is known'
    WHEN k.operation IS NOT NULL THEN 'work was done after its call had failed, so the calls between were answered'
  END AS ruled_out
FROM downs d
ASOF LEFT JOIN successes s ON s.operation = d.operation AND d.from_ms < s.done_ms
ASOF LEFT JOIN opened o ON d.from_ms - 60000 <= o.at_ms
LEFT JOIN worked k ON k.source IS NOT DISTINCT FROM d.source AND k.target IS NOT DISTINCT FROM d.target AND k.operation = d.operation
  AND k.island = d.island AND k.part = d.part
LEFT JOIN usual u ON u.source IS NOT DISTINCT FROM d.source AND u.target IS NOT DISTINCT FROM d.target AND u.operation IS NOT DISTINCT FROM d.operation
LEFT JOIN done w ON w.source IS NOT DISTINCT FROM d.source AND w.target IS NOT DISTINCT FROM d.target AND w.operation = d.operation
  AND w.island = d.island AND w.part = d.part
LEFT JOIN passed_on y ON y.source IS NOT DISTINCT FROM d.source AND y.target IS NOT DISTINCT FROM d.target AND y.operation = d.operation
  AND y.island = d.island AND y.part = d.part
