-- uncounted_vantages: which lines do not count though no other vantage tells of them. Where two logs describe the same exchanges,
-- a line without partner is a call that the other log missed. Where they cannot be joined, one vantage is counted
-- and the others are left out: the caller's if it saw a fair share of what the servers saw, else the server side
-- that saw the most.
CREATE TEMP TABLE uncounted_vantages AS
WITH per_vantage AS (
  SELECT o.method, o.route, o.outcome IN ('ok', 'replayed', 'ok_with_errors') AS fine, o.vantage_rank,
    count(*) AS seen, count(*) FILTER (WHERE k.seen_times > 1) AS joined,
    count(o.work_key) AS keyed
  FROM observations o JOIN call_keys k ON k.id = o.id
  WHERE o.route IS NOT NULL AND o.kind = 'exchange' AND o.span_id IS NULL
    -- Where all is seen from one side, all counts.
    AND (SELECT min(vantage_rank) < max(vantage_rank) FROM observations)
  GROUP BY ALL
),
per_route AS (
  SELECT method, route, fine,
    coalesce(sum(seen) FILTER (WHERE vantage_rank = 1), 0) AS by_caller,
    coalesce(sum(seen) FILTER (WHERE vantage_rank = 2), 0) AS by_proxy,
    coalesce(sum(seen) FILTER (WHERE vantage_rank = 3), 0) AS by_target,
    coalesce(sum(keyed) FILTER (WHERE vantage_rank = 1), 0) AS keyed_by_caller,
    coalesce(max(keyed) FILTER (WHERE vantage_rank > 1), 0) AS keyed_by_server,
    count(*) AS vantages, min(seen) AS fewest
  FROM per_vantage GROUP BY ALL
)
SELECT p.method, p.route, p.fine, p.vantage_rank
FROM per_vantage p
JOIN per_route r ON r.method IS NOT DISTINCT FROM p.method AND r.route = p.route AND r.fine = p.fine
WHERE r.vantages > 1 AND 2 * p.joined < r.fewest
  AND p.vantage_rank <> CASE
    -- A caller whose lines do not name the work tells less than a server side that does.
    WHEN r.by_caller > 0 AND r.by_caller >= 0.35 * greatest(r.by_proxy, r.by_target)
      AND (r.keyed_by_caller >= 0.5 * r.by_caller OR r.keyed_by_server < 0.5 * greatest(r.by_proxy, r.by_target)) THEN 1
    WHEN r.by_proxy >= r.by_target THEN 2
    ELSE 3
  END;
