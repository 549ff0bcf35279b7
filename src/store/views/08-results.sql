-- Only where an event has: result IS NOT NULL
-- What a provider's own code of a result means (E217, 04, F) is told by the answers beside it: good are codes that say so by
-- themselves, and the one that most answers of a call have. Another code is a failure where the answer lacks what all good ones
-- hold, or says why, or where the good ones keep to noughts and OK; a warning beside what was made, work that is done already or
-- still under way is none.
CREATE TEMP TABLE results AS
SELECT file, line, part, coalesce(target, '') || ' ' || coalesce(operation, path, '') || ' ' || split_part(result, ' ', 1) AS unit,
  split_part(result, ' ', 2) AS sign, split_part(result, ' ', 3) AS code, nullif(regexp_replace(result, '^\S+ \S+ \S+ ?', ''), '') AS words,
  created_id IS NOT NULL AS made, method,
  -- The shape of a line that shows the request as well is that of the request.
  CASE WHEN payload_hash IS NULL THEN string_split(body_shape, ' ') END AS tokens
FROM raw_events
WHERE result IS NOT NULL AND kind IN ('exchange', 'delivery') AND coalesce(status, 200) BETWEEN 200 AND 299 AND coalesce(body_outcome, 'ok') = 'ok'
  AND timed_out IS NULL AND coalesce(signal, '') NOT IN ('failed', 'retry_scheduled', 'gave_up', 'dead_lettered');

-- Five, and more than half: fewer show no custom.
CREATE TEMP TABLE good_results AS
SELECT unit, code, sign = '+' AS says_so, count(*) AS answers FROM results
GROUP BY unit, code, sign
QUALIFY sign = '+' OR (count(*) >= 5 AND count(*) >= 0.6 * sum(count(*)) OVER (PARTITION BY unit));

CREATE TEMP TABLE failed_results AS
WITH good AS (
  SELECT r.* FROM results r SEMI JOIN good_results g ON g.unit = r.unit AND g.code = r.code
),
always AS (
  SELECT t.unit, t.token FROM (SELECT unit, unnest(tokens) AS token FROM good) t
  JOIN (SELECT unit, count(tokens) AS answers FROM good GROUP BY unit) n ON n.unit = t.unit
  GROUP BY t.unit, t.token, n.answers
  HAVING count(*) >= 3 AND count(*) = n.answers
),
weighed AS (
  SELECT r.*,
    EXISTS (SELECT 1 FROM always a WHERE a.unit = r.unit AND r.tokens IS NOT NULL AND NOT list_contains(r.tokens, a.token)) AS lacks,
    -- Nothing of what good ones hold, but for the code itself.
    NOT EXISTS (SELECT 1 FROM always a WHERE a.unit = r.unit AND list_contains(r.tokens, a.token) AND NOT ends_with(r.unit, lower(regexp_replace(split_part(a.token, ':', 1), '^.*\.', '')))) AS lacks_all,
    EXISTS (SELECT 1 FROM good g WHERE g.unit = r.unit AND g.words = r.words) AS usual_words,
    EXISTS (SELECT 1 FROM good_results g WHERE g.unit = r.unit AND g.says_so) AS by_custom
  FROM results r
  WHERE EXISTS (SELECT 1 FROM good_results g WHERE g.unit = r.unit)
    AND NOT EXISTS (SELECT 1 FROM good_results g WHERE g.unit = r.unit AND g.code = r.code)
)
SELECT file, line, part, code, words FROM weighed
WHERE NOT coalesce(says_done_or_pending(words), false)
  AND CASE WHEN sign = '~' THEN lacks AND lacks_all AND NOT made AND method IS DISTINCT FROM 'GET'
    -- A code of warnings begins with a W nearly everywhere; what was asked for is done.
    ELSE lacks OR (NOT made AND NOT regexp_matches(code, '^[Ww]') AND ((words IS NOT NULL AND NOT usual_words) OR by_custom)) END;

UPDATE raw_events e
SET body_outcome = 'error', body_errors = 1, code = coalesce(e.code, f.code), error = coalesce(e.error, f.words), created_id = NULL, created_field = NULL
FROM failed_results f WHERE e.file = f.file AND e.line = f.line AND e.part = f.part;

DROP TABLE failed_results;
DROP TABLE good_results;
DROP TABLE results;
