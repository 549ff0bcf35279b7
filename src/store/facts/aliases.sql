SELECT system, list(name ORDER BY calls DESC, name) FILTER (WHERE name <> system) AS names, max(calls) AS calls
FROM system_names
GROUP BY system
ORDER BY system
LIMIT 50
