// The engine's own reading of the columns that the questions need, and the five core questions written by hand in SQL:
// what somebody does who knows the file, the engine and the questions. Usage: node engine.mjs FILE
import { DuckDBInstance } from '@duckdb/node-api';

const file = process.argv[2].replaceAll("'", "''");
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`CREATE TABLE calls AS
  SELECT time, service, request_id, http.method AS method, http.url AS url, http.status_code AS status, attempt, duration_ms, created_id,
    coalesce(order_id, item_id, charge_id, contact_id) AS record
  FROM read_json('${file}', format = 'newline_delimited', columns = {
    time: 'TIMESTAMP', service: 'VARCHAR', request_id: 'VARCHAR', http: 'STRUCT(method VARCHAR, url VARCHAR, status_code INTEGER)',
    attempt: 'INTEGER', duration_ms: 'DOUBLE', created_id: 'BIGINT', order_id: 'VARCHAR', item_id: 'VARCHAR', charge_id: 'VARCHAR', contact_id: 'VARCHAR' })`);
const QUESTIONS = [
  'SELECT record FROM calls WHERE created_id IS NOT NULL GROUP BY record HAVING count(DISTINCT created_id) > 1',
  'SELECT time_bucket(INTERVAL 1 MINUTE, time) AS minute, count(*) / count(DISTINCT record) AS calls FROM calls GROUP BY minute HAVING calls > 3',
  `SELECT record, count(*) FROM (SELECT record, status, lag(status) OVER (PARTITION BY record ORDER BY time) AS before FROM calls)
   WHERE before IN (400, 403, 404, 409, 422) GROUP BY record`,
  'SELECT time_bucket(INTERVAL 1 MINUTE, time) AS minute, avg(CAST(status = 429 AS INTEGER)) AS share FROM calls GROUP BY minute HAVING share > 0.1',
  'SELECT record FROM calls GROUP BY record HAVING max(CAST(status < 300 AS INTEGER)) = 0',
];
if (process.argv[3] !== 'read') for (const question of QUESTIONS) await (await connection.runAndReadAll(question)).getRows();
