-- chain_places: where the calls stand that are not the only one of their work.
CREATE TABLE chain_places AS
-- Most work is one call, which needs no place among others.
WITH repeated AS (
  SELECT work_key, operation, source FROM calls WHERE work_key IS NOT NULL AND start_ms IS NOT NULL GROUP BY ALL HAVING count(*) > 1
),
ordered AS (
  SELECT
    c.id, c.work_key, c.operation, c.source, c.start_ms, c.end_ms,
    row_number() OVER chain AS place,
    -- What failed in the body of a good answer is tried again where the next call counts on.
    coalesce(lag(c.outcome) OVER chain IN ('ok', 'replayed', 'refused_duplicate')
      OR (lag(c.outcome) OVER chain = 'ok_with_errors' AND coalesce(c.attempt <= lag(c.attempt) OVER chain, true)), false) AS after_success,
    lag(c.end_ms) OVER chain AS previous_end_ms,
    lag(c.start_ms) OVER chain AS previous_start_ms,
    lag(c.outcome) OVER chain AS previous_outcome,
    lag(c.retry_after_ms) OVER chain AS previous_retry_after_ms,
    lag(c.wait_ms) OVER chain AS previous_wait_ms,
    lag(c.attempt) OVER chain AS previous_attempt,
    lag(c.payload_hash) OVER chain AS previous_payload_hash,
    lag(c.id) OVER chain AS previous_id
  FROM calls c JOIN repeated r
    ON r.work_key = c.work_key AND r.operation IS NOT DISTINCT FROM c.operation AND r.source IS NOT DISTINCT FROM c.source
  WHERE c.start_ms IS NOT NULL
  -- By their ends: a line about the last attempt may state the duration of all of them.
  WINDOW chain AS (PARTITION BY c.work_key, c.operation, c.source ORDER BY c.end_ms, c.id)
),
chained AS (
  SELECT *, sum(CASE WHEN place = 1 OR after_success THEN 1 ELSE 0 END)
    OVER (PARTITION BY work_key, operation, source ORDER BY end_ms, id ROWS UNBOUNDED PRECEDING) AS chain
  FROM ordered
),
numbered AS (
  SELECT *, row_number() OVER (PARTITION BY work_key, operation, source, chain ORDER BY end_ms, id) AS number FROM chained
)
SELECT
  id, place, after_success, previous_end_ms, previous_start_ms, previous_outcome, previous_retry_after_ms, previous_wait_ms,
  previous_attempt, previous_payload_hash, previous_id, chain, number,
  CASE WHEN start_ms >= previous_end_ms THEN start_ms - previous_end_ms END AS gap_ms
FROM numbered;

-- attempts: calls in the chain of their operation. A chain is the calls of one work key to one
-- operation; it ends with a success, and a logged attempt number that starts again begins a new run of it.
CREATE VIEW attempts AS
SELECT
  c.*,
  coalesce(n.place, 1) AS place,
  coalesce(n.after_success, false) AS after_success,
  n.previous_end_ms, n.previous_start_ms, n.previous_outcome, n.previous_retry_after_ms, n.previous_wait_ms,
  n.previous_attempt, n.previous_payload_hash, n.previous_id,
  coalesce(n.chain, 1) AS chain,
  coalesce(n.number, 1) AS number,
  n.gap_ms
FROM calls c LEFT JOIN chain_places n ON n.id = c.id
WHERE c.work_key IS NOT NULL AND c.start_ms IS NOT NULL;

-- What the attempts of works of several calls come to.
CREATE TABLE repeated_operations AS
SELECT
  min(id) AS operation_id, source, any_value(target) AS target, operation, work_key, chain,
  any_value(method) AS method, any_value(route) AS route,
  bool_or(is_write) AS is_write,
  max(record_key) AS record_key,
  max(record_field) AS record_field,
  count(*) AS attempts,
  count(*) FILTER (WHERE outcome = 'permanent') AS permanent,
  count(*) FILTER (WHERE outcome = 'throttled') AS throttled,
  count(*) FILTER (WHERE outcome = 'transient') AS transient,
  count(*) FILTER (WHERE outcome = 'ambiguous') AS ambiguous,
  count(*) FILTER (WHERE outcome = 'unauthenticated') AS unauthenticated,
  count(*) FILTER (WHERE outcome IN ('ok', 'replayed', 'refused_duplicate')) AS fine,
  count(DISTINCT payload_hash) AS payloads,
  count(idempotency_key) AS with_idempotency_key,
  count(DISTINCT idempotency_key) AS idempotency_keys,
  min(start_ms) AS first_ms,
  max(end_ms) AS last_ms,
  min_by(id, number) AS first_id,
  max_by(id, number) AS last_id,
  max_by(outcome, number) AS last_outcome,
  min_by(outcome, number) AS first_outcome
FROM attempts
WHERE id IN (SELECT id FROM chain_places)
GROUP BY source, operation, work_key, chain;

-- operations: one row per intended piece of work, with its attempts and how it ended. Most work is one call, of which
-- nothing needs to be gathered: to write it a second time took as long as ten readers of it do.
CREATE VIEW operations AS
SELECT * FROM repeated_operations
UNION ALL
SELECT
  id AS operation_id, source, target, operation, work_key, 1 AS chain, method, route, is_write, record_key, record_field,
  1 AS attempts,
  (outcome = 'permanent')::BIGINT AS permanent,
  (outcome = 'throttled')::BIGINT AS throttled,
  (outcome = 'transient')::BIGINT AS transient,
  (outcome = 'ambiguous')::BIGINT AS ambiguous,
  (outcome = 'unauthenticated')::BIGINT AS unauthenticated,
  (outcome IN ('ok', 'replayed', 'refused_duplicate'))::BIGINT AS fine,
  (payload_hash IS NOT NULL)::BIGINT AS payloads,
  (idempotency_key IS NOT NULL)::BIGINT AS with_idempotency_key,
  (idempotency_key IS NOT NULL)::BIGINT AS idempotency_keys,
  start_ms AS first_ms, end_ms AS last_ms, id AS first_id, id AS last_id, outcome AS last_outcome, outcome AS first_outcome
FROM calls ANTI JOIN chain_places USING (id)
WHERE work_key IS NOT NULL AND start_ms IS NOT NULL;
