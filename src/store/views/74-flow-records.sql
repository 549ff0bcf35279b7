-- flow_records: one row per source event of an expected flow, with the first effect after it. Filled in code.
CREATE TABLE flow_records (
  flow VARCHAR, key VARCHAR, record_key VARCHAR, source VARCHAR, target VARCHAR, operation VARCHAR, at_ms BIGINT, id BIGINT,
  arrived_ms BIGINT, arrived_id BIGINT, arrived BOOLEAN, within_ms BIGINT, log_end_ms BIGINT, excluded BOOLEAN
);
