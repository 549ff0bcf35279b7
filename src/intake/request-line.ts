/** Method and address in one field: `request: "PUT https://ledger.test/v1/entries/7"`. */
import type { PathNode } from './paths.js';
import type { Reading } from './reading.js';

/** `request: "PUT https://ledger.test/v1/entries/7"`: method and address in one field. */
const ONE_FIELD = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (https?:\/\/\S+|\/\S*)(?: HTTP\/[\d.]+)?$/;

/** Takes method and address of a value that is both; true when it was. */
export function readRequestLine(value: string, node: PathNode, reading: Reading, penalty: number): boolean {
  const code = value.charCodeAt(0);
  // The methods start with one of D, G, H, O and P.
  if (code !== 80 && code !== 71 && code !== 68 && code !== 72 && code !== 79) return false;
  const m = ONE_FIELD.exec(value);
  if (m === null) return false;
  const place = { rank: 50 + penalty, node };
  if (!reading.slots.has('method')) reading.slots.set('method', { ...place, value: m[1]! });
  const field = /[{<]|\/:[a-z]/i.test(m[2]!) ? 'route' : 'url';
  if (!reading.slots.has(field)) reading.slots.set(field, { ...place, value: m[2]! });
  return true;
}
