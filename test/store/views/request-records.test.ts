import { describe, expect, it } from 'vitest';
import { rowsOf, type Written } from '../../support/store.js';

const GATE: Written = { file: 'gate.log', service: 'gate', kind: 'exchange', method: 'POST', route: '/loads', status: 503, at: '10:00:00' };
const SQL = 'SELECT record_key, record_field FROM events ORDER BY id';

/** Two tries that know the id of the request only, and the line that ends it. */
const request = (n: number, over: Written = {}): Written[] => [
  { ...GATE, at: `10:0${n}:00`, record_key: `rq-${n}`, record_field: 'id', ids: `{"id":"rq-${n}"}`, repeat: { times: 2 } },
  { ...GATE, at: `10:0${n}:01`, record_key: `L-${n}`, record_field: 'load', ids: `{"id":"rq-${n}","load":"L-${n}"}`, ...over },
];

describe('lines that know the id of a request only', () => {
  it('are about the record that its last line names', async () => {
    const rows = await rowsOf(
      SQL,
      [1, 2, 3].flatMap((n) => request(n)),
    );
    expect(rows).toHaveLength(9);
    for (const row of rows) expect(row.record_field).toBe('load');
  });

  it('are left alone where that line says that the id was created', async () => {
    const rows = await rowsOf(
      SQL,
      [1, 2, 3].flatMap((n) => request(n, { created_id: `rq-${n}` })),
    );
    expect(rows.filter((row) => row.record_field === 'id')).toHaveLength(6);
  });

  it('are left alone where one id goes with many records', async () => {
    const others = [1, 2, 3].flatMap((n) => [...request(n), ...request(n, { record_key: `M-${n}` })]);
    const rows = await rowsOf(SQL, others);
    expect(rows.filter((row) => row.record_field === 'id')).toHaveLength(12);
  });

  it('are left alone where few of them have such a line', async () => {
    const alone = Array.from({ length: 8 }, (_, n) => request(n).slice(0, 1)).flat();
    const rows = await rowsOf(SQL, [...request(9), ...alone]);
    expect(rows.filter((row) => row.record_field === 'id')).toHaveLength(18);
  });
});
