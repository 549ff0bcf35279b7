SELECT signal, count(*) AS events, min_by(file, id) AS file, min_by(line, id) AS line
FROM events
WHERE signal IS NOT NULL AND kind NOT IN ('alert', 'note') -- their words tell of it a second time
GROUP BY signal
ORDER BY signal
