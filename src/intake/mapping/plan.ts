/** The learned plan of a file as a mapping, to be edited. */
import type { Input } from '../../model/input.js';
import { type FieldFrom, MAPPED_FIELDS, type Mapping } from '../../model/mapping.js';

/** Where a canonical field is made of more than one value, the mapping would say less than the plan. */
const NOT_FROM_ONE = new Set(['operation', 'route', 'target', 'path', 'created_id', 'attempt', 'code', 'error', 'level']);

/** A mapping that names what the plan of an input took from a single path. */
export function mappingOf(input: Input): Mapping {
  const fields: Record<string, FieldFrom> = {};
  for (const { field, from } of input.fields) {
    const [only, ...others] = from;
    if (only === undefined || others.length > 0 || only === 'message or format') continue;
    if (MAPPED_FIELDS.includes(field) && !NOT_FROM_ONE.has(field)) fields[field] = only;
  }
  return { name: nameOf(input.path), files: [input.path], format: input.format, fields, constants: {} };
}

function nameOf(path: string): string {
  const name = path
    .slice(path.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/\.[a-z0-9]+$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name === '' ? 'file' : name;
}
