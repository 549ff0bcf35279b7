-- id_keys: which observations are the same call by the ids that they carry. Spans are joined by their parent.
CREATE TEMP TABLE id_keys AS
WITH client_spans AS (SELECT DISTINCT span_id FROM observations WHERE span_id IS NOT NULL AND seen_from = 'caller'),
keyed AS (
  SELECT o.id,
    CASE
      WHEN o.span_id IS NOT NULL AND o.seen_from = 'caller' THEN 'span:' || o.span_id
      WHEN o.span_id IS NOT NULL AND cs.span_id IS NOT NULL THEN 'span:' || o.parent_span_id
      WHEN o.span_id IS NOT NULL THEN 'span:' || o.span_id
      ELSE 'line:' || coalesce(p.anchor_id, o.id)
    END AS call_key
  FROM observations o
  LEFT JOIN request_pairs p ON p.id = o.id
  LEFT JOIN client_spans cs ON cs.span_id = o.parent_span_id
  WHERE NOT o.is_echo
)
SELECT id, call_key FROM keyed;
