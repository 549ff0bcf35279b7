SELECT signal, count(*) AS events, min_by(file, id) AS file, min_by(line, id) AS line
FROM events
WHERE signal IS NOT NULL
GROUP BY signal
ORDER BY signal
