/** Names without the differences that do not matter: what makes two findings of two audits the same. */

const ID_SEGMENT = /^(\d+|[0-9a-f]{8,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=.*\d)[\w.-]*\d{3,}[\w.-]*|:\w+|\{\w*\}|<\w+>)$/i;

/** A name without case, blanks around it and a port. */
export function normalize(name: string | null): string {
  return (name ?? '')
    .trim()
    .toLowerCase()
    .replace(/:\d{2,5}$/, '');
}

/** An operation with its identifiers replaced by {id}, so that `/orders/17` and `/orders/{orderId}` are one. */
export function normalizeOperation(operation: string | null): string {
  return normalize(operation)
    .split('/')
    .map((segment) => (ID_SEGMENT.test(segment) ? '{id}' : segment))
    .join('/');
}

/** A cause without its numbers. */
export function normalizeCause(cause: string | null): string {
  return normalize(cause).replace(/\d+/g, '#').replace(/\s+/g, ' ');
}
