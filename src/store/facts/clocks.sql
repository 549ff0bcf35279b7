-- A second is no doubt: logs round their times.
SELECT stream, other, skew_ms, pairs, spread_ms, basis
FROM clocks
WHERE abs(skew_ms) >= 1000 AND basis <> 'itself'
ORDER BY abs(skew_ms) DESC, stream
LIMIT 50
