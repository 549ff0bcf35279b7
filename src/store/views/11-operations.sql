-- A name behind an address counts where nearly all lines of the log state one. Where only some do (a body that is
-- logged when a call fails), attempts of one piece of work would be of different operations.
UPDATE events e
SET operation = e.method || ' ' || e.route
FROM (
  SELECT stream, method, route
  FROM events WHERE route IS NOT NULL AND method IS NOT NULL AND kind IN ('exchange', 'delivery')
  GROUP BY stream, method, route
  HAVING bool_or(length(operation) > length(method) + length(route) + 1)
    AND count(*) FILTER (WHERE length(operation) > length(method) + length(route) + 1) < 0.8 * count(*)
) partly
WHERE e.stream = partly.stream AND e.method = partly.method AND e.route = partly.route
  AND starts_with(e.operation, e.method || ' ' || e.route);
