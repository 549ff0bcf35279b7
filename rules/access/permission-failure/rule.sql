-- One row per call that was refused for lack of permission while nearly every call of its operation was.
WITH judged AS NOT MATERIALIZED (
  SELECT c.id, c.source, c.target, c.operation, c.stream, c.path, c.route, c.start_ms, c.end_ms, c.record_key, c.work_key,
    c.status, c.code, c.error, c.seen_from,
    -- An answer about the request (not found, conflict, invalid) comes after the caller was let in.
    CASE WHEN c.outcome IN ('ok', 'replayed', 'refused_duplicate', 'ok_with_errors') OR c.outcome = 'permanent' AND c.status IN (404, 409, 410, 412, 422) THEN 1 ELSE 0 END AS fine,
    lower(coalesce(c.code, '') || ' ' || coalesce(c.error, '') || ' ' || coalesce(c.template, '')) AS words,
    c.outcome
  FROM calls c
  WHERE c.start_ms IS NOT NULL
  UNION ALL
  -- Logs that tell of the work and its failures, but of no call.
  SELECT e.id, e.service, e.target, coalesce(e.operation, e.logger, e.service), e.stream, NULL, NULL, e.at_ms, e.at_ms, e.record_key,
    'key:' || lower(ltrim(e.record_key, '#')), NULL, e.code, e.error, 'caller',
    CASE WHEN e.signal = 'succeeded' THEN 1 ELSE 0 END,
    lower(coalesce(e.code, '') || ' ' || coalesce(e.error, '') || ' ' || coalesce(e.template, '')),
    CASE WHEN e.signal = 'succeeded' THEN 'ok' ELSE 'told' END
  FROM events e
  WHERE e.kind = 'statement' AND e.at_ms IS NOT NULL AND e.signal IN ('succeeded', 'failed')
    AND NOT EXISTS (SELECT 1 FROM calls c WHERE c.stream = e.stream)
    -- A server's error log tells of strangers; a worker names itself or its work.
    AND coalesce(e.operation, e.logger, e.service, e.record_key) IS NOT NULL
),
marked AS NOT MATERIALIZED (
  SELECT *,
    CASE WHEN (outcome = 'permanent' OR (status IS NULL AND outcome IN ('told', 'transient', 'unknown')))
      AND (coalesce(status, 0) = 403
        OR (coalesce(status, 200) IN (200, 207, 400, 401)
          AND says_no_right(words)))
      -- An expired token or a limit that is told with a 403 is another fault.
      AND NOT says_other_than_right(words)
      THEN 1 ELSE 0 END AS refused
  FROM judged
),
-- An operation as a whole, and each single path of it: one shop or one sheet may be closed to the caller.
scoped AS NOT MATERIALIZED (
  SELECT 'operation' AS scope, coalesce(operation, stream) AS part, * FROM marked
  UNION ALL
  SELECT 'path' AS scope, path AS part, * FROM marked WHERE path IS NOT NULL AND route IS NOT NULL AND path <> route
),
-- Where nobody is refused, nothing needs to be set in order.
refusing AS (
  SELECT scope, source, target, part FROM scoped WHERE refused = 1 GROUP BY scope, source, target, part
),
counted AS (
  SELECT s.*,
    sum(fine) OVER w AS fine_so_far,
    max(CASE WHEN fine = 1 THEN id END) OVER w AS last_fine_id
  FROM scoped s
  JOIN refusing r ON r.scope = s.scope AND r.source IS NOT DISTINCT FROM s.source AND r.target IS NOT DISTINCT FROM s.target
    AND r.part IS NOT DISTINCT FROM s.part
  WHERE s.refused = 1 OR s.fine = 1
  WINDOW w AS (PARTITION BY s.scope, s.source, s.target, s.part ORDER BY start_ms, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)
),
refusals AS (
  SELECT *, fine_so_far - lag(fine_so_far) OVER (PARTITION BY scope, source, target, part ORDER BY start_ms, id) AS fine_between,
    says_right(words) AS named
  FROM counted WHERE refused = 1
),
settled AS (
  SELECT scope, source, target, part, work_key, sum(refused) AS refused, sum(fine) AS fine
  FROM counted WHERE scope = 'operation' AND work_key IS NOT NULL
  GROUP BY scope, source, target, part, work_key
),
-- A part of the callers may never have had the right. A program that sends the same work again and again thinks that it may; where it is refused each time, for one
-- reason, a part of what it is meant to do is closed to it. A person who may not do something is refused once.
closed AS (
  SELECT s.scope, s.source, s.target, s.part
  FROM settled s
  JOIN (SELECT scope, source, target, part FROM refusals GROUP BY scope, source, target, part
    HAVING bool_and(named) AND bool_and(seen_from = 'caller') AND count(DISTINCT coalesce(error, code)) = 1) r
    ON r.scope = s.scope AND r.source IS NOT DISTINCT FROM s.source AND r.target IS NOT DISTINCT FROM s.target AND r.part IS NOT DISTINCT FROM s.part
  WHERE s.refused > 0
  GROUP BY s.scope, s.source, s.target, s.part
  HAVING count(*) >= $least_failures AND sum(s.fine) = 0 AND sum(s.refused) >= 2 * count(*)
),
-- Or one party, by whatever name the lines give it, is refused each time and everybody else let in: what all refusals have in common and
-- no call that was let in. Ten refusals of different work: fewer, or one piece of work, are no more than a wrong request.
named_refusals AS (
  SELECT scope, source, target, part, count(*) AS refusals FROM refusals WHERE scope = 'operation'
  GROUP BY scope, source, target, part
  HAVING count(*) >= 10 AND bool_and(named) AND bool_and(seen_from = 'caller') AND max(start_ms) - min(start_ms) >= 600000
),
told_parties AS (
  SELECT *, ids ->> ('$."' || field || '"') AS party
  FROM (
    SELECT s.scope, s.source, s.target, s.part, s.refused, s.path, n.refusals, e.ids, unnest(json_keys(e.ids)) AS field
    FROM counted s
    JOIN named_refusals n ON n.scope = s.scope AND n.source IS NOT DISTINCT FROM s.source AND n.target IS NOT DISTINCT FROM s.target AND n.part IS NOT DISTINCT FROM s.part
    JOIN events e ON e.id = s.id
    WHERE e.ids IS NOT NULL
  )
  WHERE NOT contains(field, '"')
),
parties AS (
  SELECT scope, source, target, part FROM told_parties
  GROUP BY scope, source, target, part, field, refusals
  HAVING count(*) FILTER (WHERE refused = 1) = refusals AND count(DISTINCT party) FILTER (WHERE refused = 1) = 1
    AND count(DISTINCT path) FILTER (WHERE refused = 1) >= $least_failures
    AND count(*) FILTER (WHERE refused = 0) >= 10 AND count(DISTINCT party) FILTER (WHERE refused = 0) >= 2
    AND NOT coalesce(list_contains(list(DISTINCT party) FILTER (WHERE refused = 0), max(party) FILTER (WHERE refused = 1)), false)
),
-- A part of the callers (a tenant, a site, a user) may lose the right while the others go on: then a steady share of the calls is
-- refused from some moment on. Were it so all along, about as many would have been refused before: eight expected and none seen happens
-- once in three thousand. Nor do so many good calls in a row as eight refusals take come by chance.
begun AS (
  SELECT scope, source, target, part FROM closed
  UNION
  SELECT scope, source, target, part FROM parties
  UNION
  SELECT scope, source, target, part
  FROM (SELECT scope, source, target, part,
    count(*) * 1.0 / (count(*) + max(fine_so_far) - min(fine_so_far)) AS share
  FROM refusals WHERE scope = 'operation'
  GROUP BY scope, source, target, part
  HAVING count(*) >= $least_begun AND bool_and(named) AND bool_and(seen_from = 'caller')
    AND min(fine_so_far) * share >= 8 AND coalesce(max(fine_between), 0) * share <= 8)
),
-- Refusals with many good calls between them belong to different spans: single ones end here.
spans AS (
  SELECT r.*, b.scope IS NOT NULL AS is_begun, sum(CASE WHEN b.scope IS NOT NULL THEN 0 WHEN fine_between IS NULL OR fine_between > $most_between THEN 1 ELSE 0 END)
    OVER (PARTITION BY r.scope, r.source, r.target, r.part ORDER BY start_ms, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS span
  FROM refusals r
  LEFT JOIN begun b ON b.scope = r.scope AND b.source IS NOT DISTINCT FROM r.source AND b.target IS NOT DISTINCT FROM r.target AND b.part IS NOT DISTINCT FROM r.part
),
steady AS (
  SELECT scope, source, target, part, span, count(*) AS failures, max(fine_so_far) - min(fine_so_far) AS fine,
    min(fine_so_far) AS fine_before, min(id) AS first_id, min(last_fine_id) AS last_fine_id,
    count(DISTINCT coalesce(work_key, 'call:' || cast(id AS varchar))) AS works,
    max(start_ms) - min(start_ms) AS lasted_ms,
    count(*) FILTER (WHERE named) AS named,
    count(*) FILTER (WHERE seen_from = 'caller') AS by_caller,
    bool_or(is_begun) AS is_begun
  FROM spans
  GROUP BY scope, source, target, part, span
),
chosen AS (
  SELECT *, CASE
    WHEN failures < $least_failures THEN 'fewer than {least_failures} calls were refused'
    WHEN failures < $least_share * (failures + fine) AND NOT is_begun THEN 'less than {least_share} of the calls from the first refusal to the last were refused'
    WHEN lasted_ms < $least_ms THEN 'it lasted less than {least_ms} milliseconds, as a right that is being rolled out does'
    -- One piece of work that is refused again and again is no operation that fails, unless the answer speaks of rights.
    WHEN NOT (works >= 3 OR (named > 0 AND failures >= 10 AND lasted_ms >= 600000) OR (named = failures AND failures >= 10 AND fine = 0)) THEN 'one piece of work is refused again and again, not the operation'
    WHEN scope = 'path' AND named = 0 THEN 'one path is refused, and no answer speaks of rights'
    -- A server's log holds strangers who were never let in; a caller that lost its right was let in before.
    WHEN by_caller = 0 AND fine_before = 0 THEN 'callers of a server that were never let in are strangers'
  END AS ruled_out
  FROM steady
),
picked AS (
  SELECT r.*, c.first_id, c.last_fine_id AS let_in_id, c.fine_before, c.ruled_out,
    row_number() OVER (PARTITION BY r.id ORDER BY c.ruled_out IS NOT NULL, c.failures DESC, r.scope) AS place
  FROM spans r
  JOIN chosen c ON c.scope = r.scope AND c.source IS NOT DISTINCT FROM r.source AND c.target IS NOT DISTINCT FROM r.target
    AND c.part IS NOT DISTINCT FROM r.part AND c.span = r.span
)
SELECT source, target, operation,
  start_ms AS at_ms, end_ms,
  record_key,
  1 AS failures,
  CASE WHEN id = first_id THEN let_in_id END AS event_1, 'the last call that was let in' AS why_1,
  id AS event_2, 'refused: ' || coalesce(code || ' ' || error, error, code, 'status ' || cast(status AS varchar), 'no permission') AS why_2,
  CASE WHEN named THEN 0.95 WHEN fine_before > 0 THEN 0.9 ELSE 0.8 END AS certainty,
  true AS steady,
  CASE WHEN error IS NOT NULL OR code IS NOT NULL THEN true END AS no_limit,
  ruled_out
FROM picked
WHERE place = 1
