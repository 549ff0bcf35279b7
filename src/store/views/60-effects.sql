-- effect_sightings: every place where the input says that a target created something for a business record.
CREATE TABLE effect_sightings AS
-- calls that were answered, and calls whose caller stopped waiting while the target created the record
SELECT 'call:' || coalesce(operation, coalesce(stream, '') || ':' || coalesce(created_field, '')) AS kind_of_effect,
  operation, target, source, 'call' AS proof,
  lower(ltrim(record_key, '#')) AS key, record_key, record_field, created_id, created_field,
  coalesce(end_ms, at_ms) AS at_ms, id
FROM calls
WHERE record_key IS NOT NULL AND created_id IS NOT NULL AND created_id <> record_key AND is_write
  AND outcome IN ('ok', 'replayed', 'ok_with_errors', 'ambiguous', 'unknown')
UNION ALL
SELECT 'log:' || stream || ':' || coalesce(created_field, '') || ':' || coalesce(record_field, ''),
  l.operation, coalesce(l.target, e.service), l.source, 'log',
  lower(ltrim(record_key, '#')), record_key, record_field, created_id, created_field,
  at_ms, e.id
FROM events e LEFT JOIN line_operations l ON l.id = e.id
WHERE kind IN ('statement', 'item') AND record_key IS NOT NULL AND created_id IS NOT NULL AND created_id <> record_key
  AND coalesce(signal, 'succeeded') IN ('succeeded', 'received')
UNION ALL
-- What is made for a delivered event that names no record is made for the event.
SELECT 'log:' || stream || ':' || coalesce(created_field, '') || ':event',
  coalesce(l.operation, e.operation, e.topic), coalesce(l.target, e.service), l.source, 'log',
  lower(e.event_key), e.event_key, 'event', created_id, created_field, at_ms, e.id
FROM events e LEFT JOIN line_operations l ON l.id = e.id
WHERE kind IN ('statement', 'job') AND record_key IS NULL AND e.event_key IS NOT NULL AND created_id IS NOT NULL AND created_id <> e.event_key
  AND signal = 'succeeded'
UNION ALL
SELECT 'made:' || m.stream || ':' || m.template || ':' || m.created_field,
  -- A call is known by its own address, a sentence by the delivery that it follows.
  coalesce(CASE WHEN e.kind = 'exchange' THEN e.operation END, l.operation, m.operation, l.receipt_topic), coalesce(CASE WHEN e.kind = 'exchange' THEN e.target END, l.target, m.target, e.service), l.source, 'log',
  -- A line that names the record alone tells whose event it is; its record is what a person looks for.
  CASE WHEN l.by_receipt THEN lower(ltrim(e.record_key, '#')) ELSE lower(m.event_key) END, CASE WHEN l.by_receipt THEN e.record_key ELSE m.event_key END,
  CASE WHEN l.by_receipt THEN e.record_field ELSE 'event' END, m.created_id, m.created_field, m.at_ms, m.id
FROM made_for_events m JOIN events e ON e.id = m.id LEFT JOIN line_operations l ON l.id = m.id
WHERE m.place = 1
UNION ALL
-- Each side of a booking is an effect of its own.
SELECT 'row:' || stream || ':' || coalesce(record_field, '') || coalesce(':' || (SELECT l.leg FROM row_legs l WHERE l.id = e.id), ''),
  NULL, (SELECT n.name FROM stream_names n WHERE n.stream = e.stream), NULL, 'export',
  lower(ltrim(record_key, '#')), record_key, record_field, created_id, created_field,
  at_ms, id
FROM events e
WHERE kind = 'row' AND record_key IS NOT NULL AND created_id IS NOT NULL AND created_id <> record_key;

-- A line may name what was created without saying so (a webhook that confirms a charge): a field whose
-- values are, for the same records, the ids that calls were answered with.
CREATE TEMP TABLE named_ids AS
SELECT id, at_ms, stream, service, request_id, lower(ltrim(record_key, '#')) AS key, record_key, record_field,
  unnest(json_keys(ids)) AS field, ids
FROM events
WHERE kind IN ('statement', 'job') AND record_key IS NOT NULL AND created_id IS NULL AND ids IS NOT NULL
  AND coalesce(signal, 'received') IN ('received', 'succeeded');

INSERT INTO effect_sightings
WITH named AS (
  SELECT * EXCLUDE (ids), ids ->> ('$."' || field || '"') AS value FROM named_ids WHERE field <> record_field
),
matching AS (
  SELECT n.stream, n.field, s.kind_of_effect
  FROM named n JOIN effect_sightings s ON s.key = n.key AND s.created_id = n.value AND s.proof = 'call'
  GROUP BY n.stream, n.field, s.kind_of_effect
  HAVING count(*) >= 3
    AND count(*) >= 0.3 * (SELECT count(*) FROM named t WHERE t.stream = n.stream AND t.field = n.field)
)
SELECT 'named:' || n.stream || ':' || n.field, NULL, NULL, NULL, 'log',
  n.key, n.record_key, n.record_field, n.value, n.field, n.at_ms, n.id
FROM named n JOIN matching m ON m.stream = n.stream AND m.field = n.field
WHERE n.value <> n.record_key;

-- Two kinds of effect that name the same created ids for the same records are one kind, seen twice.
CREATE TABLE effect_links AS
WITH pairs AS (SELECT DISTINCT kind_of_effect, key, created_id FROM effect_sightings),
sizes AS (SELECT kind_of_effect, count(*) AS pairs FROM pairs GROUP BY ALL)
SELECT a.kind_of_effect AS one, b.kind_of_effect AS other
FROM pairs a
JOIN pairs b ON a.key = b.key AND a.created_id = b.created_id AND a.kind_of_effect < b.kind_of_effect
JOIN sizes sa ON sa.kind_of_effect = a.kind_of_effect
JOIN sizes sb ON sb.kind_of_effect = b.kind_of_effect
GROUP BY a.kind_of_effect, b.kind_of_effect, sa.pairs, sb.pairs
HAVING count(*) >= 0.1 * least(sa.pairs, sb.pairs);

-- The same sentence in two logs (two hosts, two runs of a job) tells of the same kind of effect.
INSERT INTO effect_links
WITH sentences AS (
  SELECT DISTINCT s.kind_of_effect, s.created_field, s.record_field, e.template
  FROM effect_sightings s JOIN events e ON e.id = s.id
  WHERE s.proof = 'log' AND s.kind_of_effect LIKE 'log:%' AND e.template IS NOT NULL
)
SELECT DISTINCT a.kind_of_effect, b.kind_of_effect
FROM sentences a JOIN sentences b USING (template, created_field, record_field)
WHERE a.kind_of_effect < b.kind_of_effect;
