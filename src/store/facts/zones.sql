SELECT file, other, pairs, agreeing, offset_minutes,
  CASE WHEN pairs >= 5 AND agreeing >= 0.9 * pairs THEN CASE WHEN offset_minutes = 0 THEN 'utc' ELSE 'proven' END ELSE 'doubtful' END AS state
FROM zones
WHERE offset_minutes <> 0 OR (pairs >= 5 AND agreeing >= 0.9 * pairs)
ORDER BY file
LIMIT 50
