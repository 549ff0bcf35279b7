-- flow_lines: lines that may begin or end a flow that the configuration expects.
CREATE TEMP TABLE flow_lines AS
SELECT s.id, s.at_ms, s.file, s.stream, s.step, s.key, s.record_key, e.kind, e.template AS message, e.topic, e.state, e.ids, e.labels,
  coalesce(s.operation, l.operation, e.operation) AS operation, n.name AS stream_name,
  e.service, coalesce(c.source, o.source) AS source, coalesce(o.target, l.target, e.target) AS target, o.is_write
FROM sightings s
JOIN events e ON e.id = s.id
JOIN stream_names n ON n.stream = s.stream
LEFT JOIN observations o ON o.id = s.id
LEFT JOIN calls c ON c.id = s.id
LEFT JOIN line_operations l ON l.id = s.id;
