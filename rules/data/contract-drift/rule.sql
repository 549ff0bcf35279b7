-- One row per failure of a cluster that begins when the shape of the payloads changes, or (less sure, without
-- shapes) of a cluster of decoding errors that begins suddenly after much work went well.
WITH payloads AS (
  SELECT e.id, coalesce(e.service, e.stream) AS teller, e.at_ms, lower(ltrim(e.record_key, '#')) AS key,
    -- What was published is known by its topic, to those who take it from there as well.
    coalesce(e.operation, CASE WHEN e.kind = 'statement' AND e.topic NOT IN ('stdout', 'stderr') THEN e.topic END) AS operation, e.route, e.target, e.body_shape,
    coalesce(e.service, e.stream) || '|' || coalesce(e.operation, e.topic, e.logger, '') || '|' || coalesce(m.template, e.template, '') AS unit
  FROM events e
  -- The line that says that a good answer could not be read shows the same payload as the lines on which it could.
  LEFT JOIN (
    SELECT coalesce(service, stream) AS teller, coalesce(operation, topic, logger, '') AS name, mode(template) AS template FROM events
    WHERE body_shape IS NOT NULL AND (status < 400 OR (status IS NULL AND payload_hash IS NOT NULL)) AND coalesce(operation, topic, logger) IS NOT NULL
      AND coalesce(signal, 'received') NOT IN ('failed', 'gave_up', 'retry_scheduled', 'dead_lettered') GROUP BY ALL
  ) m ON e.signal IN ('failed', 'dead_lettered') AND m.teller = coalesce(e.service, e.stream) AND m.name = coalesce(e.operation, e.topic, e.logger, '')
  WHERE e.body_shape IS NOT NULL AND e.at_ms IS NOT NULL AND e.kind <> 'item'
    -- Answers that refuse a call have a shape of their own.
    AND coalesce(e.status, 200) < 400 AND coalesce(e.body_outcome, 'ok') = 'ok'
    AND (coalesce(e.signal, 'received') NOT IN ('failed', 'gave_up', 'retry_scheduled', 'dead_lettered') OR (m.template IS NOT NULL AND (e.status < 400 OR (e.status IS NULL AND e.kind = 'statement' AND e.payload_hash IS NOT NULL))))
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY unit ORDER BY at_ms, id) AS place, count(*) OVER (PARTITION BY unit) AS total FROM payloads
),
tokens AS (
  SELECT unit, id, at_ms, place, total, key, unnest(string_split(body_shape, ' ')) AS token FROM ranked
),
-- A field or type that was never there and then is there at a steady rate. Were it optional all along, about
-- as many would have been seen before: eight expected and none seen happens once in three thousand.
gained AS (
  SELECT unit, token, min(place) AS place, 'new' AS how
  FROM tokens GROUP BY unit, token
  HAVING min(place) > $least_before AND count(DISTINCT id) >= 3
    AND (min(place) - 1.0) * count(DISTINCT id) / (max(total) - min(place) + 1) >= 8
),
-- A field that was always there and then is missing at a steady rate; long shapes are cut, so they do not count.
gaps AS (
  SELECT t.unit, t.token, r.id, r.place, r.total
  FROM (SELECT DISTINCT unit, token FROM tokens WHERE place <= $least_before) t
  JOIN ranked r ON r.unit = t.unit AND length(r.body_shape) < 380
  WHERE NOT EXISTS (SELECT 1 FROM tokens x WHERE x.id = r.id AND x.token = t.token)
),
dropped AS (
  SELECT unit, token, min(place) AS place, 'gone' AS how
  FROM gaps GROUP BY unit, token
  HAVING min(place) > $least_before AND count(*) >= 3
    AND (min(place) - 1.0) * count(*) / (max(total) - min(place) + 1) >= 8
),
moves AS (
  SELECT m.unit, m.place, m.how, m.token FROM (SELECT * FROM gained UNION ALL SELECT * FROM dropped) m
),
changes AS (
  SELECT m.unit, m.place,
    coalesce('new: ' || string_agg(m.token, ', ' ORDER BY m.token) FILTER (WHERE m.how = 'new'), '') ||
    CASE WHEN count(*) FILTER (WHERE m.how = 'new') > 0 AND count(*) FILTER (WHERE m.how = 'gone') > 0 THEN '; ' ELSE '' END ||
    coalesce('gone: ' || string_agg(m.token, ', ' ORDER BY m.token) FILTER (WHERE m.how = 'gone'), '') AS what
  FROM moves m GROUP BY m.unit, m.place
),
dated AS (
  SELECT c.unit, c.what, r.teller, r.id AS changed_id, r.at_ms AS changed_ms, p.id AS before_id,
    -- What came in at an address is known by it, where no line names a call.
    coalesce(r.operation, r.route) AS operation, r.target
  FROM changes c
  JOIN ranked r ON r.unit = c.unit AND r.place = c.place
  JOIN ranked p ON p.unit = c.unit AND p.place = c.place - 1
),
drifted AS (
  SELECT DISTINCT d.unit, d.changed_id, t.key
  FROM dated d
  JOIN changes c ON c.unit = d.unit AND c.what = d.what
  JOIN moves m ON m.unit = c.unit AND m.place = c.place AND m.how = 'new'
  JOIN tokens t ON t.unit = m.unit AND t.token = m.token
  WHERE t.key IS NOT NULL
  UNION
  SELECT DISTINCT d.unit, d.changed_id, r.key
  FROM dated d
  JOIN changes c ON c.unit = d.unit AND c.what = d.what
  JOIN moves m ON m.unit = c.unit AND m.place = c.place AND m.how = 'gone'
  JOIN gaps g ON g.unit = m.unit AND g.token = m.token
  JOIN ranked r ON r.id = g.id
  WHERE r.key IS NOT NULL
),
-- Lines that tell of a failure.
failing AS (
  SELECT id, service, stream, at_ms, kind, record_key, operation, topic, logger, target, error, template, code, status, signal, lower(ltrim(record_key, '#')) AS key
  FROM events
  WHERE at_ms IS NOT NULL AND kind IN ('statement', 'job', 'exchange', 'delivery')
    AND (signal IN ('failed', 'dead_lettered', 'gave_up', 'swallowed') OR (signal IS NULL AND level IN ('error', 'fatal')) OR status IN (400, 422))
),
-- Of most records nothing failed: nothing is counted for them.
called AS (
  SELECT lower(ltrim(record_key, '#')) AS key, mode(operation) AS operation, mode(target) AS target
  FROM calls
  WHERE record_key IS NOT NULL AND operation IS NOT NULL AND lower(ltrim(record_key, '#')) IN (SELECT key FROM failing)
  GROUP BY 1
),
-- Failures that a changed payload may cause: not of the network, of rights, limits or locks.
failures AS (
  SELECT e.id, coalesce(e.service, e.stream) AS teller, e.service AS source, e.at_ms, e.record_key, e.key,
    coalesce(o.operation, e.operation, k.operation, CASE WHEN e.topic NOT IN ('stdout', 'stderr') THEN e.topic END) AS named,
    coalesce(named, e.logger, e.service, regexp_replace(regexp_replace(e.stream, '^.*/', ''), '\..*$', '')) AS operation,
    coalesce(o.target, e.target, k.target) AS target,
    CASE WHEN length(coalesce(e.error, '')) >= 12 AND e.error NOT LIKE '%:' AND e.error IS DISTINCT FROM e.template THEN e.error ELSE coalesce(e.template, e.code) END AS told,
    o.id IS NOT NULL AS is_call,
    -- Refused by who was asked is a matter of who asked; here somebody fails on what came to him.
    o.id IS NULL OR o.kind <> 'exchange' OR (o.seen_from = 'target' AND coalesce(e.status, 500) >= 500) AS is_reader,
    coalesce(o.kind <> 'exchange' OR o.seen_from = 'caller', true) AS from_program,
    lower(coalesce(e.code, '') || ' ' || coalesce(e.error, '') || ' ' || coalesce(e.template, '')) AS words
  FROM failing e
  LEFT JOIN observations o ON o.id = e.id
  LEFT JOIN called k ON k.key = e.key
  WHERE NOT coalesce(o.is_echo, false)
    AND (o.outcome IS NULL OR o.outcome IN ('permanent', 'unknown', 'ok_with_errors') OR (o.outcome = 'ok' AND e.signal = 'failed') OR o.kind <> 'exchange'
      -- A server that fails on what it was sent answers 500, whoever is at fault; its own log tells the exception.
      OR (o.outcome = 'transient' AND o.seen_from = 'target'))
),
content AS (
  SELECT *,
    says_decoding(words) AS is_decoding,
    -- A new value in a field that was there before, at which its reader fails: the shape of the payload says nothing of it.
    -- A field that is named by its path is missing, or unknown: of itself a matter of what was sent.
    says_field_at_fault(words) AS is_field, says_wanted(words) AS is_wanted,
    is_reader AND says_new_value(words) AS is_value,
    -- A field of another type than the target takes, sent by one program for all: no user typed it.
    from_program AND says_wrong_type(words) AS is_type
  FROM failures
  WHERE told IS NOT NULL
    AND NOT says_no_drift(words)
),
clusters AS (
  SELECT teller, told, mode(source) AS source, mode(named) AS named, mode(operation) AS operation, mode(target) AS target,
    -- One path may stand at several hosts, of which one changed.
    CASE WHEN count(DISTINCT target) = 1 THEN mode(target) END AS host, count(*) AS failures,
    count(DISTINCT coalesce(key, 'event:' || cast(id AS varchar))) AS works, count(key) AS keyed,
    min(at_ms) AS from_ms, max(at_ms) AS to_ms, bool_and(is_decoding OR is_value) AS is_decoding, bool_and(is_value) AS is_value, bool_and(is_field) AS is_field, bool_and(is_wanted) AS is_wanted, bool_and(is_type) AS is_type, bool_or(is_call) AS is_call,
    -- Refused by who was asked, and not failed on by who reads.
    bool_and(is_call AND NOT is_reader) AND count(named) > 0 AS is_refused
  FROM content GROUP BY teller, told
  HAVING count(*) > 1
),
-- With shapes: the failures begin soon after the change, were rare before, and hit the records whose payload changed.
matched AS (
  SELECT c.teller, c.told, d.unit, d.what, d.changed_id, d.changed_ms, d.before_id, d.operation AS payload_operation, d.target AS payload_target,
    (SELECT count(*) FROM content f WHERE f.teller = c.teller AND f.told = c.told AND f.at_ms >= d.changed_ms - 1000) AS after,
    (SELECT min(f.at_ms) FROM content f WHERE f.teller = c.teller AND f.told = c.told AND f.at_ms >= d.changed_ms - 1000) AS begins_ms,
    (SELECT count(*) FROM content f WHERE f.teller = c.teller AND f.told = c.told AND f.at_ms >= d.changed_ms - 1000 AND f.key IS NOT NULL) AS keyed_after,
    (SELECT count(*) FROM content f WHERE f.teller = c.teller AND f.told = c.told AND f.at_ms >= d.changed_ms - 1000
      AND EXISTS (SELECT 1 FROM drifted x WHERE x.changed_id = d.changed_id AND x.unit = d.unit AND x.key = f.key)) AS linked,
    -- Where the payloads of some records alone are logged, the others say nothing of theirs.
    (SELECT count(*) FROM content f WHERE f.teller = c.teller AND f.told = c.told AND f.at_ms >= d.changed_ms - 1000
      AND EXISTS (SELECT 1 FROM ranked x WHERE x.unit = d.unit AND x.key = f.key)) AS shown,
    (SELECT count(*) FROM drifted x WHERE x.changed_id = d.changed_id AND x.unit = d.unit) AS drifted,
    -- The error names a field that changed.
    EXISTS (SELECT 1 FROM changes h JOIN moves m ON m.unit = h.unit AND m.place = h.place
      WHERE h.unit = d.unit AND h.what = d.what AND length(regexp_extract(m.token, '([A-Za-z0-9_]+)(\[\])?:[a-z]+$', 1)) >= 3
        AND regexp_matches(lower(c.told), '\b' || lower(regexp_extract(m.token, '([A-Za-z0-9_]+)(\[\])?:[a-z]+$', 1)) || '\b')) AS names_field,
    c.is_decoding,
    c.failures
  FROM clusters c
  JOIN dated d ON d.teller = c.teller OR d.target = c.teller OR d.operation = c.operation
),
judged AS (
  SELECT *, CASE
    WHEN failures < $least_failures THEN 'fewer than {least_failures} failures of one kind'
    WHEN after < 0.95 * failures THEN 'such failures were there before the payloads changed'
    WHEN begins_ms > changed_ms + $soon_ms THEN 'the failures begin more than {soon_ms} milliseconds after the payloads changed'
    WHEN drifted > 0 AND keyed_after > 0 AND linked < 0.8 * (CASE WHEN shown >= $least_failures AND (names_field OR is_decoding) THEN shown ELSE keyed_after END) THEN 'other records fail than those whose payloads changed'
    -- A new field that all payloads have from then on is not the cause of a few refusals that speak of something else.
    WHEN NOT (is_decoding OR names_field OR (linked > 0 AND linked >= 0.2 * drifted)) THEN 'the failures speak of something else than what changed'
  END AS ruled_out
  FROM matched
),
proven AS (
  SELECT *, row_number() OVER (PARTITION BY teller, told ORDER BY linked DESC, changed_ms, unit) AS place,
    row_number() OVER (PARTITION BY changed_id ORDER BY linked DESC, after DESC, told) AS rank_of_cluster
  FROM judged WHERE ruled_out IS NULL
),
-- Lines that tell of a new version: of a release, an API, a schema. What is told of many records is theirs.
announced AS (
  SELECT id, at_ms FROM events
  WHERE kind = 'statement' AND at_ms IS NOT NULL AND record_key IS NULL AND coalesce(level, 'info') NOT IN ('debug', 'trace')
    AND says_new_version(template)
  QUALIFY count(*) OVER (PARTITION BY stream, template) <= 5
),
placed AS (
  SELECT c.*, (SELECT max(a.id) FROM announced a WHERE a.at_ms BETWEEN c.from_ms - $soon_ms AND c.from_ms + 1000) AS announced_id FROM clusters c
),
worked AS (
  SELECT operation, target, coalesce(lower(ltrim(record_key, '#')), 'call:' || cast(id AS varchar)) AS work, start_ms AS at_ms, outcome IN ('ok', 'replayed') AS ok
  FROM calls WHERE operation IN (SELECT named FROM clusters WHERE is_refused)
),
-- Without shapes: much work of the same teller went well before, and a steady share fails from then on.
counted AS (
  SELECT c.*,
    -- Of calls that were refused their own operation is counted, of what a program fails on all that it works at. Calls that name no record are counted themselves.
    CASE WHEN c.is_refused THEN (SELECT count(DISTINCT k.work) FROM worked k WHERE k.operation = c.named AND coalesce(k.target = c.host, true) AND k.ok AND k.at_ms < c.from_ms)
      WHEN c.keyed > 0 THEN (SELECT count(DISTINCT s.key) FROM sightings s WHERE coalesce(s.service, s.stream) = c.teller AND s.kind <> 'row' AND s.at_ms < c.from_ms)
      ELSE (SELECT count(*) FROM calls k WHERE k.operation IS NULL AND coalesce(k.source, k.stream) = c.teller AND k.outcome = 'ok' AND k.start_ms < c.from_ms) END AS works_before,
    CASE WHEN c.is_refused THEN (SELECT count(DISTINCT k.work) FROM worked k WHERE k.operation = c.named AND coalesce(k.target = c.host, true) AND k.at_ms BETWEEN c.from_ms AND c.to_ms)
      WHEN c.keyed > 0 THEN (SELECT count(DISTINCT s.key) FROM sightings s WHERE coalesce(s.service, s.stream) = c.teller AND s.kind <> 'row' AND s.at_ms BETWEEN c.from_ms AND c.to_ms)
      ELSE (SELECT count(*) FROM calls k WHERE k.operation IS NULL AND coalesce(k.source, k.stream) = c.teller AND k.start_ms BETWEEN c.from_ms AND c.to_ms) END AS works_during
  FROM placed c
  -- A field that is asked for all at once, shortly after a new version was told of, is asked for by it.
  -- So is one that nearly every call lacks from one moment on, and none lacked before.
  WHERE (c.is_decoding OR (c.is_field AND c.announced_id IS NOT NULL) OR (c.is_wanted AND c.is_call)) AND (c.keyed > 0 OR c.is_call)
    -- Where payloads of this operation are logged they speak for themselves; a field that was never sent is in none of them.
    AND (c.is_value OR (c.is_wanted AND c.is_call) OR NOT EXISTS (SELECT 1 FROM payloads p WHERE p.teller = c.teller AND (p.operation IS NULL OR c.operation IS NULL OR p.operation = c.operation)))
),
begun AS (
  SELECT *, CASE
    WHEN failures < $least_failures THEN 'fewer than {least_failures} failures of one kind'
    WHEN works_before < (CASE WHEN works >= 0.9 * greatest(works_during, works) THEN 1 ELSE 2 END) * $least_before THEN 'too little work went well before to tell that something changed'
    WHEN NOT is_decoding AND announced_id IS NULL AND works < 0.9 * greatest(works_during, works) THEN 'only a part of the work lacks it'
    WHEN works < (CASE WHEN is_call AND NOT is_value AND NOT is_type AND announced_id IS NULL THEN 0.5 ELSE 0.05 END) * greatest(works_during, works) THEN 'only a small part of the work fails'
    WHEN 1.0 * works_before * works / greatest(works_during, works) < 8 THEN 'that none failed before may be chance'
  END AS ruled_out
  FROM counted
),
sudden AS (
  SELECT *,
    -- Every call lacks the same field for longer than one upload or one run takes: nobody typed all of them wrong.
    is_value OR is_type OR (is_call AND is_wanted AND works >= greatest($least_before, 0.9 * works_during) AND to_ms - from_ms > $soon_ms) AS is_plain,
    row_number() OVER (PARTITION BY teller, operation ORDER BY failures DESC, told) AS rank_of_cluster
  FROM begun WHERE ruled_out IS NULL
),
told_with AS (
  SELECT p.teller, p.told, p.what, p.changed_ms - 1000 AS from_ms, p.changed_id, p.before_id, p.changed_ms, p.payload_operation, p.payload_target,
    1 AS shape_changes, 0 AS suspicions, CASE WHEN p.linked > 0 THEN 0.95 ELSE 0.8 END AS certainty, NULL AS ruled_out
  FROM proven p WHERE p.place = 1 AND p.rank_of_cluster = 1
  UNION ALL
  SELECT s.teller, s.told, s.told, s.from_ms, s.announced_id, NULL, NULL, NULL, NULL, 0, CASE WHEN s.is_plain THEN 0 ELSE 1 END, CASE WHEN s.is_plain THEN 0.85 WHEN s.announced_id IS NULL THEN 0.6 ELSE 0.75 END, NULL
  FROM sudden s WHERE s.rank_of_cluster = 1
),
-- Clusters that stand beside a change, or are of the kind that a change makes, and are none of its harm: with the reason.
passed_over AS (
  SELECT j.teller, j.told, j.what, 0 AS from_ms, j.changed_id, j.before_id, j.changed_ms, j.payload_operation, j.payload_target, 1 AS shape_changes, 0 AS suspicions, 0.5 AS certainty, j.ruled_out
  FROM judged j
  WHERE NOT EXISTS (SELECT 1 FROM judged x WHERE x.teller = j.teller AND x.told = j.told AND x.ruled_out IS NULL)
  QUALIFY row_number() OVER (PARTITION BY j.teller, j.told ORDER BY j.linked DESC, j.changed_ms, j.unit) = 1
  UNION ALL
  SELECT b.teller, b.told, b.told, 0, NULL, NULL, NULL, NULL, NULL, 0, 1, 0.5, b.ruled_out
  FROM begun b WHERE b.ruled_out IS NOT NULL AND NOT EXISTS (SELECT 1 FROM judged x WHERE x.teller = b.teller AND x.told = b.told)
),
weighed AS (SELECT * FROM told_with UNION ALL SELECT * FROM passed_over)
SELECT c.source, coalesce(c.target, w.payload_target) AS target, coalesce(c.named, w.payload_operation, c.operation) AS operation,
  w.what AS cause,
  f.at_ms, f.at_ms AS end_ms,
  f.record_key,
  1 AS failures,
  w.shape_changes,
  w.suspicions,
  f.id AS event_1, 'fails: ' || f.told AS why_1,
  CASE WHEN row_number() OVER (PARTITION BY w.teller, w.told ORDER BY f.at_ms, f.id) = 1 THEN w.changed_id END AS event_2, CASE WHEN w.shape_changes = 1 THEN 'the first payload of the new shape' ELSE 'a new version is told of' END AS why_2,
  CASE WHEN row_number() OVER (PARTITION BY w.teller, w.told ORDER BY f.at_ms, f.id) = 1 THEN w.before_id END AS event_3, 'the last payload of the old shape' AS why_3,
  w.certainty,
  true AS rare_before,
  CASE WHEN w.shape_changes = 1 THEN true END AS not_optional,
  w.ruled_out
FROM weighed w
JOIN clusters c ON c.teller = w.teller AND c.told = w.told
JOIN content f ON f.teller = w.teller AND f.told = w.told AND f.at_ms >= w.from_ms
