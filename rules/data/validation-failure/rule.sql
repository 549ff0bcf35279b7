-- One row per refusal of a record for its content, where one cause refuses a cluster of records.
WITH refused_calls AS (
  -- Refused by the target, with a status for content or with errors in the body of a good answer.
  SELECT c.id, c.source, c.target, c.operation, c.start_ms AS at_ms, c.end_ms, c.record_key, c.status, c.code, c.error,
    coalesce(c.work_key, 'call:' || cast(c.id AS varchar)) AS work, 1 AS is_call
  FROM calls c
  WHERE c.start_ms IS NOT NULL AND (c.is_write OR c.kind <> 'exchange')
    -- A precondition that fails is about what is there by now, unless the answer says something else.
    AND ((c.outcome = 'permanent' AND (coalesce(c.status, 422) IN (200, 201, 202, 207, 400, 406, 413, 415, 422) OR (c.status = 412 AND coalesce(c.code, c.error) IS NOT NULL)))
      OR (c.outcome = 'ok_with_errors' AND c.record_key IS NOT NULL)
      -- In words that nobody knows, by which the input shows that it refuses for good.
      OR EXISTS (SELECT 1 FROM learned_refusals l WHERE l.id = c.id AND l.works >= $least_records))
    -- A batch is told by its items.
    AND NOT EXISTS (SELECT 1 FROM events i WHERE i.kind = 'item' AND i.file = c.file AND i.line = c.line)
),
refused_items AS (
  SELECT e.id, e.service AS source, e.target, e.operation, e.at_ms, e.at_ms AS end_ms, e.record_key, e.status, e.code, e.error,
    'key:' || lower(ltrim(e.record_key, '#')) AS work, 1 AS is_call
  FROM events e
  WHERE e.kind = 'item' AND e.body_outcome = 'error' AND e.record_key IS NOT NULL AND e.at_ms IS NOT NULL
  -- The same item seen by two observers of one call.
  WINDOW w AS (PARTITION BY lower(ltrim(e.record_key, '#')), e.operation ORDER BY e.at_ms, e.id)
  QUALIFY coalesce(NOT (lag(e.stream) OVER w <> e.stream AND e.at_ms - lag(e.at_ms) OVER w <= 3000), true)
),
-- Failed in the caller or in a consumer, before any target was asked: the words must speak of content.
failed_work AS (
  SELECT e.id, e.service AS source, e.stream, e.logger, e.operation, e.topic, e.at_ms, e.record_key, e.code, e.error, e.template,
    lower(coalesce(e.code, '') || ' ' || coalesce(e.error, '') || ' ' || coalesce(e.template, '')) AS words
  FROM events e
  WHERE e.kind IN ('statement', 'job') AND e.record_key IS NOT NULL AND e.at_ms IS NOT NULL
    AND (e.signal IN ('failed', 'dead_lettered', 'gave_up', 'swallowed') OR (e.signal IS NULL AND e.level IN ('error', 'fatal')))
),
failed_content AS (
  SELECT f.*, k.operation AS called, k.target
  FROM failed_work f
  LEFT JOIN (
    SELECT lower(ltrim(record_key, '#')) AS key, mode(operation) AS operation, mode(target) AS target,
      count(*) FILTER (WHERE outcome NOT IN ('ok', 'replayed', 'ok_with_errors')) AS failed
    FROM calls
    WHERE record_key IS NOT NULL AND operation IS NOT NULL
      -- Of most records nothing failed: nothing is counted for them.
      AND lower(ltrim(record_key, '#')) IN (SELECT lower(ltrim(record_key, '#')) FROM failed_work)
    GROUP BY 1
  ) k ON k.key = lower(ltrim(f.record_key, '#'))
  WHERE coalesce(k.failed, 0) = 0
    AND says_content(words)
    -- A wrong password and an unknown user are a person's mistake at a door, not content.
    AND NOT says_no_content(words)
),
failures AS (
  SELECT id, source, target, operation, at_ms, end_ms, record_key, status, code, error, work, is_call FROM refused_calls
  UNION ALL
  SELECT id, source, target, operation, at_ms, end_ms, record_key, status, code, error, work, is_call FROM refused_items
  UNION ALL
  SELECT id, source, target, coalesce(operation, called, CASE WHEN topic NOT IN ('stdout', 'stderr') THEN topic END, logger, source, regexp_replace(regexp_replace(stream, '^.*/', ''), '\..*$', '')), at_ms, at_ms, record_key, NULL, code,
    CASE WHEN length(coalesce(error, '')) >= 12 AND error NOT LIKE '%:' THEN error ELSE template END,
    'key:' || lower(ltrim(record_key, '#')), 0
  FROM failed_content
),
said AS (
  SELECT *,
    lower(coalesce(code, '') || ' ' || coalesce(error, '')) AS words,
    -- A code is a cause of its own unless it is the name of a class of errors.
    CASE WHEN code IS NOT NULL AND NOT says_general_code(code)
      THEN code END AS specific_code,
    CASE WHEN error IS NOT NULL AND length(error) >= 8
      AND NOT says_general_error(error)
      THEN error END AS specific_error
  FROM failures
),
-- A repetition that the target refused, a declined card, a missing right or a lock is another kind of answer.
content AS (
  SELECT *, coalesce(specific_code, specific_error) AS told,
    coalesce(operation, source, '') AS unit
  FROM said
  WHERE NOT says_other_refusal(words)
    OR (is_call = 1 AND coalesce(status, 0) IN (400, 422) AND says_unmapped(words))
),
-- Lines that tell the status only speak of the same refusals as those that tell the cause.
chief AS (
  SELECT source, unit, told FROM content WHERE told IS NOT NULL GROUP BY source, unit, told
  QUALIFY row_number() OVER (PARTITION BY source, unit ORDER BY count(DISTINCT work) DESC, told) = 1
),
caused AS (
  SELECT c.*, coalesce(c.told, l.told) AS cause
  FROM content c
  LEFT JOIN chief l ON l.source IS NOT DISTINCT FROM c.source AND l.unit = c.unit AND c.told IS NULL
),
-- What was corrected and accepted soon after.
accepted AS (
  SELECT coalesce(work_key, 'call:' || cast(id AS varchar)) AS work, operation, start_ms AS at_ms
  FROM calls WHERE outcome IN ('ok', 'replayed', 'refused_duplicate') AND start_ms IS NOT NULL
  UNION ALL
  SELECT 'key:' || lower(ltrim(record_key, '#')), operation, at_ms FROM events WHERE kind = 'item' AND body_outcome = 'ok' AND record_key IS NOT NULL
),
followed AS (
  SELECT c.*,
    EXISTS (SELECT 1 FROM accepted a WHERE a.work = c.work AND a.operation IS NOT DISTINCT FROM c.operation
      AND a.at_ms > c.at_ms AND a.at_ms <= c.at_ms + $soon_ms) AS soon_accepted
  FROM caused c
),
-- The same record refused at the interface and told again by the target's own log is one.
once AS (
  SELECT s.* FROM followed s
  WHERE is_call = 1 OR NOT EXISTS (SELECT 1 FROM followed o WHERE o.is_call = 1 AND o.work = s.work)
),
clusters AS (
  SELECT source, unit, cause, is_call, count(DISTINCT work) AS refused, min(at_ms) AS from_ms, max(at_ms) AS to_ms,
    mode(target) AS target, mode(operation) AS operation, count(DISTINCT record_key) AS keyed, mode(status) AS status,
    CASE
      WHEN count(DISTINCT work) < $least_records THEN 'fewer than {least_records} records are refused for one cause'
      -- Where most are accepted soon after, the refusals are part of the work, as with a form that is filled in again.
      WHEN 2 * count(DISTINCT CASE WHEN soon_accepted THEN work END) >= count(DISTINCT work) THEN 'most were accepted soon after'
    END AS slight
  FROM once GROUP BY source, unit, cause, is_call
),
-- Records that nobody sent again: where one cause ends them, each is a loss, however small their share is.
left_behind AS (
  SELECT key FROM lost_records UNION SELECT key FROM exhausted_records WHERE outcome = 'permanent'
),
ended AS (
  SELECT o.source, o.unit, o.cause, o.is_call, count(DISTINCT o.work) AS works
  FROM once o JOIN left_behind l ON l.key = lower(ltrim(o.record_key, '#'))
  WHERE EXISTS (SELECT 1 FROM observations v WHERE v.id = o.id AND v.seen_from = 'caller')
  GROUP BY o.source, o.unit, o.cause, o.is_call
),
handled AS (
  SELECT coalesce(c.operation, c.source, '') AS unit, c.source, coalesce(c.work_key, 'call:' || cast(c.id AS varchar)) AS work, c.start_ms AS at_ms
  FROM calls c WHERE c.start_ms IS NOT NULL
  UNION ALL
  SELECT coalesce(operation, service, ''), service, 'key:' || lower(ltrim(record_key, '#')), at_ms
  FROM events WHERE kind = 'item' AND record_key IS NOT NULL AND at_ms IS NOT NULL
),
mentioned AS (
  SELECT service, 'key:' || key AS work, at_ms FROM sightings WHERE at_ms IS NOT NULL AND kind <> 'row'
),
weighed AS (
  SELECT k.source, k.unit, k.cause, k.is_call, k.refused, k.from_ms, k.to_ms, k.target, k.operation, k.keyed, k.status,
    CASE WHEN k.is_call = 1
      THEN (SELECT count(DISTINCT h.work) FROM handled h WHERE h.unit = k.unit AND h.source IS NOT DISTINCT FROM k.source AND h.at_ms BETWEEN k.from_ms AND k.to_ms)
      ELSE (SELECT count(DISTINCT m.work) FROM mentioned m WHERE m.service IS NOT DISTINCT FROM k.source AND m.at_ms BETWEEN k.from_ms AND k.to_ms)
    END AS works
  FROM clusters k
  WHERE k.slight IS NULL
)
SELECT k.source, k.target, k.operation,
  coalesce(k.cause, coalesce('status ' || k.status || ', ', '') || 'no reason in the log') AS cause,
  o.at_ms, o.end_ms,
  o.record_key,
  1 AS refusals,
  CASE WHEN row_number() OVER (PARTITION BY k.source, k.unit, k.cause, k.is_call ORDER BY o.at_ms, o.id) = 1 THEN w.works END AS works,
  o.id AS event_1, 'refused: ' || coalesce(o.error, o.code, 'status ' || cast(o.status AS varchar), k.cause, 'no reason told') AS why_1,
  CASE WHEN k.cause IS NULL THEN 0.6 WHEN k.is_call = 1 THEN 0.95 ELSE 0.88 END AS certainty,
  CASE WHEN k.cause IS NOT NULL THEN true END AS one_cause,
  true AS not_accepted,
  true AS other_kind,
  CASE
    WHEN k.slight IS NOT NULL THEN k.slight
    -- The reader of a message does not know a value that its sender may send: a matter of their contract.
    WHEN k.is_call = 0 AND says_new_value(lower(k.cause)) THEN 'the reader does not know a new value; data/contract-drift judges it'
    WHEN w.refused < $least_share * greatest(w.works, w.refused)
      AND NOT coalesce(w.cause IS NOT NULL AND w.refused >= $least_ended AND d.works >= 0.8 * w.refused, false) THEN 'less than {least_share} of the work of that time was refused for it'
    -- Refusals that tell no cause are one cluster only when they are most of what one caller sends; in a server's
    -- log of many clients they are as many mistakes.
    WHEN w.cause IS NULL AND NOT (w.keyed = w.refused AND w.refused >= 0.2 * greatest(w.works, w.refused)
      AND EXISTS (SELECT 1 FROM observations v WHERE v.id = o.id AND v.seen_from = 'caller')) THEN 'no cause is told, and they are not most of what one caller sends'
  END AS ruled_out
FROM clusters k
JOIN once o ON o.source IS NOT DISTINCT FROM k.source AND o.unit = k.unit AND o.cause IS NOT DISTINCT FROM k.cause AND o.is_call = k.is_call
LEFT JOIN weighed w ON w.source IS NOT DISTINCT FROM k.source AND w.unit = k.unit AND w.cause IS NOT DISTINCT FROM k.cause AND w.is_call = k.is_call
LEFT JOIN ended d ON d.source IS NOT DISTINCT FROM k.source AND d.unit = k.unit AND d.cause IS NOT DISTINCT FROM k.cause AND d.is_call = k.is_call
