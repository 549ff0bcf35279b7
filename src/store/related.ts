/** Lines that belong to the same work as some lines: they share a record, a request or another id with them, in any file. */
import type { Store } from './store.js';

export interface Place {
  readonly file: string;
  readonly line: number;
}

export interface RelatedLine extends Place {
  readonly atMs: number | null;
  /** Who wrote it, and from which side it sees the call; null where the line does not say. */
  readonly service: string | null;
  readonly vantage: string | null;
}

/** Ids by which lines of several files belong together. */
const IDS = ['record_key', 'event_key', 'job_id', 'request_id', 'correlation_id', 'trace_id', 'idempotency_key', 'created_id'] as const;

/** In the order of time, clocks that differ set right; at most so many. The given lines are among them. */
export async function relatedLines(store: Store, places: readonly Place[], most: number): Promise<RelatedLine[]> {
  if (places.length === 0) return [];
  const seeds = places.map(({ file, line }) => `(${quoted(file)}, ${Math.trunc(line)})`).join(', ');
  const shares = IDS.map((id) => `(e.${id} IS NOT NULL AND e.${id} IN (SELECT ${id} FROM seeds WHERE ${id} IS NOT NULL))`).join('\n OR ');
  const rows = await store.rows(`
    WITH seeds AS (SELECT * FROM events WHERE (file, line) IN (${seeds})),
    found AS (
      SELECT e.file, e.line, min(e.at_ms) AS at_ms, min(e.at_ms - coalesce(c.skew_ms, 0)) AS right_ms,
        any_value(e.service) AS service, any_value(e.vantage) AS vantage, bool_or((e.file, e.line) IN (SELECT (file, line) FROM seeds)) AS seed
      FROM events e LEFT JOIN clocks c ON c.stream = e.stream
      WHERE (e.file, e.line) IN (SELECT (file, line) FROM seeds) OR ${shares}
      GROUP BY e.file, e.line
    ),
    kept AS (SELECT * FROM found ORDER BY seed DESC, right_ms NULLS LAST, file, line LIMIT ${Math.trunc(most)})
    SELECT * FROM kept ORDER BY right_ms NULLS LAST, file, line`);
  return rows.map(({ file, line, at_ms, service, vantage }) => ({
    file: String(file),
    line: Number(line),
    atMs: at_ms === null ? null : Number(at_ms),
    service: service === null ? null : String(service),
    vantage: vantage === null ? null : String(vantage),
  }));
}

function quoted(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}
