-- Values of metrics as the input holds them.
SELECT file, metric, labels, at_ms, value
FROM events
WHERE kind = 'sample' AND at_ms IS NOT NULL AND value IS NOT NULL AND metric IS NOT NULL
ORDER BY file, metric, labels, at_ms, id
LIMIT 500000
