/** The query of an address: what stands behind its question mark, or in a field of its own as access logs have it. */

import type { Pair } from '../messages/message.js';
import { MOST_CHILDREN, type PathNode } from '../plan/paths.js';
import type { Reading } from '../reading.js';
import type { SourceRecord } from '../records/format.js';
import { textAt } from '../slot-values.js';

/** Fields that hold it: of access logs in text, of IIS, and of what nginx, Apache and their kin write as JSON. */
const FIELDS = ['query', 'cs-uri-query', 'query_string', 'querystring', 'args', 'request_query', 'uri_query'];

/** The query as text, without its question mark; empty where there is none. */
export function queryOf(reading: Reading): string {
  const address = textAt(reading, 'url') ?? reading.message?.address ?? textAt(reading, 'path') ?? '';
  const mark = address.indexOf('?');
  return mark !== -1 ? address.slice(mark + 1) : reading.query;
}

/**
 * The query in a field of its own; empty where there is none.
 * @param root Where the paths of its file begin: most files have no such field.
 */
export function queryField({ fields }: SourceRecord, { children }: PathNode): string {
  for (const name of FIELDS) {
    if (!children.has(name) && children.size < MOST_CHILDREN) continue;
    const apart = fields[name];
    if (typeof apart === 'string') return apart.replace(/^\?/, '');
  }
  return '';
}

/** Its parameters. Those that cannot be decoded are left out. */
export function parametersOf(query: string): Pair[] {
  if (query === '') return [];
  return query.split('&').flatMap((part) => {
    const [name, ...rest] = part.split('=');
    if (name === undefined || !/^[A-Za-z_][\w.-]*$/.test(name) || rest.length === 0) return [];
    try {
      return [{ name, value: decodeURIComponent(rest.join('=')) }];
    } catch {
      return [];
    }
  });
}
