import { describe, expect, it } from 'vitest';
import { intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import { withFolder } from '../with-files.js';

const read = (lines: readonly string[]) =>
  withFolder({ 'agent.log': `${lines.join('\n')}\n` }, async (folder) => {
    const events: Event[] = [];
    await intake([folder], (batch) => void events.push(...batch));
    return events;
  });
const good = (name: string, n: number) =>
  `time=2026-03-02T08:0${n}:00Z level=INFO msg="rpc ok" ${name}=/stock.v1.Shelves/Count target=shelves.test:443 shelf=SH-${n}0 ms=21`;

describe('remote procedures in Go', () => {
  it.each(['method', 'rpc', 'full_method', 'grpc.method', 'call'])('are known by their full name in a field "%s"', async (name) => {
    const [one] = await read([1, 2, 3].map((n) => good(name, n)));
    expect(one).toMatchObject({ kind: 'exchange', vantage: 'caller', target: 'shelves.test', duration_ms: 21 });
    expect(one?.operation).toMatch(/stock\.v1\.Shelves\/Count$/);
  });

  it.each(['PermissionDenied', 'PERMISSION_DENIED', 'Unavailable'])(
    'end with the error that the field for codes names: %s',
    async (code) => {
      const events = await read([
        ...[1, 2, 3].map((n) => good('method', n)),
        `time=2026-03-02T08:05:00Z level=WARN msg="rpc failed" method=/stock.v1.Shelves/Count target=shelves.test:443 code=${code} desc="no role for it" shelf=SH-50 attempt=1`,
      ]);
      expect(events[3]).toMatchObject({ kind: 'exchange', code, error: 'no role for it', attempt: 1, record_key: 'SH-50' });
    },
  );

  const tries = (shelf: string, last: number) => [
    ...[1, 2].map(
      (n) =>
        `time=2026-03-02T08:1${n}:00Z level=WARN msg="rpc failed" method=/stock.v1.Shelves/Count target=shelves.test:443 code=NotFound desc="no such shelf" shelf=${shelf} attempt=${n}`,
    ),
    `time=2026-03-02T08:13:00Z level=ERROR msg="count abandoned" method=/stock.v1.Shelves/Count target=shelves.test:443 code=NotFound desc="no such shelf" shelf=${shelf} attempt=${last}`,
  ];

  it('a line that gives up tells of a call where it counts an attempt of its own', async () => {
    const calls = (await read([...[1, 2, 3].map((n) => good('method', n)), ...tries('SH-60', 3)])).filter(
      ({ kind }) => kind === 'exchange',
    );
    expect(calls.map(({ attempt }) => attempt)).toEqual([null, null, null, 1, 2, 3]);
  });

  it.each(['attempt 1/4 failed: NOT_ON_SALE', '(Versuch 2 von 4) fehlgeschlagen: NOT_ON_SALE', 'intento 3 de 4 rechazado: NOT_ON_SALE'])(
    'are known by their name before which attempt failed: %s',
    async (ended) => {
      const ok = [1, 2, 3].map((n) => `2026-03-02 08:0${n}:00.000 [INF] BookAsync LS-${n}0 ok in 90 ms`);
      const events = await read([...ok, `2026-03-02 08:05:00.000 [WRN] BookAsync LS-70 ${ended}`]);
      expect(events[3]).toMatchObject({
        kind: 'exchange',
        operation: 'BookAsync',
        record_key: 'LS-70',
        attempt: Number(/\d/.exec(ended)?.[0]),
      });
    },
  );

  it('are known by their name behind an arrow, before pairs of names and values, beside checks of health', async () => {
    const events = await read([
      '2026-03-02 08:00:00.000 INFO  [health] GET /healthz -> 200',
      ...[1, 2, 3].flatMap((n) => [
        `2026-03-02 08:0${n}:00.000 DEBUG [port] >> ReserveBerth vessel=VS-${n}0 try=1`,
        `2026-03-02 08:0${n}:00.190 INFO  [port] << ReserveBerth vessel=VS-${n}0 rc=0 (OK) 188 ms`,
      ]),
      '2026-03-02 08:05:00.000 WARN  [port] ReserveBerth vessel=VS-70 try=2/5 failed: java.net.ConnectException: Connection refused',
    ]);
    expect(events.map(({ kind }) => kind)).toEqual(['statement', ...[1, 2, 3].flatMap(() => ['statement', 'exchange']), 'exchange']);
    expect(events[2]).toMatchObject({ operation: 'ReserveBerth', record_key: 'VS-10', duration_ms: 188 });
    expect(events[7]).toMatchObject({ operation: 'ReserveBerth', record_key: 'VS-70', attempt: 2, max_attempts: 5, sent: false });
  });

  it('a method of HTTP and a path of files are no procedures', async () => {
    const [one, two] = await read([
      'time=2026-03-02T08:01:00Z level=INFO msg="request done" method=GET path=/reports/Daily status=200 ms=12',
      'time=2026-03-02T08:02:00Z level=INFO msg="template read" method=reports/Daily shelf=SH-1 ms=12',
    ]);
    expect(one?.operation).toBe('GET /reports/Daily');
    expect(two?.operation).toBeNull();
  });
});
