import { describe, expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord, Value } from '../../../src/intake/records/format.js';
import { storeOf } from '../../support/store.js';

/** Lines of answers that fail, with code and words: an answer a second, of bodies or of fields beside the status. */
async function failuresIn(answers: readonly Value[], call = 'POST http://books.test/bills') {
  const [method = '', url = ''] = call.split(' ');
  const records = answers.map((answer, n): SourceRecord => {
    const said =
      typeof answer === 'object' && answer !== null && 'beside' in answer ? (answer.beside as object) : { response_body: answer };
    return {
      line: n + 1,
      time: Date.UTC(2026, 3, 1, 8, 0, n),
      message: 'call done',
      fields: { method, url, status_code: 200, invoice: `INV-${100 + n}`, ...said },
    };
  });
  const normalizer = createNormalizer({ file: 'books.log', format: 'json' }, records);
  const store = await storeOf(records.flatMap((record) => normalizer.events(record)));
  const rows = await store.rows("SELECT line, code, error FROM events WHERE body_outcome = 'error' ORDER BY line");
  store.close();
  return rows.map(({ line, code, error }) => [line, code, error]);
}
const good = (make: (n: number) => Value): Value[] => Array.from({ length: 8 }, (_, n) => make(n));

describe('what a code of a provider means is learned from the answers beside it', () => {
  it.each<[string, (n: number) => Value, Value, (string | null)[]]>([
    [
      'words that good answers never have',
      (n) => ({ retCode: 'A1', retMsg: 'posted', n }),
      { retCode: 'C7', retMsg: 'ledger closed', n: 9 },
      ['C7', 'ledger closed'],
    ],
    [
      'the document is missing',
      (n) => `<r><ResultCode>S100</ResultCode><Document>${n}1</Document></r>`,
      '<r><ResultCode>E217</ResultCode><Hint>x</Hint></r>',
      ['E217', null],
    ],
    ['noughts are left', (n) => ({ head: { rc: '00' }, data: { n } }), { head: { rc: '17' }, data: { n: 9 } }, ['17', null]],
    [
      'in the part that is kept for it',
      (n) => ({ return: { code: 0, desc: '', doc: n } }),
      { return: { code: -12, desc: 'account is closed' } },
      ['-12', 'account is closed'],
    ],
    ['a gateway that answers with a line', (n) => `ID: 7f${n}3ac`, 'ERR: 114, no such route', ['ERR', '<*>, no such route']],
    ['bars between the parts', (n) => `0|OK|88${n}`, '-3|subscriber barred|', ['-3', 'subscriber barred']],
    ['form data', (n) => `ACK=Success&TRANSACTIONID=4H${n}`, 'ACK=Failure&L_CODE=10759', ['Failure', null]],
    ['a negative number', (n) => ({ ret: 0, n }), { ret: -7, n: 9 }, ['-7', null]],
    ['an acknowledgement', (n) => ({ ack: 'AA', seq: n }), { ack: 'AE', seq: 9, text: 'ward unknown' }, ['AE', 'ward unknown']],
    ['beside the status', () => ({ beside: { rc: '00' } }), { beside: { rc: '51' } }, ['51', null]],
    ['a state of one letter, and nothing was made', (n) => ({ status: 'S', bill: `B-${n}` }), { status: 'F', info: 'x' }, ['F', null]],
    [
      'in another language',
      (n) => ({ codigo_retorno: '100', protocolo: n }),
      { codigo_retorno: '539', motivo: 'nota fora do prazo' },
      ['539', 'nota fora do prazo'],
    ],
  ])('%s', async (_, make, bad, told) => {
    expect(await failuresIn([...good(make), bad])).toEqual([[9, ...told]]);
  });

  it.each<[string, (n: number) => Value, Value, string?]>([
    [
      'a warning beside what was made',
      (n) => ({ resultCode: 'S100', document: `D-${n}` }),
      { resultCode: 'W014', document: 'D-9', text: 'moved to the next day' },
    ],
    ['work still under way', (n) => ({ retCode: 'A1', retMsg: 'posted', n }), { retCode: 'Q1', retMsg: 'queued for the night', n: 9 }],
    ['done already', (n) => ({ retCode: 'A1', retMsg: 'posted', n }), { retCode: 'A9', retMsg: 'already posted', n: 9 }],
    [
      'the place of an error, kept free',
      (n) => ({ error: { code: 0, message: '' }, bill: n }),
      { error: { code: 0, message: 'none' }, bill: 9 },
    ],
    ['a code of each bill', (n) => ({ code: `B${n}`, name: 'x' }), { code: 'B99' }],
    ['a state of the business', (n) => ({ status: 'A', id: 4000 + n, ship_date: '2026-04-02' }), { status: 'B', id: 4100 }],
    ['a later date', (n) => ({ status: 'A', order: `X-${n}`, date: n }), { status: 'B', order: 'X-9' }],
    ['prose', (n) => `Order ${n} stored`, 'Order 9 noted'],
    ['a state that is read', (n) => ({ status: 'P', paid_at: n }), { status: 'O' }, 'GET http://books.test/bills/last'],
    ['codes without a custom', (n) => ({ result: n % 2 ? 'R1' : 'R2', n }), { result: 'R3' }],
  ])('%s is no failure', async (_, make, other, call) => {
    expect(await failuresIn([...good(make), other], call)).toEqual([]);
  });
});
