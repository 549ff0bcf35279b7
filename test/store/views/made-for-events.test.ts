import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const SQL = 'SELECT key, count(*) AS created, any_value(operation) AS operation FROM effects GROUP BY key HAVING count(*) > 1 ORDER BY key';

/** A receiver that says in words of its own what it made for each delivered event; `ref` may come first on another line. */
function receiver(template: string, field: string, ref: (n: number) => string): Written[] {
  return Array.from({ length: 6 }, (_, n): Written[] => {
    const [event_key, minute] = [`evt-${n % 5}`, n === 5 ? '30' : `0${n}`];
    return [
      { file: 'app.log', at: `10:${minute}:00`, kind: 'statement', signal: 'received', event_key, template: 'hook in' },
      { file: 'app.log', at: `10:${minute}:04`, kind: 'statement', event_key, template, record_field: field, record_key: ref(n) },
      {
        file: 'sent.csv',
        at: `10:${minute}:00`,
        kind: 'delivery',
        vantage: 'caller',
        method: 'POST',
        route: '/hooks/paid',
        event_key,
        status: 200,
      },
    ];
  }).flat();
}

describe('what a receiver made for a delivered event', () => {
  it.each([
    ['points credited', 'transaction'],
    ['avoir emis', 'avoir'],
    ['Bon gedruckt', 'bon'],
  ])('is an effect of it: %s', async (template, field) => {
    expect(
      await rowsOf(
        SQL,
        receiver(template, field, (n) => `T-${700 + n}`),
      ),
    ).toEqual([{ key: 'evt-0', created: 2, operation: 'POST /hooks/paid' }]);
  });

  it('is none where the same thing is named again', async () => {
    expect(
      await rowsOf(
        SQL,
        receiver('ticket closed', 'ticket', (n) => `T-${700 + (n % 5)}`),
      ),
    ).toEqual([]);
  });

  it('is one where one delivery brings two things', async () => {
    const two = receiver('parcel packed', 'parcel', (n) => `P-${700 + n}`).map((event) =>
      event.at === '10:30:00' ? { ...event, signal: 'started', kind: 'statement' } : event,
    );
    expect(await rowsOf(SQL, two)).toEqual([]);
  });

  describe('by a receiver that gives each request an id and says nothing when one comes in', () => {
    const requests = (requestOf: (n: number) => string) =>
      receiver('points booked', 'booking', (n) => `T-${700 + n}`)
        .filter(({ signal }) => signal !== 'received')
        .map(
          (event, at): Written =>
            event.kind === 'statement' ? { ...event, signal: 'succeeded', request_id: requestOf(Math.floor(at / 2)) } : event,
        );

    it('is made again by another request', async () => {
      expect(
        await rowsOf(
          SQL,
          requests((n) => `r-${n}`),
        ),
      ).toMatchObject([{ key: 'evt-0', created: 2 }]);
    });

    it('is one of several things where the request is the same', async () => {
      expect(
        await rowsOf(
          SQL,
          requests((n) => `r-${n % 5}`),
        ),
      ).toEqual([]);
    });
  });

  it('is an effect also where the line on the delivery names no field for the id', async () => {
    const unnamed = receiver('stamp added', 'stamp', (n) => `S-${700 + n}`).map(({ event_key, ...event }) =>
      event.signal === 'received' ? { ...event, record_field: 'record_ref', record_key: event_key } : { ...event, event_key },
    );
    expect(await rowsOf(SQL, unnamed)).toEqual([{ key: 'evt-0', created: 2, operation: 'POST /hooks/paid' }]);
  });

  /** A receiver whose lines name the order that the event is about; what it made stands beside it. */
  function beside(field: string, ref: (n: number) => string, more: (n: number) => Written[] = () => []): Written[] {
    return Array.from({ length: 6 }, (_, n): Written[] => {
      const [event_key, minute] = [`evt-${n % 5}`, n === 5 ? '30' : `0${n}`];
      const order = { file: 'app.log', kind: 'statement', event_key, record_field: 'order', record_key: `A-${n % 5}` } as const;
      const ids = JSON.stringify({ event: event_key, order: `A-${n % 5}`, [field]: ref(n) });
      return [
        { ...order, at: `10:${minute}:00`, signal: 'received', template: 'hook in' },
        { ...order, at: `10:${minute}:04`, template: 'points credited', ids },
        ...more(n).map((line) => ({ ...order, at: `10:${minute}:05`, ids, ...line })),
      ];
    }).flat();
  }

  it.each(['transaction', 'voucher', 'gutschrift'])('is an effect also beside the record that the line names: %s', async (field) => {
    const rows = await rowsOf(
      'SELECT event_key, count(*) AS made FROM made_for_events GROUP BY event_key HAVING count(*) > 1',
      beside(field, (n) => `T-${700 + n}`),
    );
    expect(rows).toEqual([{ event_key: 'evt-0', made: 2 }]);
  });

  it.each([
    [
      'the id of a run stands in other sentences too',
      beside(
        'run',
        (n) => `r-${700 + n}`,
        () => [{ template: 'mail queued' }],
      ),
    ],
    ['the customer comes again', beside('customer', (n) => `C-${700 + (n % 5)}`)],
  ])('is none: %s', async (_, events) => {
    expect(await rowsOf('SELECT * FROM made_for_events', events)).toEqual([]);
  });
});
