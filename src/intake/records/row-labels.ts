/** The cells of a row of an export, by which exports are compared: all of them, but for credentials. */

import { findSecrets, redact } from '../secrets/redact.js';
import { namesCredential } from '../secrets/secret-names.js';
import type { SourceRecord, Value } from './format.js';

/** What customers' rows are meant to hold, and exports are compared by. */
const MEANT = new Set(['email', 'phone', 'iban']);

/** JSON of the cells, sorted by name. */
export function rowLabels({ fields }: SourceRecord): string {
  const cells = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(cells.map(([name, value]) => [name, withoutCredential(name, value)])));
}

function withoutCredential(name: string, value: Value): Value {
  if (typeof value !== 'string' || value.length < 4) return value;
  const named = namesCredential(name);
  const kinds = findSecrets(named ? `${name}=${value}` : value).filter((kind) => !MEANT.has(kind));
  if (kinds.length === 0) return value;
  return named ? '[REDACTED:credential]' : redact(value);
}
