-- stream_names: what a log or export is called where no record names the system: as the configuration names it, else as the file is named.
CREATE TABLE stream_names AS
SELECT f.stream,
  coalesce(max(n.system), regexp_replace(regexp_replace(f.stream, '^.*/', ''), '\.[a-z]+$', '')) AS name,
  max(n.system) AS system
FROM (SELECT DISTINCT stream, file FROM events) f
LEFT JOIN named_files n ON n.file = f.file
GROUP BY f.stream;
