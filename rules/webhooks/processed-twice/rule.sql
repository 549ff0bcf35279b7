-- A call that the receiver makes for a webhook is its processing; one made for a queue message is another rule's matter.
-- One row per delivered event whose processing took effect more than once at the receiver.
WITH delivered AS (
  SELECT event_key FROM events
  WHERE event_key IS NOT NULL AND signal = 'received' AND says_hook(coalesce(template, ''))
  GROUP BY event_key HAVING count(*) > 1
  UNION
  -- The receiver's own requests tell as well that the event was handed over to it several times.
  SELECT event_key FROM observations
  WHERE event_key IS NOT NULL AND seen_from = 'target' AND kind = 'exchange' AND is_write
  GROUP BY event_key, stream HAVING count(*) > 1
),
told AS (
  SELECT e.* REPLACE (CASE WHEN m.id IS NULL THEN e.record_key END AS record_key, coalesce(m.created_id, e.created_id) AS created_id), m.id IS NOT NULL AS is_fresh, coalesce(e.service, n.unit) AS unit
  FROM events e JOIN stream_names n ON n.stream = e.stream LEFT JOIN made_for_events m ON m.id = e.id
),
work AS (
  SELECT e.id, at_ms, service, coalesce(e.event_key, l.event_key, j.event_key) AS event_key, CASE WHEN NOT coalesce(l.by_receipt, false) THEN record_key END AS record_key, created_id, template,
    kind = 'exchange' AND coalesce(vantage, 'target') = 'target' AS is_answer,
    is_fresh OR coalesce(vantage = 'caller', false) OR coalesce(l.by_receipt, false) AS is_fresh,
    -- The instances of one service share its work; receivers of their own each process every event once.
    unit, coalesce(e.topic, l.receipt_topic, j.topic) AS topic,
    CASE WHEN l.source IS NULL THEN l.operation END AS request_operation,
    -- What one run makes is made for one delivery, however many things it is.
    coalesce('run ' || j.job_id, created_id, 'line ' || e.id) AS effect
  FROM told e LEFT JOIN line_operations l ON l.id = e.id LEFT JOIN made_in_runs j ON j.id = e.id
  WHERE coalesce(e.event_key, l.event_key, j.event_key) IS NOT NULL AND at_ms IS NOT NULL AND kind IN ('statement', 'exchange', 'job')
    AND (signal = 'succeeded' OR created_id IS NOT NULL) AND (coalesce(vantage, 'target') = 'target' OR (vantage = 'caller' AND e.event_key IN (SELECT event_key FROM delivered)))
    AND coalesce(status, 200) < 400
),
-- The same template tells of the same step; a second step of one run has another template.
repeated AS (
  SELECT unit, template, event_key, count(DISTINCT effect) AS effects, count(created_id) AS with_ids, count(DISTINCT created_id) AS ids,
    min(at_ms) AS first_ms, max(at_ms) AS last_ms, min_by(id, at_ms) AS first_id, max_by(id, at_ms) AS last_id,
    bool_or(is_fresh) AS is_fresh, bool_and(is_answer) AS is_answer, max(service) AS service, max(record_key) AS record_key, max(topic) AS topic, mode(request_operation) AS request_operation
  FROM work
  GROUP BY unit, template, event_key
  HAVING count(DISTINCT effect) > 1 AND (count(created_id) = 0 OR count(DISTINCT created_id) > 1)
),
usual AS (
  SELECT coalesce(e.service, n.unit) AS unit, template, count(DISTINCT coalesce(e.event_key, l.event_key, j.event_key)) AS events
  FROM events e JOIN stream_names n ON n.stream = e.stream LEFT JOIN line_operations l ON l.id = e.id LEFT JOIN made_in_runs j ON j.id = e.id GROUP BY ALL
),
routes AS (
  SELECT service, mode(operation) AS operation FROM observations
  WHERE seen_from = 'target' AND is_write AND operation IS NOT NULL GROUP BY service
),
deliveries AS (
  SELECT o.event_key, count(*) OVER (PARTITION BY o.event_key, o.operation, o.target) AS sent, o.kind = 'delivery' OR o.seen_from = 'caller' AS by_sender, o.id, o.operation, o.target,
    coalesce(o.start_ms, o.at_ms) AS sent_ms, r.unit, r.template
  FROM repeated r
  JOIN observations o ON o.event_key = r.event_key AND (o.kind = 'delivery' OR (o.kind = 'exchange' AND o.id NOT IN (SELECT id FROM work)))
  WHERE coalesce(o.start_ms, o.at_ms) <= r.last_ms + 1000
  -- The delivery that led to the second processing is the last one before it. Where the sender's log is there, it knows best.
  QUALIFY row_number() OVER (PARTITION BY r.unit, r.template, r.event_key ORDER BY o.vantage_rank, coalesce(o.start_ms, o.at_ms) DESC, o.id DESC) = 1
),
-- Lines that count the deliveries of an event, beside those on its work.
counted AS (
  SELECT e.id, e.stream, e.event_key, e.at_ms, e.attempt, e.template, e.signal IN ('received', 'duplicate_skipped') AS is_arrival
  FROM events e WHERE e.kind = 'statement' AND e.event_key IS NOT NULL AND e.attempt >= 1 AND e.at_ms IS NOT NULL
),
counters AS (
  SELECT stream FROM (
    SELECT stream, event_key FROM counted WHERE is_arrival GROUP BY stream, event_key HAVING min(attempt) = 1 AND max(attempt) > 1
  ) GROUP BY stream HAVING count(*) >= 3
),
numbered AS (
  SELECT r.unit, r.template, r.event_key, max(c.attempt) FILTER (WHERE c.is_arrival) AS last_count,
    count(*) FILTER (WHERE c.attempt > 1 AND c.template IS DISTINCT FROM r.template) AS counted_again,
    bool_or(c.is_arrival AND c.stream IN (SELECT stream FROM counters)) AS counts_on
  FROM repeated r JOIN counted c ON c.event_key = r.event_key AND c.at_ms > r.first_ms AND c.at_ms <= r.last_ms
  GROUP BY r.unit, r.template, r.event_key
)
SELECT NULL AS source, coalesce(r.service, d.target) AS target, coalesce(d.operation, o.operation, r.request_operation, r.topic) AS operation,
  r.first_ms AS at_ms, r.last_ms AS end_ms,
  coalesce(r.record_key, r.event_key) AS record_key,
  r.effects - 1 AS redeliveries,
  r.first_id AS event_1, 'the event is processed' AS why_1,
  r.last_id AS event_2, 'and processed again' AS why_2,
  d.id AS event_3, CASE WHEN d.by_sender THEN 'delivered ' ELSE 'received ' END || d.sent || ' times' AS why_3,
  CASE WHEN r.ids > 1 THEN 0.95 ELSE 0.75 END AS certainty,
  CASE WHEN r.ids > 1 THEN true END AS ids_differ,
  NOT EXISTS (SELECT 1 FROM events s WHERE s.event_key = r.event_key AND s.signal IN ('duplicate_skipped', 'answered_from_store')) AS not_recognised,
  CASE
    -- One delivery may bring several records; made again is only what followed another delivery.
    WHEN r.is_fresh AND NOT EXISTS (
      SELECT 1 FROM events n WHERE n.event_key = r.event_key
        -- A line that counts the deliveries says so itself, whatever record it names for the first time.
        AND (((n.signal = 'received' OR n.kind IN ('delivery', 'exchange')) AND n.id NOT IN (SELECT id FROM work))
          OR (n.kind = 'statement' AND n.attempt > 1 AND n.template IS DISTINCT FROM r.template))
        AND coalesce(n.start_ms, n.at_ms) > r.first_ms AND coalesce(n.start_ms, n.at_ms) <= r.last_ms
    ) THEN 'the event was not delivered again between the lines'
    WHEN EXISTS (SELECT 1 FROM events s WHERE s.event_key = r.event_key AND s.signal IN ('duplicate_skipped', 'answered_from_store') AND s.at_ms >= r.last_ms)
      THEN 'the repeat was recognised and dropped'
    -- A log that counts an event on when it comes again, and counts from one here, tells of work that was ordered anew.
    -- Where that is so for several events, the count was lost (a restart), and the memory of events with it.
    WHEN c.counts_on AND c.last_count = 1 AND (SELECT count(*) FROM numbered x WHERE x.unit = r.unit AND x.template = r.template AND x.counts_on AND x.last_count = 1) < 3
      THEN 'the log counts each arrival as a first delivery'
    -- Where most events have several effects, the template tells of steps of one run; not where it is the answer to deliveries that were counted.
    WHEN NOT (r.is_answer AND coalesce(c.counted_again, 0) >= r.effects - 1) AND (SELECT count(*) FROM repeated x WHERE x.unit = r.unit AND x.template = r.template) > 0.6 * u.events
      THEN 'more than 0.6 of all events are told several times, so several lines belong to one run'
  END AS ruled_out
FROM repeated r
JOIN usual u ON u.unit = r.unit AND u.template = r.template
LEFT JOIN routes o ON o.service = r.service
LEFT JOIN deliveries d ON d.event_key = r.event_key AND d.unit = r.unit AND d.template IS NOT DISTINCT FROM r.template
LEFT JOIN numbered c ON c.event_key = r.event_key AND c.unit = r.unit AND c.template IS NOT DISTINCT FROM r.template
