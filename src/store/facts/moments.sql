SELECT at_ms, kind, coalesce(title, template, metric, '') AS text, state, file, line
FROM events
WHERE kind IN ('alert', 'note') AND at_ms IS NOT NULL
ORDER BY at_ms, id
LIMIT 2000
