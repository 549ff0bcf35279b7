WITH repeats AS (
  SELECT source, target, operation, max(last_ms - first_ms) AS longest_ms
  FROM (
    SELECT source, target, operation, work_key, min(start_ms) AS first_ms, max(start_ms) AS last_ms
    FROM calls WHERE work_key IS NOT NULL AND operation IS NOT NULL
    GROUP BY source, target, operation, work_key
    HAVING count(*) > 1
  )
  GROUP BY source, target, operation
),
gathered AS (
  SELECT
    -- Who reads a name sees that something stood where the text is masked.
    c.source, c.target, coalesce(c.operation, CASE WHEN c.kind = 'job' THEN c.logger END, replace(c.template, '<*>', '…'), 'unknown') AS operation,
    bool_or(c.is_write) AS is_write,
    bool_and(s.id IS NOT NULL) AS incoming,
    count(*) AS calls,
    -- Only calls that have a place among others share their work.
    count(*) FILTER (WHERE r.id IS NULL) + count(DISTINCT c.work_key) FILTER (WHERE r.id IS NOT NULL) AS works,
    count(*) FILTER (WHERE outcome IN ('ok', 'ok_with_errors')) AS ok,
    count(*) FILTER (WHERE outcome = 'throttled') AS throttled,
    count(*) FILTER (WHERE outcome = 'transient') AS transient,
    count(*) FILTER (WHERE outcome = 'permanent') AS permanent,
    count(*) FILTER (WHERE outcome = 'unauthenticated') AS unauthenticated,
    count(*) FILTER (WHERE outcome = 'ambiguous') AS ambiguous,
    count(*) FILTER (WHERE outcome IN ('replayed', 'refused_duplicate')) AS replayed,
    count(idempotency_key) AS with_idempotency_key,
    count(*) FILTER (WHERE coalesce(r.number, CASE WHEN c.work_key IS NULL THEN c.attempt END, 1) > 1) AS retried,
    max(greatest(coalesce(r.number, 1), coalesce(c.attempt, 1))) AS max_attempts,
    quantile_cont(duration_ms, [0.5, 0.95, 0.99]) FILTER (WHERE outcome = 'ok') AS quantiles,
    max(duration_ms) FILTER (WHERE outcome = 'ok') AS max_ok_ms,
    median(coalesce(timeout_ms, duration_ms)) FILTER (WHERE timed_out) AS timeout_ms,
    -- Of several that lasted as long, the first.
    arg_max({'file': c.file, 'line': c.line}, (duration_ms, -c.id)) FILTER (WHERE outcome = 'ok' AND duration_ms IS NOT NULL) AS slowest,
    mode(record_field) AS key_field,
    max(w.longest_ms) AS longest_repeat_ms,
    min(start_ms) AS first_ms,
    max(end_ms) AS last_ms,
    coalesce(max(t.taken), 0) AS taken
  -- Of a work of one call there is no chain: it is the first attempt.
  FROM calls c LEFT JOIN chain_places r ON r.id = c.id
  LEFT JOIN repeats w ON w.source IS NOT DISTINCT FROM c.source AND w.target IS NOT DISTINCT FROM c.target AND w.operation = c.operation
  LEFT JOIN (SELECT id FROM observations WHERE seen_from = 'target' AND event_key IS NOT NULL) s ON s.id = c.id
  LEFT JOIN (SELECT operation, count(*) AS taken FROM events WHERE signal = 'received' GROUP BY operation) t ON t.operation = c.operation
  WHERE c.start_ms IS NOT NULL
  GROUP BY c.source, c.target, coalesce(c.operation, CASE WHEN c.kind = 'job' THEN c.logger END, replace(c.template, '<*>', '…'), 'unknown')
)
SELECT * EXCLUDE (quantiles, slowest),
  quantiles[1] AS p50_ms, quantiles[2] AS p95_ms, quantiles[3] AS p99_ms, slowest.file AS slowest_file, slowest.line AS slowest_line
FROM gathered
ORDER BY calls DESC, operation, source, target
LIMIT 200
