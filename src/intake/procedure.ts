/** Remote procedures: calls that are known by a name and not by method and route. */
import { textAt } from './exchange.js';
import type { Reading } from './reading.js';

/** `/shop.v1.Carts/AddItem`, `shop.Carts/AddItem`: service and method as gRPC and its kin write them. */
const SERVICE_METHOD = /^\/?(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*\/[A-Z]\w*$/;

/** The status codes of gRPC in the order of their numbers. */
const GRPC = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
];

/** True for the name of a remote procedure with its service. */
export function isProcedure(text: string): boolean {
  return text.length <= 200 && SERVICE_METHOD.test(text);
}

/** How a remote procedure ended: `ok`, the name of its error, or null when the record does not say. */
export function rpcEnd(reading: Reading): string | null {
  const slot = reading.slots.get('rpc_status') ?? reading.slots.get('code');
  if (slot === undefined || !/grpc|rpc/i.test(slot.node.path)) return null;
  const text = String(slot.value);
  const name = /^\d{1,2}$/.test(text) ? (GRPC[Number(text)] ?? null) : text;
  return name !== null && /^ok$/i.test(name) ? 'ok' : name;
}

/** True when the record tells how the call of a named procedure ended. */
export function endsProcedure(reading: Reading): boolean {
  return textAt(reading, 'operation') !== null && rpcEnd(reading) !== null;
}
