-- name_pairs: calls that were seen from two sides, by the name that the nearer side gives the system that was called
-- and the one that the further side gives itself. Filled from sure joins only; names that look alike prove nothing.
CREATE TEMP TABLE name_pairs AS
WITH named AS (
  SELECT k.call_key, o.vantage_rank, o.target, o.source
  FROM observations o JOIN call_keys k ON k.id = o.id
  WHERE o.target IS NOT NULL AND o.kind = 'exchange' AND k.sure AND k.seen_times > 1
),
met AS (
  SELECT n.target AS name, f.target AS other, max(f.vantage_rank) AS far_rank, count(DISTINCT n.call_key) AS calls
  FROM named n JOIN named f ON f.call_key = n.call_key AND n.vantage_rank < f.vantage_rank
  WHERE n.target <> f.target AND n.target IS DISTINCT FROM n.source AND f.target IS DISTINCT FROM n.source
  GROUP BY n.target, f.target
),
totals AS (SELECT target AS name, count(DISTINCT call_key) AS calls FROM named GROUP BY target),
kept AS (
  SELECT m.*, sum(m.calls) OVER (PARTITION BY m.name) AS of_name, sum(m.calls) OVER (PARTITION BY m.other) AS of_other,
    count(*) OVER (PARTITION BY m.other) AS names_of_other
  FROM met m
)
SELECT k.name, k.other, k.calls
FROM kept k
-- Nearly all calls to one name arrive at the other. A log of the target may be reached under several names; a proxy
-- that is stands before several systems.
WHERE k.calls >= 3 AND k.calls >= 0.9 * k.of_name AND (k.far_rank = 3 OR k.calls >= 0.9 * k.of_other);

DROP TABLE call_keys;
