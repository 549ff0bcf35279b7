/** Names of operations behind one address for all: `/api?action=create_order`, GraphQL, SOAP, JSON-RPC. */
import { memo } from '../../util/memo.js';
import type { Reading } from '../reading.js';
import type { Value } from '../records/format.js';
import { textAt } from '../slot-values.js';
import { queryOf } from './query.js';

/** An address behind which more than one operation may stand. */
const FOR_ALL =
  /(?:^|\/)(?:api|rest|rpc|json-?rpc|xml-?rpc|graphql|soap|ws|services?|index|gateway|endpoint|handler|restlet|invoke|dispatch|execute|process|call|server|v\d[\d.]*|20\d\d-\d\d)?(?:\.\w{2,5})?\/?$|\.(?:asmx|svc|ashx)$/i;
const isForAll = memo((route) => FOR_ALL.test(route));
/** Parameters that name what is to be done, wherever they stand. */
const ACTION = /(?:^|[&;])(action|wsfunction|cmd|command|operation|function|func|api_?action)=([A-Za-z][\w.:-]{1,60})(?=[&;#]|$)/i;
/** Words that name it at an address for all only: elsewhere a method is one of payment, a script a language. */
const WORD = /(?:^|[&;])(method|op|do|call|act|request|procedure|rpc|task|script)=([\w.:-]{1,60})(?=[&;#]|$)/i;
const GRAPHQL = /^\s*(?:#[^\n]*\n\s*)*(query|mutation|subscription)?\s*([A-Za-z_]\w*)?[^{]*\{\s*(?:\w+\s*:\s*)?([A-Za-z_]\w*)?/;

/**
 * What the address does not tell of an operation, as it is written behind it: `?action=create_order` or ` createOrder`.
 * A GraphQL query is told from a mutation, as it reads. Null when the address tells all.
 */
export function nameBehind(route: string, reading: Reading): string | null {
  const query = queryOf(reading);
  const action = query === '' ? null : ACTION.exec(query);
  if (action !== null) return `?${action[1]}=${action[2]}`;
  // A route that ends in an identifier is another text each time it is made, and no such address.
  if (route.endsWith('}') || !isForAll(route)) return null;
  const word = WORD.exec(query);
  if (word !== null) return `?${word[1]}=${word[2]}`;
  const name = calledIn(reading.bodies.request) ?? textAt(reading, 'operation');
  const short = name?.replace(/^["']|["']$/g, '').replace(/^\w+:\/\/.*[/#]|^urn:.*[#:/]/, '');
  return short === undefined || !/^(?:query )?[A-Za-z_][\w.:-]{1,80}$/.test(short) ? null : ` ${short}`;
}

/** The method of a JSON-RPC call, or the operation of a GraphQL document. */
function calledIn(body: Value | undefined): string | null {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { method, params, jsonrpc, operationName, query } = body as Record<string, Value>;
  if (typeof method === 'string' && (jsonrpc !== undefined || params !== undefined)) return method;
  const document = typeof query === 'string' ? GRAPHQL.exec(query) : null;
  const name = typeof operationName === 'string' && operationName !== '' ? operationName : (document?.[2] ?? document?.[3] ?? null);
  if (name === null) return null;
  return document !== null && document[1] !== 'mutation' ? `query ${name}` : name;
}
