import { expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const CALL: Written = { file: 'texts.log', kind: 'exchange', vantage: 'caller', target: 'sms.test', method: 'POST', route: '/texts' };
const times = (count: number, make: (n: number) => Written): Written[] =>
  Array.from({ length: count }, (_, n) => ({ at: `10:${String(n).padStart(2, '0')}:00`, ...make(n) }));
const SQL = 'SELECT DISTINCT created_id IS NOT NULL AS given, event_key IS NOT NULL AS event FROM events WHERE status = 202';

const good = times(10, (n) => ({ status: 202, record_key: `N-${n}`, event_key: `m-88${n}` }));
const failed = times(3, (n) => ({ status: 401, record_key: `N-9${n}` }));

it('a message id that stands on good answers alone is what was given', async () => {
  expect(await rowsOf(SQL, [...good, ...failed], CALL)).toEqual([{ given: true, event: false }]);
});

it.each<[string, Written[]]>([
  ['failed calls name one too', [...good, ...failed.map((call, n) => ({ ...call, event_key: `m-99${n}` }))]],
  ['no call failed', good],
  ['one is passed on again', [...good, ...failed, { at: '10:30:00', status: 202, record_key: 'N-3', event_key: 'm-883' }]],
])('it is that of an event where %s', async (_, events) => {
  expect(await rowsOf(SQL, events, CALL)).toEqual([{ given: false, event: true }]);
});
