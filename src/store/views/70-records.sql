-- sightings: every place where the input speaks of a business record, and what it says of its way.
CREATE TABLE sightings AS
SELECT
  e.id, e.at_ms, e.file, e.line, e.stream, e.service, e.kind, e.signal, e.record_field,
  lower(ltrim(e.record_key, '#')) AS key, e.record_key,
  -- What was given up names its operation itself where no call does.
  o.outcome, o.is_write, coalesce(o.operation, CASE WHEN e.kind = 'statement' THEN e.operation END) AS operation,
  CASE
    -- An alert or a person speaks of what happened to others.
    WHEN e.kind IN ('alert', 'note') THEN 'mentioned'
    WHEN e.kind = 'row' THEN 'row'
    WHEN e.kind = 'item' THEN 'item'
    WHEN e.signal IN ('gave_up', 'dead_lettered', 'swallowed', 'flow_aborted') THEN 'ended'
    -- `201 accepted (resubmitted)`: what was sent again has arrived, unless the call only puts it back into a queue.
    WHEN e.signal IN ('requeued', 'resumed') AND NOT coalesce(e.kind = 'exchange' AND o.is_write AND o.outcome IN ('ok', 'replayed') AND NOT says_putting_back(o.operation), false) THEN 'requeued'
    WHEN e.signal IN ('duplicate_skipped', 'stale_skipped', 'compensated') THEN 'settled'
    WHEN o.outcome IN ('ok', 'replayed', 'refused_duplicate') AND o.is_write THEN 'done'
    WHEN o.outcome IN ('ok', 'replayed', 'refused_duplicate') THEN 'read'
    WHEN o.outcome IS NOT NULL AND o.outcome <> 'unknown' THEN 'failed'
    WHEN e.signal = 'succeeded' THEN 'done'
    WHEN e.signal = 'failed' THEN 'failed'
    WHEN e.signal = 'received' THEN 'received'
    ELSE 'mentioned'
  END AS step
FROM events e
LEFT JOIN (SELECT id, outcome, is_write, operation FROM observations) o ON o.id = e.id
WHERE e.record_key IS NOT NULL;

-- The last word on a record, in whatever language: a sentence that stands once on each of its records, right after
-- a call that failed and was repeated before, and after which nothing more is said of them.
CREATE TEMP TABLE last_words AS
WITH failing AS (SELECT stream, key FROM sightings WHERE step = 'failed' GROUP BY stream, key),
-- Only on records of which something failed is there a way to look at; on the others a sentence is only counted.
told AS (
  SELECT s.id, s.key, s.stream, s.at_ms, s.step, s.signal, s.kind, e.template, e.level,
    lag(s.step) OVER way AS step_before, lag(s.outcome) OVER way AS outcome_before, lag(s.at_ms) OVER way AS before_ms,
    lead(s.id) OVER way IS NULL AS is_last,
    -- Those before this line: a sum up to the line, which grows with it, less its own.
    sum(CASE WHEN s.step = 'failed' AND s.outcome IS NOT NULL THEN 1 ELSE 0 END) OVER (PARTITION BY s.stream, s.key ORDER BY s.at_ms, s.id ROWS UNBOUNDED PRECEDING)
      - CASE WHEN s.step = 'failed' AND s.outcome IS NOT NULL THEN 1 ELSE 0 END AS failures
  FROM sightings s JOIN events e ON e.id = s.id JOIN failing f ON f.stream = s.stream AND f.key = s.key
  WHERE s.at_ms IS NOT NULL AND s.kind NOT IN ('row', 'item')
  WINDOW way AS (PARTITION BY s.stream, s.key ORDER BY s.at_ms, s.id)
),
counted AS (
  SELECT s.stream, e.template, count(*) AS lines
  FROM sightings s JOIN events e ON e.id = s.id
  WHERE s.at_ms IS NOT NULL AND s.kind IN ('statement', 'job') AND e.template IS NOT NULL AND s.step IN ('failed', 'mentioned') AND coalesce(s.signal, 'failed') = 'failed'
  GROUP BY s.stream, e.template
  HAVING count(*) >= 3 AND count(DISTINCT s.key) = count(*)
),
-- When work of the stream last went well: records that were passed over before had no part in it.
gone_on AS (SELECT stream, max(at_ms) AS at_ms FROM sightings WHERE step = 'done' GROUP BY stream),
sentences AS (
  SELECT t.stream, t.template
  FROM told t JOIN counted c ON c.stream = t.stream AND c.template = t.template LEFT JOIN gone_on g ON g.stream = t.stream
  WHERE t.kind IN ('statement', 'job') AND t.step IN ('failed', 'mentioned') AND coalesce(t.signal, 'failed') = 'failed'
  GROUP BY t.stream, t.template, c.lines
  -- A decision follows the failure at once; what comes later may be good news. Times may be cut to the second.
  HAVING count(*) FILTER (WHERE t.is_last AND t.step_before = 'failed' AND t.outcome_before IS NOT NULL AND t.at_ms - t.before_ms <= 2000
      AND coalesce(t.level, 'error') IN ('warn', 'error', 'fatal')) >= 0.95 * c.lines
    AND (count(*) FILTER (WHERE t.failures >= 2) >= 0.5 * c.lines
      -- After a single failure a record is let go where the sentence says so, and later work went well without it.
      OR (says_passed_over(t.template)
        AND max(t.at_ms) + 600000 <= any_value(g.at_ms)))
)
SELECT t.id FROM told t JOIN sentences s ON s.stream = t.stream AND s.template = t.template
WHERE t.is_last AND t.step_before = 'failed'
  -- Some records of the log go through, so that an end without a success means something.
  AND (SELECT count(DISTINCT d.key) FROM sightings d WHERE d.stream = t.stream AND d.step = 'done') >= 3;

UPDATE sightings SET step = 'ended', signal = 'gave_up' WHERE id IN (SELECT id FROM last_words);
DROP TABLE last_words;

-- record_operations: what a record's lines say about the operation it goes through, the strongest first.
CREATE VIEW record_operations AS
WITH named AS (
  SELECT lower(ltrim(record_key, '#')) AS key, operation, target, source, start_ms AS at_ms, id,
    CASE WHEN outcome IN ('ok', 'replayed', 'refused_duplicate') THEN 3 WHEN kind = 'job' THEN 2 ELSE 1 END AS rank, is_write OR kind <> 'exchange' AS is_write
  FROM calls WHERE record_key IS NOT NULL AND operation IS NOT NULL
  UNION ALL
  SELECT lower(ltrim(e.record_key, '#')), r.operation, r.target, r.source, e.at_ms, e.id, 4, true
  FROM events e JOIN request_operations r ON r.request_id = e.request_id WHERE e.record_key IS NOT NULL AND e.kind = 'statement'
  UNION ALL
  SELECT lower(ltrim(record_key, '#')), topic, NULL, NULL, at_ms, id, 5, true
  FROM events WHERE record_key IS NOT NULL AND topic IS NOT NULL AND kind <> 'row'
)
SELECT key, operation, target, source, at_ms, id, rank, is_write,
  -- A token is fetched for the work; it never is the work.
  says_door(operation) AS is_door
FROM named;

-- endings: the last time work on a record was given up, with the operation that failed before.
CREATE TABLE endings AS
WITH ended AS (
  SELECT key, max_by(id, rank_ms) AS id, max(at_ms) AS at_ms, max_by(signal, rank_ms) AS signal, max_by(record_key, rank_ms) AS record_key,
    max_by(service, rank_ms) AS service, max_by(stream, rank_ms) AS stream, max_by(operation, rank_ms) AS operation, min(at_ms) AS first_ms
  -- A dump of failed jobs repeats what the log said at the same moment; the log names the queue better.
  FROM (SELECT *, at_ms - CASE WHEN service IS NULL THEN 1000 ELSE 0 END AS rank_ms FROM sightings)
  WHERE step = 'ended' AND at_ms IS NOT NULL GROUP BY key
),
tried AS (
  SELECT e.key, o.operation, o.target, o.source, o.id, o.is_write OR o.is_door AS is_write, o.is_door, o.rank
  FROM ended e JOIN record_operations o ON o.key = e.key AND o.at_ms <= e.at_ms + 1000
  QUALIFY row_number() OVER (PARTITION BY e.key ORDER BY o.rank, o.is_door, o.at_ms DESC, o.id DESC) = 1
),
failures AS (
  SELECT lower(ltrim(record_key, '#')) AS key, count(*) AS attempts FROM calls
  WHERE record_key IS NOT NULL AND outcome NOT IN ('ok', 'replayed', 'refused_duplicate') GROUP BY ALL
)
SELECT e.key, e.record_key, e.id, e.at_ms, e.first_ms, e.signal, e.stream,
  coalesce(CASE WHEN t.rank = 1 AND NOT t.is_door THEN t.operation END, e.operation, CASE WHEN NOT t.is_door THEN t.operation END) AS operation, t.target, coalesce(t.source, e.service) AS source,
  CASE WHEN t.rank <= 2 THEN t.id END AS failed_id, coalesce(f.attempts, 0) AS attempts,
  coalesce(t.is_write, true) AS is_write
FROM ended e
LEFT JOIN tried t ON t.key = e.key
LEFT JOIN failures f ON f.key = e.key;
