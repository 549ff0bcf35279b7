-- unit_lines: calls as far as ids tell (units) whose operation was also seen from another vantage. Numbers only.
CREATE TEMP TABLE units AS
SELECT call_key, row_number() OVER (ORDER BY min(o.id)) AS unit, min_by(o.id, o.vantage_rank * 1e12 + o.id) AS id,
  bit_or(1 << (o.vantage_rank - 1)) AS vantages
FROM id_keys k JOIN observations o ON o.id = k.id
WHERE o.kind = 'exchange'
  -- Where all is seen from one side there is nothing to compare.
  AND (SELECT min(vantage_rank) < max(vantage_rank) FROM observations)
GROUP BY call_key;

-- A gateway may add or take away the beginning of a path: routes are compared from their last word on.
CREATE TEMP TABLE unit_names AS
SELECT u.unit, u.vantages, o.id, o.stream, o.vantage_rank AS rank, coalesce(o.route, '') AS route_name,
  CASE WHEN o.route IS NOT NULL THEN coalesce(o.method, '') || ' ' || regexp_extract(rtrim(o.route, '/'), '[^/{}]*(/\{[^/]*)?$')
    ELSE 'name ' || o.operation END AS tail
FROM units u JOIN observations o ON o.id = u.id
WHERE o.at_ms IS NOT NULL AND (o.route IS NOT NULL OR o.operation IS NOT NULL)
  -- What its caller never sent reached no other vantage; what a proxy could not pass on has reached the proxy.
  AND (o.sent IS DISTINCT FROM false OR o.vantage_rank = 2);

CREATE TEMP TABLE unit_lines AS
WITH shared AS (SELECT tail, dense_rank() OVER (ORDER BY tail) AS grp FROM unit_names GROUP BY tail HAVING count(DISTINCT rank) > 1),
routes AS (SELECT route_name, row_number() OVER (ORDER BY route_name) AS route FROM (SELECT DISTINCT route_name FROM unit_names)),
streams AS (SELECT stream, row_number() OVER (ORDER BY stream) AS number FROM (SELECT DISTINCT stream FROM unit_names)),
groups AS (SELECT reference, row_number() OVER (ORDER BY reference) AS number FROM (SELECT DISTINCT reference FROM clocks))
SELECT n.unit, s.grp, n.rank, n.vantages, t.number AS stream, coalesce(g.number, 0) AS clock, r.route, r.route_name, n.stream AS stream_name,
  coalesce(o.start_ms, o.at_ms) - coalesce(c.skew_ms, 0) AS start_ms, coalesce(o.end_ms, o.at_ms) - coalesce(c.skew_ms, 0) AS end_ms,
  (o.duration_ms IS NOT NULL)::INT AS lasting,
  coalesce(o.status, 0) AS status,
  CASE WHEN o.record_key IS NOT NULL THEN 1 + hash(lower(ltrim(o.record_key, '#'))) % 4503599627370495 ELSE 0 END AS record,
  CASE WHEN o.created_id IS NOT NULL THEN 1 + hash(o.created_id) % 4503599627370495 ELSE 0 END AS created,
  (o.status IS NULL OR coalesce(o.timed_out, false) OR o.status IN (408, 499, 502, 504))::INT AS open,
  coalesce(NOT o.sent, false)::INT AS unsent
FROM unit_names n
JOIN shared s ON s.tail = n.tail
JOIN observations o ON o.id = n.id
JOIN routes r ON r.route_name = n.route_name
JOIN streams t ON t.stream = n.stream
LEFT JOIN clocks c ON c.stream = n.stream
LEFT JOIN groups g ON g.reference = c.reference;

DROP TABLE unit_names;
