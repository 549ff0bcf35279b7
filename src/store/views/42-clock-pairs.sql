-- clock_pairs: pairs of streams that saw the same calls, and by how much their clocks differ. A call is the same by
-- its ids; without ids when its operation, status and record stand exactly once in either stream.
CREATE TEMP TABLE clock_sightings AS
SELECT o.id, o.stream, o.vantage_rank, k.call_key,
  coalesce(o.start_ms, o.at_ms) AS start_ms, coalesce(o.end_ms, o.at_ms) AS end_ms,
  CASE WHEN o.route IS NOT NULL AND o.status IS NOT NULL AND (o.record_key IS NOT NULL OR o.path <> o.route)
    THEN hash(o.method, o.route, o.status, coalesce(lower(ltrim(o.record_key, '#')), o.path)) END AS likeness
FROM observations o JOIN id_keys k ON k.id = o.id
WHERE o.at_ms IS NOT NULL AND o.kind = 'exchange'
  AND (SELECT min(vantage_rank) < max(vantage_rank) FROM observations);

CREATE TEMP TABLE clock_joins AS
WITH by_id AS (
  SELECT call_key, stream, min(vantage_rank) AS vantage_rank, min(start_ms) AS start_ms, max(end_ms) AS end_ms
  FROM clock_sightings GROUP BY call_key, stream HAVING count(*) = 1
),
by_likeness AS (
  SELECT likeness, stream, min(vantage_rank) AS vantage_rank, min(start_ms) AS start_ms, max(end_ms) AS end_ms
  FROM clock_sightings WHERE likeness IS NOT NULL GROUP BY likeness, stream HAVING count(*) = 1
)
SELECT 'ids' AS basis, a.stream, b.stream AS other, a.start_ms AS from_ms, a.end_ms AS to_ms, b.start_ms, b.end_ms
FROM by_id a JOIN by_id b ON b.call_key = a.call_key AND a.vantage_rank < b.vantage_rank
UNION ALL
SELECT 'records', a.stream, b.stream, a.start_ms, a.end_ms, b.start_ms, b.end_ms
FROM by_likeness a JOIN by_likeness b ON b.likeness = a.likeness AND a.vantage_rank < b.vantage_rank AND a.stream <> b.stream;

-- The middle of a call is the same moment on both sides, whatever the network takes; and the server's part lies
-- within the caller's. Only where it cannot, for nearly all calls, do the clocks differ.
CREATE TEMP TABLE clock_pairs AS
WITH differences AS (
  SELECT basis, stream, other, (start_ms + end_ms - from_ms - to_ms) / 2.0 AS difference_ms,
    end_ms - to_ms AS least_ms, start_ms - from_ms AS most_ms
  FROM clock_joins
),
middles AS (
  SELECT basis, stream, other, count(*) AS pairs, median(difference_ms) AS skew_ms, mad(difference_ms) AS spread_ms,
    quantile_cont(least_ms, 0.8) AS least_ms, quantile_cont(most_ms, 0.2) AS most_ms
  FROM differences GROUP BY basis, stream, other
)
SELECT basis, stream, other, pairs, skew_ms, spread_ms,
  least_ms > 0 OR most_ms < 0 AS differ
FROM middles
WHERE pairs >= 5
-- Ids are surer than records.
QUALIFY row_number() OVER (PARTITION BY stream, other ORDER BY basis) = 1;

DROP TABLE clock_sightings;
DROP TABLE clock_joins;
