-- request_pairs: exchanges joined by a request id that several streams share. The stream nearest to the caller names the calls of a request id;
-- the lines of another stream belong to them one to one: in their order where both saw as many, else by time.
CREATE TEMP TABLE request_lines AS
SELECT id, request_id, method, stream || '|' || seen_from AS lane, vantage_rank, sent,
  coalesce(start_ms, at_ms) AS start_ms, coalesce(end_ms, at_ms) AS end_ms
FROM observations
WHERE request_id IS NOT NULL AND span_id IS NULL AND NOT is_echo
  -- A log alone shares its requests with none.
  AND (SELECT count(*) > 1 FROM (SELECT DISTINCT stream, seen_from FROM observations));

CREATE TEMP TABLE request_anchors AS
WITH lanes AS (
  SELECT request_id, lane, min(vantage_rank) AS vantage_rank, count(*) OVER (PARTITION BY request_id) AS lanes
  FROM request_lines GROUP BY request_id, lane
),
first_lanes AS (
  SELECT request_id, lane FROM lanes WHERE lanes > 1
  QUALIFY row_number() OVER (PARTITION BY request_id ORDER BY vantage_rank, lane) = 1
)
SELECT l.*, row_number() OVER per_method AS place, count(*) OVER (PARTITION BY l.request_id, l.method) AS places
FROM request_lines l JOIN first_lanes f ON f.request_id = l.request_id AND f.lane = l.lane
-- What was never sent reached no other vantage.
WHERE l.sent IS DISTINCT FROM false
WINDOW per_method AS (PARTITION BY l.request_id, l.method ORDER BY l.start_ms, l.id);

CREATE TEMP TABLE request_pairs AS
WITH others AS (
  SELECT l.*, row_number() OVER per_method AS place, count(*) OVER (PARTITION BY l.request_id, l.lane, l.method) AS places
  FROM request_lines l
  WHERE EXISTS (SELECT 1 FROM request_anchors a WHERE a.request_id = l.request_id AND a.lane <> l.lane)
  WINDOW per_method AS (PARTITION BY l.request_id, l.lane, l.method ORDER BY l.start_ms, l.id)
),
candidates AS (
  SELECT a.id AS anchor_id, o.id, o.lane,
    CASE WHEN a.places = o.places AND a.place = o.place THEN -1
      ELSE least(abs(o.start_ms - a.start_ms), abs(o.end_ms - a.end_ms)) END AS distance
  FROM others o
  JOIN request_anchors a ON a.request_id = o.request_id AND a.lane <> o.lane
    AND (a.method = o.method OR a.method IS NULL OR o.method IS NULL)
  WHERE a.places <> o.places OR a.place = o.place OR a.method IS DISTINCT FROM o.method
),
chosen AS (
  SELECT * FROM candidates QUALIFY row_number() OVER (PARTITION BY id ORDER BY distance, anchor_id) = 1
)
SELECT id, anchor_id FROM chosen
QUALIFY row_number() OVER (PARTITION BY anchor_id, lane ORDER BY distance, id) = 1;
