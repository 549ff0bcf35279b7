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
missing AS (
  SELECT p.source_stream, p.target_stream, r.key FROM export_pairs p JOIN export_rows r ON r.stream = p.source_stream
  WHERE NOT EXISTS (SELECT 1 FROM export_rows t WHERE t.stream = p.target_stream AND t.key = r.key)
),
-- What a log says of records with one sentence: a payment that is waited for, a review by a person. Records of such a kind may all come late.
told AS (
  SELECT DISTINCT template, lower(ltrim(record_key, '#')) AS key FROM events
  WHERE kind = 'statement' AND template IS NOT NULL AND record_key IS NOT NULL
),
told_of_missing AS (SELECT t.template, t.key FROM told t SEMI JOIN missing m ON m.key = t.key),
-- By how much of the source's time later records were ahead of one when it arrived, as `settled_ms` has it for all records together.
overtaken AS (
  SELECT a.stream AS source_stream, b.stream AS target_stream, a.key, a.at_ms,
    greatest(0, coalesce(max(a.at_ms) OVER (PARTITION BY a.stream, b.stream ORDER BY b.at_ms RANGE BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) - a.at_ms, 0)) AS by_ms
  FROM export_pairs p
  JOIN (SELECT stream, key, min(at_ms) AS at_ms FROM export_rows GROUP BY ALL) a ON a.stream = p.source_stream
  JOIN (SELECT stream, key, min(at_ms) AS at_ms FROM export_rows GROUP BY ALL) b ON b.stream = p.target_stream AND b.key = a.key
  WHERE EXISTS (SELECT 1 FROM told_of_missing)
),
spans AS (SELECT source_stream, target_stream, min(at_ms) AS first_ms, max(at_ms) AS newest_ms FROM overtaken GROUP BY ALL),
-- From when on a record of such a kind is too young: nine of ten come in less time. More than half of the export is no time of a kind.
late_kinds AS (
  SELECT o.source_stream, o.target_stream, t.template, any_value(s.newest_ms) - quantile_cont(o.by_ms, 0.9) AS settled_ms
  FROM overtaken o
  JOIN spans s ON s.source_stream = o.source_stream AND s.target_stream = o.target_stream
  JOIN told t ON t.key = o.key
  SEMI JOIN told_of_missing m ON m.template = t.template
  GROUP BY o.source_stream, o.target_stream, t.template
  HAVING count(*) >= $least_alike AND quantile_cont(o.by_ms, 0.9) < 0.5 * any_value(s.newest_ms - s.first_ms)
),
late_records AS (
  SELECT k.source_stream, k.target_stream, m.key, min(k.settled_ms) AS settled_ms
  FROM late_kinds k JOIN told_of_missing m ON m.template = k.template GROUP BY ALL
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
    WHEN r.at_ms > y.settled_ms THEN 'too young for its kind: the log says of it what it says of records that arrive later than others'
    WHEN r.at_ms < p.oldest_arrived_ms THEN 'older than what the export of the target covers'
    WHEN EXISTS (SELECT 1 FROM lost_records l WHERE l.key = r.key)
      OR EXISTS (SELECT 1 FROM exhausted_records l WHERE l.key = r.key AND (l.attempts >= 2 OR l.is_final) AND l.ambiguous = 0)
      THEN 'the log says that it was given up; sync/given-up tells it'
  END AS ruled_out
FROM export_pairs p
JOIN export_rows r ON r.stream = p.source_stream
LEFT JOIN operations_of o ON o.source_stream = p.source_stream AND o.target_stream = p.target_stream
LEFT JOIN nearby n ON n.source_stream = p.source_stream AND n.target_stream = p.target_stream AND n.key = r.key
LEFT JOIN late_records y ON y.source_stream = p.source_stream AND y.target_stream = p.target_stream AND y.key = r.key
LEFT JOIN trait a ON a.source_stream = p.source_stream AND a.target_stream = p.target_stream
LEFT JOIN runs u ON u.source_stream = p.source_stream AND u.target_stream = p.target_stream AND u.id = r.id
WHERE NOT EXISTS (SELECT 1 FROM export_rows t WHERE t.stream = p.target_stream AND t.key = r.key)
