SELECT title AS text, labels ->> '$.claim' AS state, coalesce(CAST(labels -> '$.times' AS VARCHAR[]), []) AS times,
  coalesce(CAST(labels ->> '$.span' AS BOOLEAN), false) AS span, file, line
FROM events
WHERE kind = 'note' AND (labels ->> '$.claim') IS NOT NULL
ORDER BY file, line, part
LIMIT 200
