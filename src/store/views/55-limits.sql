-- limits: what each target allows, as its answers state it and as its refusals show it.
CREATE TABLE limits AS
WITH spoken AS (
  SELECT target, source, limit_max, limit_remaining, limit_window_ms, outcome, start_ms, id
  FROM calls WHERE target IS NOT NULL AND (limit_max IS NOT NULL OR limit_remaining IS NOT NULL OR limit_window_ms IS NOT NULL)
),
stated AS (
  SELECT target, source, limit_window_ms AS window_ms, mode(limit_max) AS allowed, count(*) AS samples,
    min(limit_remaining) AS lowest_remaining, count(*) FILTER (WHERE limit_remaining <= 0) AS spent,
    min_by(id, limit_remaining) AS id
  FROM spoken GROUP BY target, source, limit_window_ms
),
-- Calls accepted in seconds and minutes in which others were refused: the ceiling, where they are much alike.
refusing AS (
  SELECT target, source, window_ms, start_ms // window_ms AS place,
    count(*) FILTER (WHERE outcome <> 'throttled') AS accepted, count(*) FILTER (WHERE outcome = 'throttled') AS refused
  FROM calls, (SELECT unnest([1000, 60000]) AS window_ms)
  WHERE target IS NOT NULL AND start_ms IS NOT NULL AND target IN (SELECT target FROM calls WHERE outcome = 'throttled')
  GROUP BY ALL
),
ceilings AS (
  SELECT target, source, window_ms, count(*) AS samples, median(accepted) AS allowed, mad(accepted) AS spread, sum(refused)::BIGINT AS refused
  FROM refusing WHERE refused > 0 GROUP BY target, source, window_ms
)
SELECT target, source, 'stated' AS basis, window_ms, allowed, samples, lowest_remaining, spent, NULL AS refused, id FROM stated
UNION ALL
-- Five such spans, and a spread of a fifth: anything else is no ceiling but the load of the moment.
SELECT target, source, 'observed', window_ms, allowed, samples, NULL, NULL, refused, NULL FROM ceilings
WHERE samples >= 5 AND allowed >= 2 AND spread <= 0.2 * allowed;
