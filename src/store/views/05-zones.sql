-- Only where an event has: zone = 'stated' AND EXISTS (SELECT 1 FROM raw_events WHERE zone = 'assumed')
-- Else: zones (file VARCHAR, other VARCHAR, pairs BIGINT, offset_minutes DOUBLE, agreeing BIGINT)
-- zones: files whose times state no zone, and what the ids tell that they share with files whose times do. The same
-- request is logged on both sides within moments: where nearly all are apart by one and the same whole number of
-- quarters of an hour, the file is written in that zone. Ids of jobs and flows do not count: a job may be run an hour later.
CREATE TEMP TABLE zone_times AS
WITH told AS (
  SELECT file, zone, at_ms, request_id, trace_id, event_key, idempotency_key, created_id, record_key, kind,
    CASE WHEN kind = 'exchange' AND record_key IS NOT NULL AND route IS NOT NULL
      THEN coalesce(method, '') || ' ' || route || ' ' || coalesce(status::VARCHAR, '') || ' ' || lower(ltrim(record_key, '#')) END AS call
  FROM raw_events WHERE at_ms IS NOT NULL AND zone IS NOT NULL
    AND (SELECT count(DISTINCT zone) FILTER (WHERE zone IN ('assumed', 'stated')) FROM raw_events WHERE at_ms IS NOT NULL) = 2
),
named AS (
  SELECT file, zone, at_ms, unnest([
    'request ' || request_id, 'trace ' || trace_id, 'event ' || event_key, 'once ' || idempotency_key,
    'made ' || created_id || ' for ' || lower(ltrim(record_key, '#')), 'call ' || call
  ]) AS id
  FROM told
)
SELECT file, zone = 'assumed' AS assumed, id, min(at_ms) AS at_ms
FROM named WHERE id IS NOT NULL
GROUP BY file, assumed, id
-- What repeats itself all day long (a session, a tenant) has no one time.
HAVING max(at_ms) - min(at_ms) <= 600000;

CREATE TABLE zones AS
WITH apart AS (
  SELECT l.file, r.file AS other, l.at_ms - r.at_ms AS apart_ms
  FROM zone_times l JOIN zone_times r ON r.id = l.id AND NOT r.assumed AND l.assumed
  -- An id is one pair, in however many files it stands.
  QUALIFY row_number() OVER (PARTITION BY l.file, l.id ORDER BY abs(l.at_ms - r.at_ms), r.file) = 1
),
offsets AS (
  SELECT file, mode(other) AS other, count(*) AS pairs, round(median(apart_ms) / 900000.0) * 900000 AS offset_ms
  FROM apart GROUP BY file
)
SELECT o.file, o.other, o.pairs, o.offset_ms / 60000 AS offset_minutes,
  -- A request and its answer, or a webhook and its receipt, lie within two minutes of each other.
  count(*) FILTER (WHERE abs(a.apart_ms - o.offset_ms) <= 120000) AS agreeing
FROM offsets o JOIN apart a ON a.file = o.file
WHERE abs(o.offset_ms) <= 14 * 3600000
GROUP BY ALL;

-- Five of them, and nine in ten: fewer may be chance, such as a retry an hour later.
UPDATE raw_events e
SET at_ms = e.at_ms - z.offset_minutes * 60000, start_ms = e.start_ms - z.offset_minutes * 60000, end_ms = e.end_ms - z.offset_minutes * 60000
FROM zones z
WHERE e.file = z.file AND e.zone = 'assumed' AND z.offset_minutes <> 0 AND z.pairs >= 5 AND z.agreeing >= 0.9 * z.pairs;

DROP TABLE zone_times;
