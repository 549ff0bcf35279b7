-- One row per record that was given up, with the reason where it is none that is lost.
WITH lost AS (
  SELECT source, target, operation, key, record_key, at_ms, first_ms, id, failed_id, attempts,
    CASE signal WHEN 'dead_lettered' THEN 'dead letter' WHEN 'swallowed' THEN 'error swallowed' ELSE 'given up' END AS way, CAST(NULL AS VARCHAR) AS ruled_out
  FROM lost_records l
  WHERE signal IN ('gave_up', 'dead_lettered', 'swallowed')
    -- A flow that broke off after several tries at its first write left nothing behind: its record is lost, and no flow is half done.
    OR (signal = 'flow_aborted' AND attempts > 1 AND NOT EXISTS (SELECT 1 FROM sightings d WHERE d.key = l.key AND d.step = 'done'))
  UNION ALL
  SELECT source, target, operation, key, record_key, at_ms, first_ms, id, first_id, attempts, 'given up' AS way,
    CASE WHEN ambiguous > 0 THEN 'an attempt may have taken effect; writes/ambiguous-timeout judges it'
      WHEN attempts < 2 AND NOT is_final THEN 'a single attempt, by a caller that does not say whether it tries again' END
  FROM exhausted_records
  UNION ALL
  SELECT source, target, operation, key, record_key, at_ms, at_ms, id, id, 1, 'refused inside an accepted answer' AS way, NULL
  FROM refused_items
  UNION ALL
  SELECT source, target, operation, key, record_key, at_ms, first_ms, id, failed_id, attempts, 'given up',
    CASE WHEN is_write THEN 'a success follows, or the target holds the record' ELSE 'a read, which changes nothing at the target' END
  FROM endings
  WHERE signal IN ('gave_up', 'dead_lettered', 'swallowed') AND key NOT IN (SELECT key FROM lost_records)
),
undone AS (
  SELECT lower(ltrim(record_key, '#')) AS key, max(at_ms) AS at_ms FROM events
  WHERE signal = 'compensated' AND record_key IS NOT NULL AND coalesce(status, 200) < 400 GROUP BY ALL
),
-- Lines that tell of dead letters that were put back, and name their queue.
put_back AS (
  SELECT lower(concat_ws(' ', template, topic)) AS words, max(at_ms) AS at_ms FROM events
  WHERE signal IN ('requeued', 'resumed') GROUP BY ALL
),
-- Queues that were seen empty: what lay in them was taken out.
emptied AS (
  SELECT lower(queue) AS queue, max(at_ms) AS at_ms FROM queue_samples WHERE depth = 0 AND length(queue) >= 4 GROUP BY ALL
),
-- A caller that gives up in two ways (dead letter, then dropped) lost the record once.
once AS (
  SELECT l.* EXCLUDE (operation), e.topic AS queue,
    -- A log that names no operation names the program, itself or by its file.
    coalesce(l.operation, CASE WHEN l.target IS NULL THEN coalesce(e.logger, e.service, regexp_replace(regexp_replace(e.stream, '^.*/', ''), '\..*$', '')) END) AS operation,
    row_number() OVER (PARTITION BY l.key ORDER BY l.ruled_out IS NOT NULL, l.at_ms DESC) AS place
  FROM lost l LEFT JOIN events e ON e.id = l.id
)
SELECT source, target, operation,
  CASE WHEN way IN ('error swallowed', 'refused inside an accepted answer') THEN way END AS cause,
  coalesce(first_ms, at_ms) AS at_ms, at_ms AS end_ms,
  record_key,
  attempts,
  CASE WHEN failed_id <> id THEN failed_id END AS event_1, 'an attempt that failed' AS why_1,
  id AS event_2, way || CASE WHEN way = 'refused inside an accepted answer' THEN ', and no answer accepts ' ELSE ', and no success for ' END || record_key || ' after it' AS why_2,
  true AS never_later,
  CASE WHEN EXISTS (SELECT 1 FROM export_rows) THEN true END AS not_in_export,
  coalesce(ruled_out, CASE
    WHEN EXISTS (SELECT 1 FROM flow_records f WHERE f.excluded AND f.key = once.key) THEN 'left out by the configuration'
    -- What was done of the work was taken back: whoever asked for it does not wait for it.
    WHEN EXISTS (SELECT 1 FROM undone u WHERE u.key = once.key AND u.at_ms >= once.at_ms) THEN 'taken back afterwards: the earlier steps were undone'
    WHEN way = 'dead letter' AND EXISTS (
      SELECT 1 FROM put_back p WHERE p.at_ms >= once.at_ms
        AND ((length(operation) >= 4 AND contains(p.words, lower(operation))) OR (length(queue) >= 4 AND contains(p.words, lower(queue))))
    ) AND EXISTS (
      SELECT 1 FROM emptied d WHERE d.at_ms >= once.at_ms AND (contains(lower(operation), d.queue) OR contains(lower(coalesce(queue, '')), d.queue))
    )
      THEN 'the letters of its queue were put back afterwards, and the queue is empty'
  END) AS ruled_out
FROM once
WHERE place = 1
