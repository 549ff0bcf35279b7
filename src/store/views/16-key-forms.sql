-- One record may be written in several ways: 1001, order-1001, ORD1001, gid://shop/Order/1001, 00001001. Two ways are one
-- where they speak of the same kind of thing and share most of their numbers. The kind comes from the field or from
-- the word before the number: order 1001 and invoice 1001 share a number and nothing else.
-- Keys are many; fields, and what stands before the number, are few: they tell which kinds are written in several ways.
CREATE TEMP TABLE key_shapes AS
WITH numbered AS (
  SELECT DISTINCT record_field, left(bare, length(bare) - length(digits)) AS before, starts_with(digits, '0') AS padded
  FROM (SELECT record_field, ltrim(record_key, '#') AS bare, regexp_extract(record_key, '\d{3,}$') AS digits FROM events WHERE record_key IS NOT NULL)
  WHERE digits <> '' AND NOT contains(bare, chr(10))
),
worded AS (
  SELECT *, lower(before) AS prefix, regexp_extract(lower(before), '([a-z]{2,})[^a-z]*$', 1) AS word,
    regexp_extract(regexp_replace(lower(coalesce(record_field, '')), '_?(id|ids|number|no|nr|num|key|ref|reference|code|name|external|source|gid)$', ''), '([a-z]+)$', 1) AS named
  FROM numbered
),
kinds AS (
  SELECT record_field, before, padded, prefix,
    CASE WHEN named IN ('', 'record', 'external', 'entity', 'object', 'resource') THEN word ELSE named END AS kind
  FROM worded
  -- What stands before the number is a way of writing only where it says the kind once more, or nothing.
  WHERE prefix = '' OR (length(word) >= 3 AND (named IN ('', 'record', 'external', 'entity', 'object', 'resource') OR starts_with(named, word) OR starts_with(word, named)))
)
-- The first three letters of a kind tell it: ord and order, inv and invoice.
SELECT record_field, before, padded, left(kind, 3) AS kind, prefix || CASE WHEN padded THEN '0' ELSE '' END AS way
FROM kinds WHERE length(kind) >= 3
QUALIFY min(way) OVER (PARTITION BY left(kind, 3)) <> max(way) OVER (PARTITION BY left(kind, 3));

CREATE TEMP TABLE key_forms AS
SELECT k.record_key, k.record_field, k.events, s.kind, s.way, s.padded, s.before AS written, CASE WHEN s.padded THEN ltrim(k.digits, '0') ELSE k.digits END AS core
FROM (
  SELECT record_key, record_field, count(*) AS events, ltrim(record_key, '#') AS bare, regexp_extract(record_key, '\d{3,}$') AS digits
  FROM events WHERE record_key IS NOT NULL AND coalesce(record_field, '') IN (SELECT coalesce(record_field, '') FROM key_shapes)
  GROUP BY record_key, record_field
) k
JOIN key_shapes s ON s.record_field IS NOT DISTINCT FROM k.record_field AND s.before = left(k.bare, length(k.bare) - length(k.digits)) AND s.padded = starts_with(k.digits, '0')
WHERE k.digits <> '' AND core <> '';

CREATE TEMP TABLE key_ways AS
WITH ways AS (
  SELECT kind, way, core, sum(events) AS events, any_value(written) AS written FROM key_forms GROUP BY kind, way, core
),
sizes AS (SELECT kind, way, count(*) AS cores, sum(events) AS events, mode(written) AS written FROM ways GROUP BY kind, way),
mains AS (SELECT * FROM sizes QUALIFY row_number() OVER (PARTITION BY kind ORDER BY events DESC, way) = 1),
shared AS (
  SELECT m.kind, o.way, count(*) AS cores
  FROM mains m JOIN ways a ON a.kind = m.kind AND a.way = m.way
  JOIN ways o ON o.kind = m.kind AND o.core = a.core AND o.way <> m.way
  GROUP BY m.kind, o.way
)
SELECT s.kind, s.way, m.written, right(m.way, 1) = '0' AS padded
FROM shared s JOIN mains m ON m.kind = s.kind JOIN sizes o ON o.kind = s.kind AND o.way = s.way
WHERE s.cores >= 5 AND s.cores >= 0.5 * least(m.cores, o.cores);

UPDATE events e
SET record_key = w.written || f.core
FROM key_forms f JOIN key_ways w ON w.kind = f.kind AND w.way = f.way
WHERE e.record_key = f.record_key AND e.record_field IS NOT DISTINCT FROM f.record_field AND NOT w.padded;

DROP TABLE key_shapes;
DROP TABLE key_forms;
DROP TABLE key_ways;
