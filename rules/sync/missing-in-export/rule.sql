-- One row per record of a source export that the target's export lacks, though nearly all others are there.
WITH writes AS (
  SELECT p.source_stream, p.target_stream, c.operation, mode(c.source) AS source, mode(c.target) AS target,
    count(DISTINCT r.key) AS records, bool_or(c.seen_from = 'caller') AS sent
  FROM export_pairs p
  JOIN export_rows r ON r.stream = p.target_stream
  JOIN calls c ON lower(ltrim(c.record_key, '#')) = r.key AND c.is_write AND c.outcome IN ('ok', 'replayed') AND c.operation IS NOT NULL
  GROUP BY p.source_stream, p.target_stream, c.operation
),
operations_of AS (
  -- The write that brings these records over, if a log names it: what the program sends, before what it was told to send.
  SELECT w.source_stream, w.target_stream, operation, source, target
  FROM writes w JOIN (SELECT source_stream, target_stream, max(records) AS most FROM writes GROUP BY ALL) m
    ON m.source_stream = w.source_stream AND m.target_stream = w.target_stream
  QUALIFY row_number() OVER (PARTITION BY w.source_stream, w.target_stream ORDER BY sent AND records >= 0.5 * most DESC, records DESC, operation) = 1
),
-- Rows without a time of their own: when the target got the row before them, where it got them in their order.
ordered AS (
  SELECT p.source_stream, p.target_stream, r.line, r.key, t.at_ms AS arrived_ms,
    last_value(t.at_ms IGNORE NULLS) OVER (PARTITION BY p.source_stream, p.target_stream ORDER BY r.line ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS near_ms
  FROM export_pairs p
  JOIN export_rows r ON r.stream = p.source_stream AND r.at_ms IS NULL
  LEFT JOIN (SELECT stream, key, min(at_ms) AS at_ms FROM export_rows GROUP BY stream, key) t ON t.stream = p.target_stream AND t.key = r.key
),
nearby AS (
  SELECT o.source_stream, o.target_stream, o.key, min(o.near_ms) AS near_ms
  FROM ordered o
  JOIN (SELECT source_stream, target_stream FROM ordered GROUP BY ALL HAVING count(arrived_ms) >= 20 AND corr(line, arrived_ms) > 0.95) u
    ON u.source_stream = o.source_stream AND u.target_stream = o.target_stream
  WHERE o.arrived_ms IS NULL
  GROUP BY ALL
),
-- What the missing rows have in common and those that arrived have not: it tells a filter from a gap.
fated AS (
  SELECT p.source_stream, p.target_stream, r.id, r.labels,
    EXISTS (SELECT 1 FROM export_rows t WHERE t.stream = p.target_stream AND t.key = r.key) AS arrived,
    row_number() OVER (PARTITION BY p.source_stream, p.target_stream ORDER BY r.at_ms, r.line) AS place
  FROM export_pairs p JOIN export_rows r ON r.stream = p.source_stream
  ANTI JOIN excluded_rows x ON x.id = r.id AND x.target_stream = p.target_stream
),
sizes AS (
  SELECT source_stream, target_stream, count(*) FILTER (WHERE NOT arrived) AS missing, count(*) FILTER (WHERE arrived) AS arrived FROM fated GROUP BY ALL
),
traits AS (
  SELECT c.source_stream, c.target_stream, c.column_name, c.value,
    count(*) FILTER (WHERE NOT c.arrived) AS missing_with, count(*) FILTER (WHERE c.arrived) AS arrived_with
  FROM (
    SELECT source_stream, target_stream, arrived, column_name, labels ->> ('$."' || column_name || '"') AS value
    FROM (SELECT *, unnest(json_keys(labels)) AS column_name FROM fated WHERE labels IS NOT NULL) WHERE NOT contains(column_name, '"')
  ) c
  WHERE c.value <> ''
  GROUP BY ALL
),
trait AS (
  SELECT t.source_stream, t.target_stream, t.column_name || ' = ' || left(t.value, 60) AS words, t.missing_with, s.missing, t.arrived_with, s.arrived
  FROM traits t JOIN sizes s ON s.source_stream = t.source_stream AND s.target_stream = t.target_stream
  WHERE s.missing >= $least_alike AND t.missing_with >= 0.9 * s.missing AND t.arrived_with <= 0.1 * s.arrived
  QUALIFY row_number() OVER (PARTITION BY t.source_stream, t.target_stream
    ORDER BY t.missing_with * 1.0 / s.missing - t.arrived_with * 1.0 / s.arrived DESC, t.column_name) = 1
),
-- Rows in a row that are missing tell of a page or a time that nobody read.
islands AS (
  SELECT *, place - row_number() OVER (PARTITION BY source_stream, target_stream, arrived ORDER BY place) AS island FROM fated
),
runs AS (
  SELECT source_stream, target_stream, id, count(*) OVER (PARTITION BY source_stream, target_stream, island) AS together
  FROM islands WHERE NOT arrived
)
SELECT
  o.source, coalesce(o.target, p.target) AS target, o.operation,
  coalesce(r.at_ms, n.near_ms) AS at_ms, coalesce(r.at_ms, n.near_ms) AS end_ms,
  r.record_key,
  p.shared AS arrived,
  r.id AS event_1, 'in ' || p.source || ', not in ' || p.target
    || CASE WHEN u.together >= $least_alike THEN format(', one of {:,} missing in a row', u.together) ELSE '' END
    || CASE WHEN a.words IS NOT NULL THEN format('; {} in {:,} of {:,} missing and in {:,} of {:,} that arrived', a.words, a.missing_with, a.missing, a.arrived_with, a.arrived) ELSE '' END AS why_1,
  true AS not_excluded,
  CASE WHEN r.at_ms IS NOT NULL AND p.settled_ms IS NOT NULL THEN true END AS old_enough,
  true AS keys_compared,
  CASE
    WHEN EXISTS (SELECT 1 FROM excluded_rows x WHERE x.id = r.id AND x.target_stream = p.target_stream) THEN 'left out by rule: cancelled, a test, a draft'
    WHEN EXISTS (SELECT 1 FROM flow_records f WHERE f.excluded AND f.key = r.key) THEN 'left out by the configuration'
    WHEN EXISTS (SELECT 1 FROM flow_records f WHERE f.id = r.id AND NOT f.arrived AND f.at_ms + f.within_ms > f.log_end_ms)
      THEN 'within the time that the configuration allows when the log ends'
    WHEN r.at_ms > p.settled_ms THEN 'too young to have arrived when the export was taken'
    WHEN r.at_ms < p.oldest_arrived_ms THEN 'older than what the export of the target covers'
    WHEN EXISTS (SELECT 1 FROM lost_records l WHERE l.key = r.key)
      OR EXISTS (SELECT 1 FROM exhausted_records l WHERE l.key = r.key AND (l.attempts >= 2 OR l.is_final) AND l.ambiguous = 0)
      THEN 'the log says that it was given up; sync/given-up tells it'
  END AS ruled_out
FROM export_pairs p
JOIN export_rows r ON r.stream = p.source_stream
LEFT JOIN operations_of o ON o.source_stream = p.source_stream AND o.target_stream = p.target_stream
LEFT JOIN nearby n ON n.source_stream = p.source_stream AND n.target_stream = p.target_stream AND n.key = r.key
LEFT JOIN trait a ON a.source_stream = p.source_stream AND a.target_stream = p.target_stream
LEFT JOIN runs u ON u.source_stream = p.source_stream AND u.target_stream = p.target_stream AND u.id = r.id
WHERE NOT EXISTS (SELECT 1 FROM export_rows t WHERE t.stream = p.target_stream AND t.key = r.key)
