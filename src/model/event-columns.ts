/** Table columns derived from the Event schema, so that the shape is described once. */
import type { ColumnField, ColumnType } from '../util/columns.js';
import { EVENT_FIELDS, eventJsonSchema } from './event.js';

type Property = { type?: string | string[]; enum?: unknown[]; anyOf?: Property[] };

const SQL_TYPES: Readonly<Record<string, ColumnType>> = { string: 'VARCHAR', integer: 'BIGINT', number: 'DOUBLE', boolean: 'BOOLEAN' };

function sqlType(property: Property): ColumnType {
  const types = [property, ...(property.anyOf ?? [])].flatMap((p) => p.type).filter((type) => type !== undefined && type !== 'null');
  const found = SQL_TYPES[types[0] ?? 'string'];
  if (!found) throw new Error(`no column type for ${JSON.stringify(property)}`);
  return found;
}

/** Events of a batch of columns: no more than the 2,048 rows on which the engine works at a time. */
export const BATCH_ROWS = 2_000;

/** Column definitions of the `events` table: name and SQL type, in the order of the schema. */
export function eventColumns(): readonly ColumnField[] {
  const schema = eventJsonSchema() as { properties: Record<string, Property> };
  return EVENT_FIELDS.map((name) => ({ name, type: sqlType(schema.properties[name] ?? {}) }));
}
