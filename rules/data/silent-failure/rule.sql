-- One row per record (or answer, where no record is named) that failed in the body of a good answer unnoticed.
WITH answers AS (
  SELECT e.id, e.file, e.line, coalesce(e.service, e.stream) AS teller, e.service, e.stream, o.source, coalesce(o.target, e.target) AS target,
    coalesce(o.operation, e.operation) AS operation, e.at_ms, e.record_key, e.batch_id, e.job_id, e.correlation_id, e.trace_id, e.request_id,
    e.body_outcome, e.signal, e.level, e.code, e.error
  FROM events e
  JOIN observations o ON o.id = e.id
  WHERE e.kind IN ('exchange', 'delivery') AND e.at_ms IS NOT NULL AND NOT o.is_echo AND o.seen_from = 'caller'
    AND coalesce(e.status, 200) BETWEEN 200 AND 299 AND o.outcome NOT IN ('throttled', 'unauthenticated', 'replayed')
),
bad_items AS (
  SELECT file, line, record_key, min(id) AS id, min(code) AS code, min(error) AS error
  FROM events WHERE kind = 'item' AND body_outcome = 'error' AND record_key IS NOT NULL
    -- A throttled item or one that is there already is no loss.
    AND NOT says_done_already(coalesce(code, '') || ' ' || coalesce(error, ''))
  GROUP BY file, line, record_key
),
bad AS (
  SELECT a.*, coalesce(i.record_key, a.record_key) AS bad_key, coalesce(i.error, i.code, a.error, a.code) AS told,
    lower(ltrim(coalesce(i.record_key, a.record_key), '#')) AS key
  FROM answers a
  LEFT JOIN bad_items i ON i.file = a.file AND i.line = a.line
  WHERE a.body_outcome IN ('error', 'partial')
    AND (i.record_key IS NOT NULL OR NOT EXISTS (SELECT 1 FROM events e WHERE e.file = a.file AND e.line = a.line AND e.kind = 'item'))
    AND NOT says_there_already(coalesce(a.code, '') || ' ' || coalesce(a.error, ''))
),
-- What the caller says, by record and by the ids that tie a line to an answer.
said AS (
  SELECT e.id, coalesce(e.service, e.stream) AS teller, e.at_ms, lower(ltrim(e.record_key, '#')) AS key, e.batch_id, e.job_id, e.correlation_id, e.trace_id, e.request_id,
    coalesce(e.signal, '') = 'succeeded' AND coalesce(e.level, 'info') NOT IN ('warn', 'error', 'fatal')
      AND NOT says_failure(coalesce(e.template, '')) AS claims,
    coalesce(e.signal IN ('failed', 'gave_up', 'dead_lettered', 'deferred', 'requeued', 'retry_scheduled', 'changed', 'flow_aborted', 'compensated', 'duplicate_skipped', 'stale_skipped'), false)
      OR (coalesce(e.level, 'info') IN ('warn', 'error', 'fatal') AND coalesce(e.signal, '') NOT IN ('token_refreshed', 'throttle_wait', 'circuit_opened', 'circuit_closed'))
      OR says_told_failure(coalesce(e.template, '')) AS notices
  FROM events e
  WHERE e.kind IN ('statement', 'job') AND e.at_ms IS NOT NULL AND (e.signal IS NOT NULL OR e.level IN ('warn', 'error', 'fatal') OR e.template IS NOT NULL)
),
tied AS (
  SELECT b.id, b.key, s.id AS said_id, s.at_ms, s.claims, s.notices
  FROM bad b JOIN said s ON s.key = b.key AND s.teller = b.teller AND s.at_ms BETWEEN b.at_ms - 50 AND b.at_ms + $notice_ms
  UNION ALL
  SELECT b.id, b.key, s.id, s.at_ms, s.claims, s.notices
  FROM bad b JOIN said s ON s.batch_id = b.batch_id AND s.teller = b.teller AND s.at_ms BETWEEN b.at_ms - 50 AND b.at_ms + $notice_ms
  WHERE s.key IS NULL OR s.key = b.key
  UNION ALL
  SELECT b.id, b.key, s.id, s.at_ms, s.claims, s.notices
  FROM bad b JOIN said s ON s.request_id = b.request_id AND s.teller = b.teller AND s.at_ms BETWEEN b.at_ms - 50 AND b.at_ms + $notice_ms
  WHERE s.key IS NULL OR s.key = b.key
  UNION ALL
  SELECT b.id, b.key, s.id, s.at_ms, s.claims, s.notices
  FROM bad b JOIN said s ON s.job_id = b.job_id AND s.teller = b.teller AND s.at_ms BETWEEN b.at_ms - 50 AND b.at_ms + $notice_ms
  WHERE s.key IS NULL OR s.key = b.key
  UNION ALL
  SELECT b.id, b.key, s.id, s.at_ms, s.claims, s.notices
  FROM bad b JOIN said s ON coalesce(s.correlation_id, s.trace_id) = coalesce(b.correlation_id, b.trace_id) AND s.teller = b.teller AND s.at_ms BETWEEN b.at_ms - 50 AND b.at_ms + $notice_ms
  WHERE s.key IS NULL OR s.key = b.key
),
-- "2 items failed, resending" right after the answer is about it, though it names no id.
nearby AS (
  SELECT DISTINCT b.id, b.key
  FROM bad b
  JOIN events e ON coalesce(e.service, e.stream) = b.teller AND e.kind = 'statement' AND e.at_ms BETWEEN b.at_ms AND b.at_ms + 2000
  WHERE coalesce(e.record_key, e.batch_id, e.job_id, e.request_id, e.correlation_id, e.trace_id) IS NULL
    AND (e.signal IN ('failed', 'retry_scheduled', 'dead_lettered', 'deferred', 'gave_up') OR e.level IN ('warn', 'error'))
    AND says_dealt_with(coalesce(e.template, ''))
),
-- In whatever words: what stands right behind nearly all good answers of an operation is how the caller goes on after a good one.
-- Either it is the record's next line, or the file's, where that names nothing; a line that names nothing must claim that the work is
-- done, for it may stand there by the clock. Where a bad answer is followed by that line, the caller took it for good.
spoken AS (
  SELECT id, file, kind, at_ms, template, lower(ltrim(record_key, '#')) AS key, coalesce(record_key, event_key, job_id, request_id) IS NULL AS names_nothing,
    kind = 'statement' AND coalesce(signal, '') = 'succeeded' AND coalesce(level, 'info') NOT IN ('warn', 'error', 'fatal') AS claims,
    kind = 'statement' AND coalesce(signal, 'succeeded') = 'succeeded' AND coalesce(level, 'info') = 'info' AND NOT says_failure(coalesce(template, '')) AS goes_on
  FROM events
  WHERE kind IN ('exchange', 'delivery', 'statement', 'job') AND at_ms IS NOT NULL AND file IN (SELECT file FROM bad)
),
next_lines AS (
  SELECT id, lead(id) OVER w AS next_id, lead(template) OVER w AS template, lead(at_ms) OVER w - at_ms AS after_ms, false AS of_record,
    lead(claims AND names_nothing) OVER w AS claims, false AS goes_on
  FROM spoken WINDOW w AS (PARTITION BY file ORDER BY id)
  UNION ALL
  SELECT id, lead(id) OVER k, lead(template) OVER k, lead(at_ms) OVER k - at_ms, true, false, lead(goes_on) OVER k
  FROM spoken WHERE key IS NOT NULL WINDOW k AS (PARTITION BY file, key ORDER BY id)
),
good AS (
  SELECT a.id, a.file, a.teller, a.operation, a.at_ms, lower(ltrim(a.record_key, '#')) AS key
  FROM answers a
  WHERE coalesce(a.body_outcome, 'ok') = 'ok' AND a.record_key IS NOT NULL AND EXISTS (SELECT 1 FROM bad b WHERE b.teller = a.teller AND b.operation = a.operation)
),
-- Where hardly an answer is good, what is claimed behind all of them is said of good ones too.
bases AS (
  SELECT teller, operation, false AS of_record, id FROM answers
  UNION ALL
  SELECT teller, operation, true, id FROM good
),
going_on AS (
  SELECT b.teller, b.operation, b.of_record, n.template
  FROM bases b JOIN next_lines n ON n.id = b.id AND n.of_record = b.of_record
  GROUP BY b.teller, b.operation, b.of_record, n.template
  HAVING CASE WHEN b.of_record THEN count(*) FILTER (WHERE n.goes_on AND n.after_ms <= 2000) ELSE CASE WHEN bool_and(n.claims) THEN count(*) ELSE 0 END END
      >= greatest($least_closing, 0.8 * (SELECT count(*) FROM bases x WHERE x.of_record = b.of_record AND x.teller = b.teller AND x.operation IS NOT DISTINCT FROM b.operation))
    -- A line that stands behind refusals as well says nothing of the answer.
    AND NOT (b.of_record AND EXISTS (
      SELECT 1 FROM next_lines x JOIN observations o ON o.id = x.id
      WHERE x.of_record AND o.operation = b.operation AND o.status >= 400 AND x.template = n.template AND x.after_ms <= 2000))
),
-- Lines about a record that stand behind good answers: any other line behind a bad one may be about the failure.
usual AS (
  SELECT DISTINCT g.teller, g.operation, k.template
  FROM good g JOIN spoken k ON k.file = g.file AND k.key = g.key AND k.id > g.id AND k.at_ms <= g.at_ms + $notice_ms
),
gone_on AS (
  SELECT b.id, b.key, n.next_id AS said_id, n.of_record
  FROM bad b
  JOIN next_lines n ON n.id = b.id AND n.after_ms <= 2000
  JOIN going_on c ON c.teller = b.teller AND c.operation IS NOT DISTINCT FROM b.operation AND c.template = n.template AND c.of_record = n.of_record
  WHERE NOT n.of_record OR NOT EXISTS (
    SELECT 1 FROM spoken k
    WHERE k.file = b.file AND k.key = b.key AND k.id > b.id AND k.at_ms <= b.at_ms + $notice_ms
      AND NOT EXISTS (SELECT 1 FROM usual u WHERE u.teller = b.teller AND u.operation = b.operation AND u.template IS NOT DISTINCT FROM k.template))
),
heard AS (
  SELECT id, key, min(CASE WHEN claims AND NOT notices THEN said_id END) AS claim_id, min(said_id) FILTER (WHERE by_place) AS place_id,
    count(*) FILTER (WHERE notices) AS notices
  FROM (
    SELECT id, key, said_id, claims, notices, false AS by_place FROM tied
    UNION ALL
    SELECT DISTINCT id, key, said_id, NOT of_record, false, of_record FROM gone_on
  ) GROUP BY id, key
),
-- The record went through after all: sent again and well.
healed AS (
  SELECT DISTINCT b.id, b.key
  FROM bad b
  JOIN answers a ON lower(ltrim(a.record_key, '#')) = b.key AND a.operation IS NOT DISTINCT FROM b.operation AND a.at_ms > b.at_ms
    AND coalesce(a.body_outcome, 'ok') = 'ok'
  UNION
  SELECT DISTINCT b.id, b.key
  FROM bad b
  JOIN events i ON i.kind = 'item' AND i.body_outcome = 'ok' AND lower(ltrim(i.record_key, '#')) = b.key AND i.at_ms > b.at_ms
),
-- Whether this caller says so when work is done; else its silence after a failure says nothing.
manners AS (
  SELECT teller, count(*) FILTER (WHERE claims) AS claims, count(*) FILTER (WHERE notices) AS notices FROM said GROUP BY teller
),
judged AS (
  SELECT b.*, coalesce(h.claim_id, h.place_id) AS claim_id, h.claim_id IS NULL AND h.place_id IS NOT NULL AS by_place,
    coalesce(b.signal = 'succeeded', false) AND coalesce(b.level, 'info') NOT IN ('warn', 'error', 'fatal') AS claims_itself,
    coalesce(m.claims, 0) AS all_claims, coalesce(m.notices, 0) AS all_notices,
    CASE
      WHEN coalesce(h.notices, 0) > 0 THEN 'the caller notices the failure'
      WHEN coalesce(b.signal, '') IN ('failed', 'gave_up', 'dead_lettered', 'retry_scheduled', 'deferred') THEN 'the line itself tells of the failure'
      WHEN EXISTS (SELECT 1 FROM nearby y WHERE y.id = b.id AND y.key IS NOT DISTINCT FROM b.key) THEN 'a line right after the answer is about the failure'
      WHEN EXISTS (SELECT 1 FROM healed x WHERE x.id = b.id AND x.key IS NOT DISTINCT FROM b.key) THEN 'it was sent again later and went well'
    END AS noticed
  FROM bad b
  LEFT JOIN heard h ON h.id = b.id AND h.key IS NOT DISTINCT FROM b.key
  LEFT JOIN manners m ON m.teller = b.teller
),
silent AS (
  SELECT *, claim_id IS NOT NULL OR claims_itself AS claimed,
    coalesce(noticed, CASE
      WHEN claim_id IS NOT NULL OR claims_itself THEN NULL
      -- A caller that never says that work is done, and does speak of failures elsewhere, passed these over.
      WHEN all_claims = 0 AND all_notices > 0 AND coalesce(level, 'info') NOT IN ('warn', 'error', 'fatal') THEN NULL
      ELSE 'nothing says that the caller took it for done'
    END) AS ruled_out
  FROM judged
),
once AS (
  SELECT *, row_number() OVER (
    PARTITION BY source, operation, coalesce(key, 'answer:' || cast(id AS varchar)) ORDER BY ruled_out IS NOT NULL, claimed DESC, at_ms, id
  ) AS place FROM silent
)
SELECT source, target, operation,
  at_ms, coalesce((SELECT max(e.at_ms) FROM events e WHERE e.id = once.claim_id), at_ms) AS end_ms,
  bad_key AS record_key,
  1 AS failures,
  CASE WHEN claimed THEN 1 ELSE 0 END AS claimed,
  id AS event_1, 'a good status, and an error in the body' || coalesce(': ' || told, '') AS why_1,
  claim_id AS event_2, CASE WHEN by_place THEN 'the caller goes on as after a good answer' ELSE 'the caller calls it done' END AS why_2,
  CASE WHEN claimed AND bad_key IS NOT NULL THEN 0.95 WHEN claimed THEN 0.85 ELSE 0.6 END AS certainty,
  true AS unnoticed,
  CASE WHEN bad_key IS NOT NULL THEN true END AS not_healed,
  ruled_out
FROM once
WHERE place = 1
