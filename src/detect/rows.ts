/** The rows that a rule's SQL gives, and how they are gathered into findings. */

/**
 * One row: a piece of the harm. Every rule may give source, target, operation, cause, at_ms, end_ms, record_key,
 * certainty, and up to three lines of evidence as event_1 and why_1 to event_3 and why_3; all other columns are
 * measures or checks.
 */
export type RuleRow = Readonly<Record<string, unknown>>;

const TEXT = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Rows about one cause at one subject, in the order of time. */
export interface RowGroup {
  readonly source: string | null;
  readonly target: string | null;
  readonly operation: string | null;
  readonly cause: string | null;
  readonly rows: readonly RuleRow[];
}

/** Gathers rows by subject and cause: a finding is about one cause at one subject. */
export function groupRows(rows: readonly RuleRow[]): RowGroup[] {
  const groups = new Map<string, RowGroup & { rows: RuleRow[] }>();
  for (const row of rows) {
    const subject = { source: TEXT(row.source), target: TEXT(row.target), operation: TEXT(row.operation), cause: TEXT(row.cause) };
    const key = JSON.stringify(subject);
    const group = groups.get(key) ?? { ...subject, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
