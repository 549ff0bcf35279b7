/** What was called, whole in one field: `request: "PUT https://ledger.test/v1/entries/7"`, `method: /shop.v1.Carts/AddItem`. */
import type { PathNode } from '../plan/paths.js';
import type { Reading } from '../reading.js';
import { isFullProcedure } from './procedure.js';

/** `request: "PUT https://ledger.test/v1/entries/7"`: method and address in one field. */
const ONE_FIELD = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (https?:\/\/\S+|\/\S*)(?: HTTP\/[\d.]+)?$/;

/** Fields that hold what was called. Those of addresses hold the path of it, beside the verb. */
const CALLED = /^(?:rpc|grpc|full|call|remote|req|request)?_?(?:method|procedure|call|rpc|operation|function|fn|api|command)(?:_?name)?$/;

/** Takes what was called from a value that names it as a whole; true when it did. */
export function readCall(value: string, node: PathNode, reading: Reading, penalty: number): boolean {
  return readRequestLine(value, node, reading, penalty) || readProcedure(value, node, reading, penalty);
}

/** In fields that elsewhere hold the verb of HTTP: the full name of a procedure. */
function readProcedure(value: string, node: PathNode, reading: Reading, penalty: number): boolean {
  if (!value.includes('/') || !CALLED.test(node.last) || !isFullProcedure(value)) return false;
  const known = reading.slots.get('operation');
  if (known === undefined || known.rank > penalty) reading.slots.set('operation', { value, rank: penalty, node });
  return true;
}

/** Takes method and address of a value that is both; true when it was. */
function readRequestLine(value: string, node: PathNode, reading: Reading, penalty: number): boolean {
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
