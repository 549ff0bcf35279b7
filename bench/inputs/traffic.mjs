// Traffic that the inputs tell of: calls of a few services to a few targets, in the order of time, with the faults that
// a busy day has. It follows from the number of calls alone, so that every machine measures the same bytes.
const TARGETS = [
  { service: 'order-sync', host: 'erp.internal', method: 'POST', path: '/api/v2/orders', key: 'order_id', prefix: 'ORD' },
  { service: 'order-sync', host: 'erp.internal', method: 'GET', path: '/api/v2/items/', key: 'item_id', prefix: 'IT' },
  { service: 'ledger-poster', host: 'ledger.internal', method: 'POST', path: '/v1/journal-entries', key: 'charge_id', prefix: 'ch_' },
  { service: 'crm-sync', host: 'crm.example', method: 'PUT', path: '/services/contacts/', key: 'contact_id', prefix: '003' },
];
const START = Date.UTC(2026, 1, 2, 6);

/** A repeatable source of numbers from 0 to 1 (mulberry32). */
function numbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Yields `count` calls: `{ at, service, host, method, path, key, id, attempt, status, took, trace, created }`. */
export function* traffic(count) {
  const random = numbers(7);
  const waiting = [];
  let at = START;
  let made = 0;
  for (let n = 0; n < count; n++) {
    at += Math.floor(random() * 40);
    const due = waiting.length > 0 && waiting[0].due <= at ? waiting.shift() : undefined;
    const call = due ? { ...due.call, attempt: due.call.attempt + 1, at } : first(made++, at, random);
    const answer = answerAt(at, random);
    yield { ...call, ...answer, took: 20 + Math.floor(random() ** 3 * 900), created: answer.status === 201 ? 500_000 + n : undefined };
    if (answer.status >= 429 && call.attempt < 4) waiting.push({ call, due: at + 1000 * 2 ** call.attempt });
  }
}

function first(n, at, random) {
  const target = TARGETS[Math.floor(random() * TARGETS.length)];
  const id = `${target.prefix}${1_000_000 + n}`;
  const trace =
    Math.floor(random() * 2 ** 52)
      .toString(16)
      .padStart(13, '0') + n.toString(16).padStart(19, '0');
  return { at, ...target, path: target.path.endsWith('/') ? target.path + id : target.path, id, trace, attempt: 1 };
}

/** One minute in ninety the targets are down; else one call in a hundred fails for a while and one in two hundred for good. */
function answerAt(at, random) {
  const down = Math.floor((at - START) / 60_000) % 90 === 89;
  const chance = random();
  if (down ? chance < 0.8 : chance < 0.01) return { status: chance < 0.004 ? 429 : 503 };
  if (chance > 0.995) return { status: 422 };
  return { status: 200 + (chance < 0.5 ? 1 : 0) };
}
