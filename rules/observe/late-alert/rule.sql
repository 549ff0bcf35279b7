-- Harm that stands in the input long before the first alert or human notice: one row for all of it, with the call or
-- queue that it is about where it is one, and one for each system whose harm lies apart in time from what was noticed, and of
-- which no notice speaks.
WITH writes AS (
  -- Who is not let in does no work either, for as long as that lasts.
  SELECT id, operation, target, start_ms, outcome IN ('transient', 'ambiguous', 'throttled', 'unauthenticated') OR coalesce(status = 403, false) AS failed
  FROM calls WHERE start_ms IS NOT NULL AND is_write
),
-- Sums up to each moment: what lies within ten minutes is the difference of two.
moments AS (
  SELECT operation, start_ms, count(*) AS calls, count(*) FILTER (WHERE failed) AS failures FROM writes GROUP BY operation, start_ms
),
sums AS (
  SELECT *, sum(calls) OVER so_far AS calls_so_far, sum(failures) OVER so_far AS failures_so_far
  FROM moments
  WINDOW so_far AS (PARTITION BY operation ORDER BY start_ms ROWS UNBOUNDED PRECEDING)
),
later AS (
  SELECT operation, start_ms, failures > 0 AS failed,
    last_value(failures_so_far) OVER next_minutes - failures_so_far + failures AS failures,
    last_value(calls_so_far) OVER next_minutes - calls_so_far + calls AS calls
  FROM sums
  WINDOW next_minutes AS (PARTITION BY operation ORDER BY start_ms RANGE BETWEEN CURRENT ROW AND 600000 FOLLOWING)
),
failing AS (
  SELECT w.id, w.start_ms AS at_ms, w.operation, w.target
  FROM writes w JOIN later l ON l.operation IS NOT DISTINCT FROM w.operation AND l.start_ms = w.start_ms
  WHERE w.failed AND l.failed AND l.failures >= 10 AND l.failures >= 0.5 * l.calls
),
doubled AS (
  SELECT max(at_ms) AS at_ms, max_by(id, at_ms) AS id, min(operation) AS operation, min(target) AS target FROM effects GROUP BY effect_group, key HAVING count(*) > 1 AND count(at_ms) > 1
),
-- Work put aside with an error, which for an hour nobody took up: that it went through in the end does not undo the wait.
put_aside AS (
  SELECT e.at_ms, e.id FROM events e
  WHERE e.signal = 'dead_lettered' AND e.at_ms IS NOT NULL AND e.record_key IS NOT NULL
    AND (e.level IN ('warn', 'error', 'fatal') OR e.status >= 400 OR e.error IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM sightings s WHERE s.key = lower(ltrim(e.record_key, '#')) AND s.step IN ('done', 'settled') AND s.at_ms BETWEEN e.at_ms AND e.at_ms + 3600000)
    AND EXISTS (SELECT 1 FROM sightings s WHERE s.key = lower(ltrim(e.record_key, '#')) AND s.at_ms > e.at_ms + 3600000)
),
-- What an export lacks, or holds otherwise than it was sent, can be seen as soon as the others have arrived.
lacking AS (
  SELECT r.at_ms + greatest(p.slow_ms, 0) AS at_ms, r.id
  FROM export_pairs p JOIN export_rows r ON r.stream = p.source_stream AND r.at_ms BETWEEN p.oldest_arrived_ms AND p.settled_ms
  WHERE NOT EXISTS (SELECT 1 FROM export_rows t WHERE t.stream = p.target_stream AND t.key = r.key)
    AND NOT EXISTS (SELECT 1 FROM excluded_rows x WHERE x.id = r.id AND x.target_stream = p.target_stream)
    AND NOT EXISTS (SELECT 1 FROM flow_records f WHERE f.excluded AND f.key = r.key)
  UNION ALL
  SELECT r.at_ms + greatest(p.slow_ms, 0), r.id
  FROM column_differences d
  JOIN export_pairs p ON p.source_stream = d.source_stream AND p.target_stream = d.target_stream
  JOIN export_rows r ON r.id = d.source_id
  WHERE d.factor IS NOT NULL AND r.at_ms IS NOT NULL AND p.slow_ms IS NOT NULL
),
harm AS (
  SELECT at_ms, id, operation, target FROM lost_records WHERE at_ms IS NOT NULL
  UNION ALL SELECT at_ms, id, NULL, NULL FROM lacking
  UNION ALL SELECT at_ms, id, NULL, NULL FROM put_aside
  UNION ALL SELECT at_ms, id, operation, target FROM exhausted_records WHERE attempts >= 2
  UNION ALL SELECT at_ms, id, operation, target FROM doubled
  UNION ALL SELECT at_ms, id, operation, target FROM failing
),
dense AS (
  SELECT *, count(*) OVER (ORDER BY at_ms RANGE BETWEEN CURRENT ROW AND 3600000 FOLLOWING) AS following FROM harm
),
-- A single failure is no harm that an alert must catch; five within the hour are.
first_harm AS (
  SELECT coalesce(min(at_ms) FILTER (WHERE following >= $least_harm), min(at_ms)) AS at_ms,
    coalesce(min_by(id, at_ms) FILTER (WHERE following >= $least_harm), min_by(id, at_ms)) AS id,
    max(following) >= $least_harm AS is_clustered
  FROM dense
),
last_harm AS (SELECT max(at_ms) AS at_ms FROM harm),
-- Which call or queue nearly all of it is about, where it is one.
harm_names AS (
  SELECT coalesce(d.operation, e.operation, l.operation, e.topic) AS operation, coalesce(d.target, e.target) AS target
  FROM dense d JOIN events e ON e.id = d.id LEFT JOIN line_operations l ON l.id = d.id
  WHERE d.at_ms >= (SELECT at_ms FROM first_harm)
),
one_operation AS (
  SELECT max_by(operation, n) AS operation FROM (SELECT operation, count(*) AS n FROM harm_names WHERE operation IS NOT NULL GROUP BY operation)
  HAVING max(n) >= 0.9 * sum(n) AND sum(n) >= 0.5 * (SELECT count(*) FROM harm_names)
),
one_target AS (
  SELECT max_by(target, n) AS target FROM (SELECT target, count(*) AS n FROM harm_names WHERE target IS NOT NULL GROUP BY target)
  HAVING max(n) >= 0.9 * sum(n) AND sum(n) >= 0.5 * (SELECT count(*) FROM harm_names)
),
-- What the harm is about, in words: an alert that shares one of them may speak of it.
subjects_of AS (
  SELECT d.at_ms, d.id, d.following, coalesce(e.target, e.topic, e.service, e.logger, e.stream) AS subject, e.target,
    lower(concat_ws(' ', e.operation, e.target, e.service, e.topic, e.logger, regexp_replace(e.stream, '^.*/', ''))) AS words
  FROM dense d JOIN events e ON e.id = d.id
),
words_of AS (
  SELECT DISTINCT subject, word FROM (
    SELECT subject, unnest(string_split_regex(words, '[^a-z0-9]+')) AS word FROM (SELECT DISTINCT subject, words FROM subjects_of)
  ) WHERE length(word) >= 4 AND word NOT IN ('post', 'patch', 'json', 'jsonl', 'ndjson', 'https', 'http')
),
harmed AS (SELECT DISTINCT word FROM words_of),
-- A word that only one of the systems has names it.
own_words AS (SELECT word, min(subject) AS subject FROM words_of GROUP BY word HAVING count(*) = 1),
-- The words of an alert, without the names of its labels.
alerts AS (
  SELECT id, lower(regexp_replace(concat_ws(' ', title, service, regexp_replace(labels, '"[^"]*":', ' ', 'g')), '([a-z])([A-Z])', '\1 \2', 'g')) AS words
  FROM events WHERE kind = 'alert'
),
-- Alerts about a machine, in whose words nothing of the harm and nothing that fails stands.
elsewhere AS (
  SELECT id FROM alerts
  WHERE says_machine(words)
    AND NOT says_harm(words)
    AND NOT EXISTS (SELECT 1 FROM harmed h WHERE contains(alerts.words, h.word))
),
heard AS (
  SELECT e.at_ms, e.id, lower(regexp_replace(concat_ws(' ', e.title, e.template, e.service, regexp_replace(e.labels, '"[^"]*":', ' ', 'g')), '([a-z])([A-Z])', '\1 \2', 'g')) AS words
  FROM events e
  WHERE e.id NOT IN (SELECT id FROM elsewhere) AND e.at_ms IS NOT NULL
    AND ((e.kind = 'alert' AND coalesce(e.state, 'firing') NOT IN ('resolved', 'ok', 'inactive', 'pending')) OR (e.kind = 'note' AND e.state IN ('alert', 'notice', 'detected')))
),
-- Of which systems a notice speaks by name; none where it speaks of all or of nobody.
named AS (SELECT DISTINCT h.id, w.subject FROM heard h JOIN own_words w ON contains(h.words, w.word)),
-- Each system's own harm, where it is more than single failures.
subjects AS (
  SELECT subject, min(target) AS target, min(at_ms) AS at_ms, min_by(id, at_ms) AS id, max(at_ms) AS last_ms FROM (
    SELECT *, count(*) OVER (PARTITION BY subject ORDER BY at_ms RANGE BETWEEN CURRENT ROW AND 3600000 FOLLOWING) AS own_following FROM subjects_of
  ) WHERE own_following >= $least_harm GROUP BY subject
),
-- A notice that names only systems whose harm begins an hour later, or ended before, is about that.
notices AS (
  SELECT min(e.at_ms) AS at_ms, min_by(e.id, e.at_ms) AS id
  FROM heard e, first_harm h
  WHERE e.at_ms >= h.at_ms - 600000
    AND NOT coalesce((SELECT min(s.at_ms) FROM named n JOIN subjects s ON s.subject = n.subject WHERE n.id = e.id) > h.at_ms + 3600000, false)
),
ends AS (SELECT max(at_ms) AS at_ms FROM events WHERE kind <> 'note'),
whole AS (
  SELECT (SELECT target FROM one_target) AS target, (SELECT operation FROM one_operation) AS operation, h.id AS harm_id, h.at_ms, h.is_clustered, n.id AS notice_id, n.at_ms IS NULL AS is_unnoticed, coalesce(n.at_ms, greatest(x.at_ms, l.at_ms)) AS end_ms,
    EXISTS (SELECT 1 FROM elsewhere) AS others_told
  FROM first_harm h, last_harm l, notices n, ends x
  WHERE h.at_ms IS NOT NULL
),
-- Harm apart from all that was noticed: an hour away from that of each system which a notice names, and no notice since that names it or nobody.
apart AS (
  SELECT s.target, NULL AS operation, s.id AS harm_id, s.at_ms, true AS is_clustered, NULL AS notice_id, true AS is_unnoticed, greatest(s.last_ms, x.at_ms) AS end_ms, true AS others_told
  FROM subjects s, whole w, ends x
  WHERE s.target IS NOT NULL AND s.at_ms > w.end_ms AND EXISTS (SELECT 1 FROM named)
    AND NOT EXISTS (SELECT 1 FROM heard h WHERE h.at_ms >= s.at_ms - 600000 AND (h.id NOT IN (SELECT id FROM named) OR h.id IN (SELECT id FROM named n WHERE n.subject = s.subject)))
    AND NOT EXISTS (SELECT 1 FROM subjects o JOIN named n ON n.subject = o.subject WHERE o.subject <> s.subject AND s.at_ms BETWEEN o.at_ms - 3600000 AND o.last_ms + 3600000)
),
gap AS (SELECT * FROM whole UNION ALL SELECT * FROM apart)
SELECT NULL AS source, target, operation,
  CASE WHEN NOT is_unnoticed THEN 'late alert' WHEN others_told THEN 'no alert that speaks of it' ELSE 'no alert at all' END AS cause,
  at_ms, end_ms,
  (end_ms - at_ms) / 60000.0 AS gap_minutes,
  harm_id AS event_1, 'the first evidence of harm' AS why_1,
  notice_id AS event_2, 'the first alert or notice after it' AS why_2,
  true AS harm_is_clustered,
  true AS notices_read,
  CASE
    WHEN NOT is_clustered THEN 'fewer than {least_harm} failures or lost records within one hour, which no alert must catch'
    WHEN end_ms - at_ms < $least_minutes * 60000 AND is_unnoticed THEN 'the input ends within {least_minutes} minutes of the first harm'
    WHEN end_ms - at_ms < $least_minutes * 60000 AND NOT is_unnoticed THEN 'an alert or notice came within {least_minutes} minutes'
  END AS ruled_out
FROM gap
