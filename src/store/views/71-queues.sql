-- Only where an event has: (kind = 'sample' AND value IS NOT NULL) OR (kind <> 'sample' AND depth IS NOT NULL)
-- Else: queue_samples (id BIGINT, at_ms BIGINT, file VARCHAR, queue VARCHAR, depth DOUBLE, is_dead BOOLEAN, only_rises BOOLEAN)
-- queue_samples: what the input says of the depths of queues, by metrics or by lines that count.
CREATE TABLE queue_samples AS
WITH told AS (
  SELECT id, at_ms, file, kind, metric, template,
    -- orders.dlq depth=3: the name stands before the count.
    coalesce(topic, labels ->> '$.topic', labels ->> '$.queue', labels ->> '$.queue_name', labels ->> '$.destination', labels ->> '$.subscription', labels ->> '$.subscription_id', labels ->> '$.entityname', labels ->> '$.EntityName', labels ->> '$.Queue', labels ->> '$.QueueName', labels ->> '$.TopicName', labels ->> '$.SubscriptionName', labels ->> '$.queue_id', labels ->> '$.resource', regexp_replace(coalesce(metric, title, CASE WHEN kind <> 'sample' THEN nullif(regexp_extract(template, '^(?:queue |topic )?([\w./:-]*[a-z][\w./:-]*) (?:queue )?(?:depth|length|size|backlog|count)\b', 1), '') END, ''), '\s.*$', '')) AS queue,
    CASE WHEN kind = 'sample' THEN value ELSE depth END AS depth,
    lower(concat_ws(' ', topic, metric, labels)) AS names, lower(coalesce(CASE WHEN kind <> 'sample' THEN template END, '')) AS words
  FROM events
  WHERE at_ms IS NOT NULL AND ((kind = 'sample' AND value IS NOT NULL) OR (kind <> 'sample' AND depth IS NOT NULL))
    AND NOT says_no_depth(coalesce(metric, ''))
),
named AS (
  SELECT *,
    says_dead_name(names || ' ' || words) OR contains(names, 'failed')
      OR says_failed_place(words) AS says_dead,
    kind <> 'sample' OR says_queue_name(names || ' ' || regexp_replace(file, '^.*/', '')) AS says_queue,
    -- What waits for an open breaker goes on when it closes.
    says_breaker(words) AS waits
  FROM told
),
marked AS (
  SELECT id, at_ms, file, queue, depth, says_queue AND NOT waits AS is_queue,
    -- Some brokers keep what failed beside the queue, under its name and an ending.
    NOT waits AND (says_dead OR (says_queue AND says_failed_ending(queue))) AS is_dead,
    depth - lag(depth) OVER (PARTITION BY queue, file ORDER BY at_ms, id) AS step
  FROM named
),
-- A queue that in an hour and more rises in six steps and never falls has nobody who reads it. Fewer steps may be chance.
rising AS (
  SELECT queue, file FROM marked WHERE is_queue GROUP BY queue, file
  HAVING count(*) FILTER (WHERE step < 0) = 0 AND count(*) FILTER (WHERE step > 0) >= 6 AND max(at_ms) - min(at_ms) >= 3600000
)
SELECT id, at_ms, file, queue, depth, is_dead, is_queue AND EXISTS (SELECT 1 FROM rising r WHERE r.queue = marked.queue AND r.file = marked.file) AS only_rises
FROM marked;
