/** Free text in words that no vocabulary holds: what stands at its positions is told by the file itself. */
import { describe, expect, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Event } from '../../../src/model/event.js';

function read(messages: readonly string[]): Event[] {
  const records = messages.map((message, index) => ({
    line: index + 1,
    time: `2026-03-04T09:00:${String(index % 60).padStart(2, '0')}Z`,
    message,
    fields: {},
  }));
  const normalizer = createNormalizer({ file: 'some.log', format: 'timestamped-text' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

describe('a number between capitals', () => {
  test('is a key, also where each answer names an id of its own, and one-word numbers count attempts', () => {
    const events = read(
      times(60, (i) =>
        i % 2
          ? `Envío GX-${7100 + i}-ES guardado, respuesta {"id":"Z${91_000 + i}"}`
          : `Envío GX-${7100 + i}-ES rechazado (HTTP 503), intento n°${1 + (i % 60)} en 300 ms`,
      ),
    );
    for (const [i, event] of events.entries()) expect(event.record_key).toBe(`GX-${7100 + i}-ES`);
    expect(events[58]).toMatchObject({ attempt: 59, status: 503 });
  });
});

describe('a count where identifiers stand in other texts', () => {
  test.each([
    ['Moved EX-# to parking.prices', 'Moved # price updates to parking.prices after timeout'],
    ['Verschoben RG-# nach ablage', 'Verschoben # Rechnungen nach ablage'],
  ])('%s: is no key', (named, counted) => {
    const events = read(times(60, (i) => (i % 10 === 9 ? counted.replace('#', `${2 + (i % 7)}`) : named.replace('#', `${1043 + i}`))));
    for (const [i, event] of events.entries())
      expect(event.record_key ?? null).toBe(i % 10 === 9 ? null : named.split(' ')[1]!.replace('#', `${1043 + i}`));
  });
});

describe('keys of refused records, which no other text names', () => {
  const accepted = (i: number) => `consignment CN-2X${1000 + i} stored as T${88_000 + 31 * i}`;

  test('are told by the form of the keys that are known', () => {
    const events = read([...times(40, accepted), ...times(12, (i) => `PUT /v2/send 422 {"error":"no dock"} CN-2X${1900 + i}`)]);
    for (const [i, event] of events.slice(40).entries()) expect(event).toMatchObject({ record_key: `CN-2X${1900 + i}`, status: 422 });
  });

  test('are no machines of another form', () => {
    const events = read([...times(40, accepted), ...times(12, (i) => `PUT /v2/send 422 {"error":"no dock"} ax${i}-node${100 + i}`)]);
    for (const event of events.slice(40)) expect(event.record_key).toBeNull();
  });
});

describe('what a target gives back on successes alone, under the name of a record', () => {
  const good = (i: number) => `POST https://tax.test/bills QX${3000 + i} -> 201 in 90 ms receipt=5B${7000 + 13 * i}`;
  const bad = (i: number) => `POST https://tax.test/bills QX${3100 + i} failed: 503 Service Unavailable`;
  test('is not the record, where another place of the texts holds a key on all', () => {
    const events = read([...times(40, good), ...times(20, bad)]);
    for (const [i, event] of events.slice(0, 40).entries())
      expect(event).toMatchObject({ record_key: `QX${3000 + i}`, created_id: `5B${7000 + 13 * i}` });
    for (const [i, event] of events.slice(40).entries()) expect(event.record_key).toBe(`QX${3100 + i}`);
  });

  test('is the record where failures name none', () => {
    const events = read([...times(40, good), ...times(20, () => 'POST https://tax.test/bills failed: 503 Service Unavailable')]);
    for (const event of events.slice(0, 40)) expect(event.record_key).toMatch(/^5B/);
  });
});

describe('numbers behind a word of states', () => {
  const STATES = [100, 201, 212, 299, 305];
  test('are no statuses where the file has others there that no server sends', () => {
    const events = read(times(40, (i) => `Bundle B-${1000 + i} moved on, status ${STATES[i % 5]} set by planner`));
    for (const event of events) expect(event.status).toBeNull();
  });

  test('are statuses on lines that tell of a call, and where all of them are such', () => {
    const events = read(
      times(40, (i) => (i % 2 ? `Bundle B-${1000 + i} status ${STATES[i % 5]}` : `POST /v1/bundles for B-${1000 + i} status 503`)),
    );
    for (const [i, event] of events.entries()) expect(event.status).toBe(i % 2 ? null : 503);
    const answers = read(times(20, (i) => `Bundle B-${1000 + i} sent, status ${i % 3 ? 200 : 503}`));
    for (const [i, event] of answers.entries()) expect(event.status).toBe(i % 3 ? 200 : 503);
  });
});

describe('what is found', () => {
  const CASES: readonly [string, (index: number) => string, (index: number) => Partial<Event>][] = [
    [
      'a German sentence with a bare number',
      (i) => `Bestellung ${4711 + 3 * i} an Lager gesendet, Antwort ${i % 3 === 0 ? 409 : 201}`,
      (i) => ({ record_key: String(4711 + 3 * i), record_field: 'bestellung', status: i % 3 === 0 ? 409 : 201, kind: 'exchange' }),
    ],
    [
      'a French attempt and return code',
      (i) => `Envoi de la facture FAC-${9000 + i} vers la compta, essai ${1 + (i % 3)}/3, code retour ${i % 2 ? 500 : 200}`,
      (i) => ({ record_key: `FAC-${9000 + i}`, attempt: 1 + (i % 3), max_attempts: 3, status: i % 2 ? 500 : 200 }),
    ],
    [
      'a refusal before the number, an identifier behind it',
      (i) => `${i % 2 ? 'REFUS 403' : 'ACCORD 201'} bureau-${10 + (i % 3)} dossier D-${7000 + i}`,
      (i) => (i % 2 ? { status: 403, kind: 'exchange' } : {}),
    ],
    [
      'arrows and nothing else',
      (i) => `cus_${810_000_000 + i * 977} >>> crm >>> ${[200, 200, 502][i % 3]} (${100 + i}ms)`,
      (i) => ({ record_key: `cus_${810_000_000 + i * 977}`, status: [200, 200, 502][i % 3] as number, duration_ms: 100 + i }),
    ],
    [
      'columns between bars',
      (i) => `EXPORT|${3_000_000_000 + i * 7919}|ERP|${[200, 500][i % 2]}|${300 + i}|1`,
      (i) => ({ record_key: String(3_000_000_000 + i * 7919), status: [200, 500][i % 2] as number, attempt: null }),
    ],
    [
      'a slash in the number',
      (i) => `pushed it: INV/2026/${String(42 + i).padStart(4, '0')}; ledger said conflict`,
      (i) => ({ record_key: `INV/2026/${String(42 + i).padStart(4, '0')}`, signal: 'failed' }),
    ],
  ];
  for (const [name, line, expected] of CASES) {
    test(name, () => {
      const events = read(times(24, line));
      for (const [index, event] of events.entries()) expect(event, line(index)).toMatchObject(expected(index));
    });
  }

  test('a number that rises because the one before failed is an attempt, whatever it is called', () => {
    const lines = times(6, (i) => [1, 2, 3].map((n) => `stock push sku-${1000 + 7 * i} failed (round ${n})`)).flat();
    expect(read(lines).map(({ attempt }) => attempt)).toEqual(times(6, () => [1, 2, 3]).flat());
  });

  test('counted from 0, the first is 1', () => {
    const lines = times(6, (i) => [0, 1, 2].map((n) => `stock push sku-${1000 + 7 * i} failed (round ${n})`)).flat();
    expect(read(lines).map(({ attempt }) => attempt)).toEqual(times(6, () => [1, 2, 3]).flat());
  });
});

describe('what is none', () => {
  const NOTHING: Partial<Event> = { record_key: null, status: null, attempt: null };
  const CASES: readonly [string, (index: number) => string][] = [
    ['sizes, pools and remaining work', (i) => `gc pause ${i} ms, heap ${200 + 7 * i} of 512 MB, jobs waiting ${100 + 13 * i}`],
    ['ports', (i) => `connected to 10.0.0.${i % 9}:${[443, 502, 587][i % 3]} in ${i} ms, pool size ${100 + i}`],
    ['counts of a batch', (i) => `batch of ${[200, 404, 500][i % 3]} contacts prepared`],
    ['lines of code and threads', (i) => `sync.py:${[212, 340, 401][i % 3]} worker-${10 + i} idle`],
    ['progress', (i) => `processed ${100 + 10 * i} of 500, ${400 - 10 * i} remaining`],
    ['windows of a protocol', (i) => `peer ${1 + (i % 5)} up, credit ${[200, 400, 500][i % 3]}, streams ${i % 9}`],
    ['checksums and bytes', (i) => `wrote part ${i}, ${1000 + 77 * i} b, crc ${100_000_000 + 7919 * i}`],
    ['shards and nodes', (i) => `rebalanced shard-${10 + i} onto node-${40 - i}`],
  ];
  for (const [name, line] of CASES) {
    test(name, () => {
      const events = read(times(24, line));
      for (const [index, event] of events.entries()) expect(event, line(index)).toMatchObject(NOTHING);
    });
  }

  test('pages rise without a failure before them', () => {
    const events = read(times(24, (i) => `export EX-${10 + Math.floor(i / 8)} wrote part ${1 + (i % 8)}`));
    expect(events.every(({ attempt }) => attempt === null)).toBe(true);
  });

  test('where the vocabulary finds the keys, other identifiers stay what they are', () => {
    const events = read(times(24, (i) => (i % 2 ? `order A-${100 + i} stored` : `lock LK-${900 + i} taken`)));
    expect(events.filter((_, i) => i % 2 === 0).every(({ record_key }) => record_key === null)).toBe(true);
  });
});
