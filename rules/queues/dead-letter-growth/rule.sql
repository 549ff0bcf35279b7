-- One row per queue of dead letters that grew and was not drained: from its metric, else from the log.
WITH series AS (
  SELECT queue, at_ms, depth, id, file, is_dead FROM queue_samples q
  -- Part of its lines may name a queue as one of dead letters.
  WHERE only_rises OR EXISTS (SELECT 1 FROM queue_samples d WHERE d.queue = q.queue AND d.file = q.file AND d.is_dead)
),
-- How often it rose, and whether it ever fell.
steps AS (
  SELECT queue, file, count(*) FILTER (WHERE depth > before) AS rises, count(*) FILTER (WHERE depth < before) AS falls
  FROM (SELECT queue, file, depth, lag(depth) OVER (PARTITION BY queue, file ORDER BY at_ms, id) AS before FROM series)
  GROUP BY queue, file
),
peaks AS (
  SELECT queue, file, max(depth) AS peak, min(depth) AS lowest, min_by(at_ms, at_ms) AS from_ms, max(at_ms) AS to_ms, max_by(depth, at_ms) AS last_depth,
    max_by(id, at_ms) AS last_id, count(*) AS samples
  FROM series GROUP BY queue, file
),
high AS (
  SELECT p.queue, p.file, p.peak, p.last_depth, p.lowest, p.last_id, p.to_ms,
    -- A few are proof where they came one after the other and nobody took one out for as long as a queue may stay.
    bool_or(s.is_dead) AND any_value(t.rises) >= $least_rises AND any_value(t.falls) = 0
      AND p.to_ms - min(s.at_ms) FILTER (WHERE s.depth > p.lowest) >= $stays_ms AS piles_up,
    min(s.at_ms) FILTER (WHERE s.depth > p.lowest) AS grows_ms,
    min_by(s.id, s.at_ms) FILTER (WHERE s.depth > p.lowest) AS grows_id,
    min_by(s.id, s.at_ms) FILTER (WHERE s.depth = p.peak) AS peak_id,
    min(s.at_ms) FILTER (WHERE s.depth = p.peak) AS peak_ms,
    max(s.at_ms) FILTER (WHERE s.depth >= 0.5 * p.peak) AS high_until_ms,
    max(s.at_ms) FILTER (WHERE s.depth <= p.lowest AND s.at_ms < p.to_ms) AS last_low_ms
  FROM peaks p JOIN series s ON s.queue = p.queue AND s.file = p.file JOIN steps t ON t.queue = p.queue AND t.file = p.file
  WHERE p.samples >= 2 AND p.peak > p.lowest
  GROUP BY p.queue, p.file, p.peak, p.last_depth, p.lowest, p.last_id, p.to_ms
),
-- How long at a time it held half of its peak or more; what fills up again after it was drained begins anew.
humps AS (
  SELECT queue, file, max(stayed_ms) AS stayed_ms
  FROM (
    SELECT queue, file, hump, max(at_ms) - min(at_ms) AS stayed_ms
    FROM (
      SELECT s.queue, s.file, s.at_ms, s.depth >= 0.5 * p.peak AS is_high,
        count(*) FILTER (WHERE s.depth < 0.5 * p.peak) OVER (PARTITION BY s.queue, s.file ORDER BY s.at_ms, s.id) AS hump
      FROM series s JOIN peaks p ON p.queue = s.queue AND p.file = s.file
    )
    WHERE is_high GROUP BY queue, file, hump
  )
  GROUP BY queue, file
),
from_series AS (
  SELECT NULL AS source, high.queue AS target, high.queue AS operation,
    grows_ms AS at_ms, high_until_ms AS end_ms, peak, last_depth AS left_over,
    grows_id AS event_1, 'dead letters begin to pile up' AS why_1,
    peak_id AS event_2, 'the highest depth' AS why_2,
    CASE WHEN last_id <> peak_id THEN last_id END AS event_3, 'the depth at the end' AS why_3,
    0.95 AS certainty, true AS depth_seen, last_depth >= 0.5 * peak AS not_drained,
    CASE
      WHEN peak < $least_peak AND NOT piles_up THEN 'fewer than {least_peak} dead letters'
      -- It stays: half of the peak is still there at the end, or it stayed for long without anybody draining.
      WHEN last_depth < 0.5 * peak AND h.stayed_ms < $stays_ms THEN 'the queue was drained within {stays_ms} milliseconds'
    END AS ruled_out
  FROM high JOIN humps h ON h.queue = high.queue AND h.file = high.file
),
letters AS (
  -- A lane of workers (default, low, mailers) holds jobs of all kinds; the name of the job says which work is dead.
  SELECT e.id, e.at_ms, e.service, coalesce(CASE WHEN e.kind = 'job' THEN nullif(e.operation, e.topic) END, e.topic, l.operation, e.operation) AS queue, l.target, e.record_key,
    lower(ltrim(e.record_key, '#')) AS key,
    CASE
      WHEN e.record_key IS NOT NULL AND NOT EXISTS (SELECT 1 FROM lost_records x WHERE x.key = lower(ltrim(e.record_key, '#'))) THEN 'the record went through all the same'
      WHEN EXISTS (SELECT 1 FROM events r WHERE r.signal = 'requeued' AND r.at_ms > e.at_ms) THEN 'letters were put back after it'
      -- "Parked for review", without a word of where or of what, may be a list that people work through.
      WHEN coalesce(e.record_key, e.topic, e.operation, l.operation, e.job_id, e.event_key) IS NULL
        AND NOT says_dead_letter(coalesce(e.template, ''))
        THEN 'neither what was put aside nor where is named, so whether somebody took it up cannot be told'
    END AS taken_up
  FROM events e LEFT JOIN endings l ON l.id = e.id
  WHERE e.signal = 'dead_lettered' AND e.at_ms IS NOT NULL
),
from_log AS (
  SELECT service AS source, target, queue AS operation,
    min(at_ms) AS at_ms, max(at_ms) AS end_ms, count(*) AS peak, count(*) AS left_over,
    min(id) AS event_1, 'the first dead letter' AS why_1,
    max(id) AS event_2, 'the last of ' || count(*) AS why_2,
    CAST(NULL AS BIGINT) AS event_3, CAST(NULL AS VARCHAR) AS why_3,
    0.8 AS certainty, CAST(NULL AS BOOLEAN) AS depth_seen, true AS not_drained,
    coalesce(taken_up, CASE WHEN count(*) < $least_peak THEN 'fewer than {least_peak} dead letters' END) AS ruled_out
  FROM letters
  -- Where the depth of a queue that grew is known, lines add nothing.
  WHERE NOT EXISTS (SELECT 1 FROM from_series WHERE ruled_out IS NULL)
  GROUP BY service, target, queue, taken_up
),
weighed AS (
  SELECT * FROM from_series
  UNION ALL
  SELECT * FROM from_log
),
grown AS (SELECT * FROM weighed WHERE ruled_out IS NULL),
-- The records behind the letters, where the log names them: by the queue's name, or when only one queue grew.
named AS (
  SELECT g.source, g.target, g.operation, l.at_ms, l.id, l.record_key, g.depth_seen, g.not_drained
  FROM grown g
  JOIN letters l ON l.record_key IS NOT NULL AND l.at_ms BETWEEN g.at_ms - 300000 AND g.end_ms + 300000
    AND (l.queue = g.operation OR (SELECT count(*) FROM grown) = 1)
  -- A letter that was sent again with success harms nobody.
  WHERE EXISTS (SELECT 1 FROM lost_records x WHERE x.key = l.key)
)
SELECT source, target, operation, at_ms, end_ms, CAST(NULL AS VARCHAR) AS record_key, peak, left_over,
  event_1, why_1, event_2, why_2, event_3, why_3, certainty, depth_seen, not_drained, ruled_out
FROM weighed
UNION ALL
SELECT source, target, operation, at_ms, at_ms, record_key, NULL, NULL,
  id, 'a dead letter', NULL, NULL, NULL, NULL, NULL, depth_seen, not_drained, NULL
FROM named
