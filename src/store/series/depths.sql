-- Depths of queues that hold dead letters or only rise.
SELECT file, queue AS metric, CAST(NULL AS VARCHAR) AS labels, at_ms, depth AS value
FROM queue_samples
WHERE (is_dead OR only_rises) AND depth IS NOT NULL
ORDER BY file, queue, at_ms, id
LIMIT 200000
