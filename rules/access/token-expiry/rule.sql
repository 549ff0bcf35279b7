-- One row per call that was refused for its token within a burst of such refusals, or that lost its work to one.
WITH asked AS NOT MATERIALIZED (
  SELECT c.id, c.source, c.target, c.operation,
    -- Calls whose target nobody names may go to several: each operation stands for its own.
    CASE WHEN c.target IS NULL AND c.seen_from = 'caller' THEN c.operation ELSE c.target END AS place, c.start_ms, c.end_ms, c.record_key, c.work_key, c.error, c.code, c.status, c.outcome, c.seen_from,
    says_dead_grant(coalesce(c.code, '') || ' ' || coalesce(c.error, '')) AS is_dead,
    -- A line without an address that tells of a dead grant can only have been to the door.
    says_door(coalesce(c.route, c.operation, '')) OR (is_dead AND c.route IS NULL) AS is_door
  FROM calls c
  WHERE c.start_ms IS NOT NULL
),
marked AS NOT MATERIALIZED (
  SELECT *,
    CASE WHEN outcome IN ('ok', 'replayed', 'refused_duplicate', 'ok_with_errors') THEN 1 ELSE 0 END AS fine,
    CASE WHEN outcome = 'unauthenticated' OR is_dead THEN 1 ELSE 0 END AS refused
  FROM asked
  -- A wrong password at a login is a person's mistake; a caller whose refresh is refused is none.
  WHERE NOT is_door OR (seen_from = 'caller' AND is_dead)
),
-- Nothing needs to be set in order where no token was refused.
refusing AS (SELECT DISTINCT source, place FROM marked WHERE refused = 1),
counted AS (
  SELECT m.*,
    sum(fine) OVER (PARTITION BY m.source, m.place ORDER BY start_ms, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS fine_so_far,
    count(*) OVER (PARTITION BY m.source, m.place ORDER BY start_ms, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS calls_so_far,
    count(*) OVER (PARTITION BY m.source, m.place ORDER BY start_ms RANGE BETWEEN 60000 PRECEDING AND CURRENT ROW) AS calls_in_minute
  FROM marked m JOIN refusing r ON r.source IS NOT DISTINCT FROM m.source AND r.place IS NOT DISTINCT FROM m.place
),
refusals AS (
  SELECT *, lag(start_ms) OVER (PARTITION BY source, place ORDER BY start_ms, id) AS previous_ms,
    count(*) OVER (PARTITION BY source, place ORDER BY start_ms RANGE BETWEEN 60000 PRECEDING AND CURRENT ROW) AS within_minute,
    fine_so_far - lag(fine_so_far) OVER (PARTITION BY source, place ORDER BY start_ms, id) AS fine_between
  FROM counted WHERE refused = 1
),
minutes AS (
  SELECT *, lag(within_minute) OVER (PARTITION BY source, place ORDER BY start_ms, id) AS within_minute_before FROM refusals
),
-- A burst ends with quiet time; refusals that nothing good interrupts are one burst however slow they come.
bursts AS (
  SELECT *, sum(CASE WHEN previous_ms IS NULL OR (start_ms - previous_ms > $quiet_ms AND fine_between > 0) THEN 1 ELSE 0 END)
    OVER (PARTITION BY source, place ORDER BY start_ms, id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS burst
  FROM minutes
),
sized AS (
  SELECT source, place, burst, count(*) AS refused, min(start_ms) AS from_ms, max(start_ms) AS to_ms, min(id) AS first_id,
    max(calls_so_far) - min(calls_so_far) + 1 AS calls, max(fine_so_far) - min(fine_so_far) AS fine, min(fine_so_far) AS fine_before,
    count(*) FILTER (WHERE seen_from = 'caller') AS by_caller,
    count(DISTINCT coalesce(work_key, 'call:' || cast(id AS varchar))) AS works, max(within_minute) AS within_minute,
    -- When a token runs out, the calls at that moment are refused one and all, not one in ten of them all day. Where
    -- the burst is over in seconds, the rest of a busy minute says nothing.
    greatest(max(CASE WHEN within_minute >= $least_burst THEN within_minute * 1.0 / calls_in_minute END),
      CASE WHEN max(within_minute) >= $least_burst THEN count(*) * 1.0 / (max(calls_so_far) - min(calls_so_far) + 1) END) AS refused_share
  FROM bursts GROUP BY source, place, burst
),
-- Tokens fetched by the same caller around a burst; one flight fetches one.
fetches AS (
  SELECT id, service, at_ms, count(*) OVER (PARTITION BY service ORDER BY at_ms RANGE BETWEEN 60000 PRECEDING AND CURRENT ROW) AS within_minute
  FROM events WHERE signal = 'token_refreshed' AND at_ms IS NOT NULL
),
refreshes AS (
  SELECT s.source, s.place, s.burst, count(*) AS refreshes, min(f.id) AS refresh_id, max(f.within_minute) AS at_once
  FROM sized s
  JOIN fetches f ON f.service IS NOT DISTINCT FROM s.source AND f.at_ms BETWEEN s.from_ms - 5000 AND s.to_ms + 30000
  GROUP BY s.source, s.place, s.burst
),
-- Work whose last word was the refusal: given up, or never tried again.
unfinished AS (
  SELECT DISTINCT l.key FROM lost_records l
  UNION
  SELECT DISTINCT x.key FROM exhausted_records x WHERE x.outcome = 'unauthenticated'
),
lost AS (
  SELECT b.id, true AS is_lost
  FROM bursts b
  JOIN unfinished u ON u.key = lower(ltrim(b.record_key, '#'))
  WHERE NOT EXISTS (
    SELECT 1 FROM calls c WHERE c.record_key = b.record_key AND c.operation IS NOT DISTINCT FROM b.operation
      AND c.start_ms > b.start_ms AND c.outcome <> 'unauthenticated')
),
losses AS (
  SELECT b.source, b.place, b.burst, count(DISTINCT b.record_key) AS lost_records
  FROM bursts b JOIN lost l ON l.id = b.id GROUP BY b.source, b.place, b.burst
),
activity AS (
  SELECT source, place, min(start_ms) AS from_ms, max(start_ms) AS to_ms FROM counted GROUP BY source, place
),
weighed AS (
  SELECT s.*, coalesce(r.refreshes, 0) AS refreshes, coalesce(r.at_once, 0) AS at_once, r.refresh_id,
    coalesce(l.lost_records, 0) AS lost_records,
    -- Half of all calls refused all day long, each followed by a good one, is a challenge and its answer, not an expiry.
    s.fine = 0 OR s.to_ms - s.from_ms <= 0.34 * (a.to_ms - a.from_ms) OR coalesce(r.at_once, 0) >= 3 AS has_bounds,
    -- A server's log holds strangers with bad tokens; a client whose token ran out was let in before.
    s.by_caller = 0 AND (s.source IS NULL OR s.fine_before = 0) AS strangers
  FROM sized s
  JOIN activity a ON a.source IS NOT DISTINCT FROM s.source AND a.place IS NOT DISTINCT FROM s.place
  LEFT JOIN refreshes r ON r.source IS NOT DISTINCT FROM s.source AND r.place IS NOT DISTINCT FROM s.place AND r.burst = s.burst
  LEFT JOIN losses l ON l.source IS NOT DISTINCT FROM s.source AND l.place IS NOT DISTINCT FROM s.place AND l.burst = s.burst
),
bad AS (
  SELECT *,
    within_minute >= $least_burst AND coalesce(refused_share >= $least_share, false) AND works >= 3 AND has_bounds AS is_burst,
    lost_records > 0 AS lost_work,
    refused >= $least_burst AND fine = 0 AND to_ms - from_ms >= $long_ms AS never_fine
  FROM weighed
  WHERE NOT strangers
),
subjects AS (
  SELECT source, place,
    count(*) FILTER (WHERE is_burst) AS bursts,
    max(CASE WHEN is_burst THEN at_once END) AS at_once,
    max(CASE WHEN is_burst THEN within_minute END) AS biggest,
    sum(CASE WHEN lost_work THEN lost_records ELSE 0 END) AS lost_records
  FROM bad GROUP BY source, place
),
judged AS (
  SELECT b.*
  FROM bad b
  JOIN subjects x ON x.source IS NOT DISTINCT FROM b.source AND x.place IS NOT DISTINCT FROM b.place
  WHERE (b.is_burst AND (x.bursts >= 2 OR x.at_once >= 3 OR x.biggest >= 4 * $least_burst OR b.lost_work))
    OR (b.lost_work AND x.lost_records >= $least_lost)
    OR b.never_fine
),
spans AS (
  SELECT source, place, min(from_ms) AS from_ms, max(to_ms) AS to_ms, max(at_once) AS at_once, max(CASE WHEN lost_work THEN 1 ELSE 0 END) AS lost_work,
    max(CASE WHEN is_burst THEN 1 ELSE 0 END) AS has_burst
  FROM judged GROUP BY source, place
),
-- The work that was refused names the subject; what was refused at the door is why, and counts where there was no work.
main AS (
  SELECT b.source, b.place, coalesce(mode(b.operation) FILTER (WHERE NOT b.is_door), mode(b.operation)) AS operation, bool_and(b.is_door) AS only_doors
  FROM bursts b GROUP BY b.source, b.place
),
-- What a caller is told at the door of another host, while its work is refused, is the reason of that and no second fault.
reasons AS (
  SELECT DISTINCT d.source, d.place
  FROM main d JOIN spans p ON p.source IS NOT DISTINCT FROM d.source AND p.place IS NOT DISTINCT FROM d.place
  JOIN main m ON m.source IS NOT DISTINCT FROM d.source AND NOT m.only_doors
  JOIN spans w ON w.source IS NOT DISTINCT FROM m.source AND w.place IS NOT DISTINCT FROM m.place
  WHERE d.only_doors AND p.from_ms <= w.to_ms + $quiet_ms AND p.to_ms >= w.from_ms - $quiet_ms
)
SELECT b.source, b.target, m.operation,
  b.start_ms AS at_ms, b.end_ms,
  CASE WHEN l.is_lost THEN b.record_key END AS record_key,
  CASE WHEN b.is_door AND NOT m.only_doors THEN 0 ELSE 1 END AS unauthorized,
  CASE WHEN b.within_minute >= $least_burst AND coalesce(b.within_minute_before, 0) < $least_burst THEN 1 ELSE 0 END AS bursts,
  CASE WHEN b.id = j.first_id THEN j.refreshes ELSE 0 END AS refreshes,
  b.within_minute,
  b.id AS event_1, 'refused for its token' || coalesce(': ' || coalesce(b.code, b.error), '') AS why_1,
  CASE WHEN b.id = j.first_id THEN j.refresh_id END AS event_2, 'a token is fetched, one of ' || cast(j.refreshes AS varchar) || ' around this burst' AS why_2,
  CASE WHEN p.at_once >= 3 OR p.lost_work = 1 THEN 0.95 WHEN p.has_burst = 0 OR p.from_ms < p.to_ms - $quiet_ms THEN 0.9 ELSE 0.7 END AS certainty,
  true AS many,
  CASE WHEN b.fine_so_far > 0 THEN true END AS worked_before,
  CASE
    WHEN r.is_reason THEN 'it is why the calls of the work were refused, which are told of'
    WHEN p.from_ms IS NOT NULL THEN NULL
    WHEN w.strangers THEN 'callers of a server that were never let in are strangers'
    WHEN w.within_minute < $least_burst THEN 'fewer than {least_burst} refusals in a minute, and no work is lost to them'
    WHEN coalesce(w.refused_share < $least_share, true) THEN 'less than {least_share} of the calls of that minute and of that burst were refused'
    WHEN w.works < 3 THEN 'fewer than three pieces of work were refused'
    WHEN NOT w.has_bounds THEN 'refusals and good calls alternate all the while, as a challenge and its answer do'
    ELSE 'a single small burst, after which one token was fetched and all work was done'
  END AS ruled_out
FROM bursts b
JOIN weighed w ON w.source IS NOT DISTINCT FROM b.source AND w.place IS NOT DISTINCT FROM b.place AND w.burst = b.burst
LEFT JOIN spans p ON p.source IS NOT DISTINCT FROM b.source AND p.place IS NOT DISTINCT FROM b.place AND b.start_ms BETWEEN p.from_ms AND p.to_ms
LEFT JOIN judged j ON j.source IS NOT DISTINCT FROM b.source AND j.place IS NOT DISTINCT FROM b.place AND j.burst = b.burst
JOIN main m ON m.source IS NOT DISTINCT FROM b.source AND m.place IS NOT DISTINCT FROM b.place
LEFT JOIN (SELECT *, true AS is_reason FROM reasons) r ON r.source IS NOT DISTINCT FROM b.source AND r.place IS NOT DISTINCT FROM b.place
LEFT JOIN lost l ON l.id = b.id
