/** How names of fields are compared: without case and separators, word by word. */

/** A column of an export may name its zone: `Date (UTC)`. */
const ZONE = /\s*\((?:UTC|GMT|local(?: time)?|[A-Z]{3,4}|(?:UTC|GMT)?[+-]\d{1,2}(?::\d\d)?)\)$/;

/** A name without case and separators: `statusCode`, `status_code` and `Status-Code` are the same. */
export function plainName(name: string): string {
  const bare = name.endsWith(')') ? name.replace(ZONE, '') : name;
  return bare.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The words of a name: `orderNo` and `order_no` are [order, no]; `HTTPStatus` is [http, status]. */
export function nameWords(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** A name in snake_case. */
export function snakeName(name: string): string {
  return nameWords(name).join('_');
}

/** The singular of an English noun as it stands in a path: orders, entries, addresses. */
export function singular(noun: string): string {
  if (noun.length < 4 || noun.endsWith('ss') || noun.endsWith('us')) return noun;
  if (noun.endsWith('ies')) return `${noun.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|us)es$/.test(noun)) return noun.slice(0, -2);
  return noun.endsWith('s') ? noun.slice(0, -1) : noun;
}
