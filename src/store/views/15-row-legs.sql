-- row_legs: rows of tables in which a record has a row for each of its sides (debit and credit, out and in) of one and the same amount.
-- A column of two or three values tells the sides apart: hardly any record has one of them twice, and most have each. A table of states
-- has no amount that all rows of a record share, and the lines of an order have amounts of their own.
CREATE TABLE row_legs AS
WITH cells AS (
  SELECT id, file, lower(ltrim(record_key, '#')) AS key, amount, column_name, trim(labels ->> ('$."' || column_name || '"')) AS leg
  FROM (SELECT id, file, record_key, amount, labels, unnest(json_keys(labels)) AS column_name FROM events
    WHERE kind = 'row' AND record_key IS NOT NULL AND amount IS NOT NULL AND labels IS NOT NULL
      -- Where most records have one row, none has sides.
      AND file IN (SELECT file FROM events WHERE kind = 'row' AND record_key IS NOT NULL GROUP BY file HAVING count(DISTINCT record_key) <= 0.65 * count(*)))
  WHERE NOT contains(column_name, '"')
),
columns AS (
  SELECT file, column_name FROM cells WHERE leg <> ''
  GROUP BY file, column_name
  HAVING count(*) >= 20 AND count(DISTINCT leg) BETWEEN 2 AND 3
),
records AS (
  SELECT c.file, c.column_name, c.key, count(*) AS rows, count(DISTINCT c.leg) AS legs, count(DISTINCT abs(c.amount)) AS amounts
  FROM cells c SEMI JOIN columns k ON k.file = c.file AND k.column_name = c.column_name
  GROUP BY c.file, c.column_name, c.key
),
sided AS (
  SELECT file, column_name FROM records
  GROUP BY file, column_name
  HAVING sum(legs) >= 0.8 * sum(rows) AND count(*) FILTER (WHERE legs >= 2) >= 0.6 * count(*)
    AND count(*) FILTER (WHERE legs >= 2 AND amounts = 1) >= 0.95 * count(*) FILTER (WHERE legs >= 2)
  QUALIFY row_number() OVER (PARTITION BY file ORDER BY sum(legs) DESC, column_name) = 1
)
SELECT c.id, c.file, c.key, c.leg FROM cells c JOIN sided s ON s.file = c.file AND s.column_name = c.column_name;
