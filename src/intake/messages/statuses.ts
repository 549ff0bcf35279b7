/** Which numbers are statuses of answers. */

/** Statuses that are registered or that proxies and providers in wide use send. */
const REGISTERED: ReadonlySet<number> = new Set([
  100, 101, 102, 103, 200, 201, 202, 203, 204, 205, 206, 207, 208, 226, 300, 301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405,
  406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 420, 421, 422, 423, 424, 425, 426, 428, 429, 430, 431, 440, 449, 451,
  460, 463, 499, 500, 501, 502, 503, 504, 505, 507, 508, 509, 511, 520, 521, 522, 523, 524, 525, 526, 527, 529, 530, 598, 599,
]);

/** True for a status that a server may send. */
export const isRegistered = (status: number): boolean => REGISTERED.has(status);
