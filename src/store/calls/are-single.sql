-- Whether each observation is a call of its own, and no other line tells more of it.
SELECT NOT EXISTS (FROM call_keys WHERE seen_times > 1 OR by_likeness OR NOT sure)
  AND NOT EXISTS (FROM uncounted_vantages)
  -- A proxy may write a line for each of its tries.
  AND NOT EXISTS (FROM observations WHERE seen_from = 'proxy' AND attempt IS NOT NULL AND request_id IS NOT NULL)
  -- What 48-call-subjects may add: the system that another line of the same route names, the record of the request.
  AND NOT EXISTS (
    FROM observations WHERE target IS NOT NULL AND route IN (SELECT route FROM observations WHERE target IS NULL AND route IS NOT NULL AND NOT is_echo))
  AND NOT EXISTS (
    FROM events WHERE record_key IS NOT NULL
      AND request_id IN (SELECT request_id FROM observations WHERE record_key IS NULL AND request_id IS NOT NULL AND NOT is_echo)) AS single
