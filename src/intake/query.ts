/** The query of an address: what stands behind its question mark, or in a field of its own as access logs have it. */
import { textAt } from './exchange.js';
import type { SourceRecord } from './format.js';
import type { Pair } from './message.js';
import type { Reading } from './reading.js';

/** Fields that hold it: of access logs in text, of IIS, and of what nginx, Apache and their kin write as JSON. */
const FIELDS = ['query', 'cs-uri-query', 'query_string', 'querystring', 'args', 'request_query', 'uri_query'];

/** The query as text, without its question mark; empty where there is none. */
export function queryOf(reading: Reading, record: SourceRecord): string {
  const address = textAt(reading, 'url') ?? reading.message?.address ?? textAt(reading, 'path') ?? '';
  const mark = address.indexOf('?');
  if (mark !== -1) return address.slice(mark + 1);
  for (const name of FIELDS) {
    const apart = record.fields[name];
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
