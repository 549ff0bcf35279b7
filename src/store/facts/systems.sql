WITH names AS (
  SELECT source AS name, 1 AS calls_out, 0 AS calls_in FROM calls WHERE source IS NOT NULL
  UNION ALL
  SELECT target, 0, 1 FROM calls WHERE target IS NOT NULL
)
SELECT name,
  CASE WHEN sum(calls_out) > 0 AND sum(calls_in) > 0 THEN 'both' WHEN sum(calls_out) > 0 THEN 'caller' ELSE 'target' END AS role,
  sum(calls_out) + sum(calls_in) AS calls
FROM names
GROUP BY name
ORDER BY calls DESC, name
LIMIT 100
