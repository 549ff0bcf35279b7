-- Only where an event has: signal = 'received' AND ids IS NOT NULL
-- What a target tells of later (a webhook on a charge) it calls by the id that it gave, and beside that by the caller's own key, under a name
-- of its own. Answers tell which is which: they name the same two for the same record. Where the one that was given stands as the record
-- of such lines, the caller's key is it, and the other is the id of what was made.
CREATE TEMP TABLE given_ids AS
WITH answers AS (
  SELECT id, stream, lower(ltrim(record_key, '#')) AS key, record_field, ids, created_field, created_id, unnest(json_keys(ids)) AS field
  FROM events
  WHERE kind = 'exchange' AND status BETWEEN 200 AND 299 AND is_write_path AND method = 'POST' AND record_key IS NOT NULL AND ids IS NOT NULL
),
named AS (
  SELECT id, stream, key, field, ids ->> ('$."' || field || '"') AS value, created_id IS NULL AS is_untold FROM answers
  WHERE field <> record_field AND NOT contains(field, '"') AND coalesce(created_field = field, true)
),
-- Another one on each answer, and nearly always one for each record: parts of an order have several.
fields AS (
  SELECT stream, field FROM named WHERE value <> key
  GROUP BY stream, field
  HAVING count(*) >= 4 AND count(DISTINCT value) = count(*) AND count(DISTINCT key) >= 0.8 * count(*)
)
SELECT n.* FROM named n JOIN fields f ON f.stream = n.stream AND f.field = n.field;

CREATE TEMP TABLE told_later AS
SELECT id, stream, record_field, record_key, field, ids ->> ('$."' || field || '"') AS value
FROM (
  SELECT id, stream, record_field, record_key, ids, unnest(json_keys(ids)) AS field FROM events
  WHERE kind IN ('statement', 'exchange') AND signal = 'received' AND created_id IS NULL AND ids IS NOT NULL
    AND record_field IN (SELECT field FROM given_ids)
)
WHERE field <> record_field AND NOT contains(field, '"');

CREATE TEMP TABLE told_fields AS
SELECT t.stream, t.record_field, t.field
FROM told_later t JOIN given_ids g ON g.value = t.record_key AND g.field = t.record_field
GROUP BY t.stream, t.record_field, t.field
HAVING count(*) >= 3 AND count(*) FILTER (WHERE lower(ltrim(t.value, '#')) = g.key) >= 0.95 * count(*);

UPDATE events e
SET record_key = t.value, record_field = t.field, created_id = t.record_key, created_field = t.record_field
FROM told_later t JOIN told_fields f ON f.stream = t.stream AND f.record_field = t.record_field AND f.field = t.field
WHERE e.id = t.id AND t.value IS NOT NULL;

UPDATE events e
SET created_id = g.value, created_field = g.field
FROM given_ids g
WHERE e.id = g.id AND g.is_untold AND g.field IN (SELECT record_field FROM told_fields);

DROP TABLE told_fields;
DROP TABLE told_later;
DROP TABLE given_ids;
