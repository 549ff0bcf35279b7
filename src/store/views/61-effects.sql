-- effects: one row per thing created for a business record, however many places tell of it.
-- effect_groups is filled between 60 and 61: which kinds of effect are one.
CREATE TABLE effects AS
WITH grouped AS (
  SELECT s.*, g.effect_group
  FROM effect_sightings s JOIN effect_groups g ON g.kind_of_effect = s.kind_of_effect
),
named AS (
  SELECT effect_group,
    mode(operation) AS operation,
    coalesce(mode(target) FILTER (WHERE proof = 'call'), mode(target) FILTER (WHERE proof = 'log'), mode(target)) AS target,
    mode(source) AS source
  FROM grouped GROUP BY effect_group
),
-- A number that stands for many records is no identifier of a created thing (a warehouse, a tenant).
shared_ids AS (
  SELECT effect_group, created_id FROM grouped GROUP BY ALL HAVING min(key) <> max(key)
)
SELECT
  g.effect_group, n.operation, n.target, n.source,
  g.* EXCLUDE (effect_group)
FROM (
  SELECT
    g.effect_group, g.key, any_value(g.record_key) AS record_key, any_value(g.record_field) AS record_field, g.created_id,
    min(g.at_ms) AS at_ms,
    coalesce(min_by(g.id, g.at_ms) FILTER (WHERE g.proof <> 'export'), min(g.id)) AS id,
    max(g.id) FILTER (WHERE g.proof = 'export') AS export_id,
    count(DISTINCT g.proof) AS proofs,
    bool_or(g.proof = 'export') AS in_export,
    bool_or(g.proof = 'log') AS in_log
  FROM grouped g
  WHERE NOT EXISTS (SELECT 1 FROM shared_ids s WHERE s.effect_group = g.effect_group AND s.created_id = g.created_id)
  GROUP BY g.effect_group, g.key, g.created_id
) g JOIN named n ON n.effect_group = g.effect_group;
