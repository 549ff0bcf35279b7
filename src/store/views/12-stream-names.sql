-- Logs whose names differ by the number, the letter or the pod of an instance alone.
CREATE TEMP TABLE stems AS
SELECT stream, regexp_replace(regexp_replace(stream, '(?:\.[a-z]+)+$', ''), '(?:[-_.](?:[0-9a-f]{6,10}-[a-z0-9]{5}|\d{1,3}|[a-z])|\d{1,3})(/|$)', '\1', 'g') AS stem
FROM (SELECT DISTINCT stream FROM events);

-- And that are written in the same sentences: those of another program, or of another step of the work, are others.
CREATE TEMP TABLE instances AS
WITH alike AS (SELECT stream, stem, min(stream) OVER (PARTITION BY stem) AS first FROM stems WHERE stem <> '' QUALIFY count(*) OVER (PARTITION BY stem) > 1),
-- In a long log a sentence that is said once holds an id that was not seen to be one.
sentences AS (
  SELECT s.stream, a.first, s.template
  FROM (
    -- Asked first, so that a log that stands alone is not gathered: of a large one that took all memory.
    SELECT stream, template FROM events
    WHERE template IS NOT NULL AND kind <> 'row' AND stream IN (SELECT stream FROM alike)
    GROUP BY stream, template QUALIFY count(*) > 1 OR sum(count(*)) OVER (PARTITION BY stream) < 200
  ) s JOIN alike a ON a.stream = s.stream
),
sizes AS (SELECT stream, count(*) AS sentences FROM sentences GROUP BY stream)
SELECT s.stream, s.first AS unit
FROM sentences s JOIN sentences f ON f.stream = s.first AND f.template = s.template
JOIN sizes x ON x.stream = s.stream JOIN sizes y ON y.stream = s.first
GROUP BY s.stream, s.first, x.sentences, y.sentences
HAVING count(*) >= 3 AND count(*) >= 0.6 * least(x.sentences, y.sentences);

-- stream_names: what a log or export is called where no record names the system: as the configuration names it, else as the file is named.
CREATE TABLE stream_names AS
SELECT f.stream,
  coalesce(max(n.system), regexp_replace(regexp_replace(f.stream, '^.*/', ''), '\.[a-z]+$', '')) AS name,
  max(n.system) AS system, coalesce(max(i.unit), f.stream) AS unit
FROM (SELECT DISTINCT stream, file FROM events) f
LEFT JOIN named_files n ON n.file = f.file
LEFT JOIN instances i ON i.stream = f.stream
GROUP BY f.stream;

DROP TABLE instances;
DROP TABLE stems;
