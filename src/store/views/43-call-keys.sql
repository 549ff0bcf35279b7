-- call_keys: which observations are one call, by ids and, where no id joins them, by what vantage_pairs says
-- (filled between 42 and 43). `sure` is false for a line whose partner might as well be another one: it counts
-- as seen, but its record and its created id are not taken for those of the call.
CREATE TEMP TABLE unit_roots AS
WITH first_hops AS (SELECT other AS unit, min(unit) AS root, bool_and(sure) AS sure FROM vantage_pairs GROUP BY other)
SELECT a.unit, coalesce(b.root, a.root) AS root, a.sure AND coalesce(b.sure, true) AS sure
FROM first_hops a LEFT JOIN first_hops b ON b.unit = a.root;

CREATE TEMP TABLE call_keys AS
WITH joined AS (
  SELECT k.id, coalesce(r.call_key, k.call_key) AS call_key, coalesce(p.sure, true) AS sure, p.root IS NOT NULL AS by_likeness
  FROM id_keys k
  LEFT JOIN units u ON u.call_key = k.call_key
  LEFT JOIN unit_roots p ON p.unit = u.unit
  LEFT JOIN units r ON r.unit = p.root
)
SELECT id, call_key, sure, by_likeness, count(*) OVER (PARTITION BY call_key) AS seen_times FROM joined;

DROP TABLE units;
DROP TABLE unit_lines;
DROP TABLE unit_roots;
DROP TABLE vantage_pairs;
DROP TABLE id_keys;
DROP TABLE request_pairs;
DROP TABLE request_lines;
DROP TABLE request_anchors;
