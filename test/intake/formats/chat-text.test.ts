import { describe, expect, it } from 'vitest';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { formats } from '../../../src/intake/formats/index.js';
import { best, records } from './sample.js';

const MARCH = Date.UTC(2026, 2, 1);
const at = (hour: number, minute: number) => MARCH + (hour * 60 + minute) * 60_000;

function read(text: string, name = 'channel.txt') {
  const top = best(documentFormats, text, name);
  return {
    format: top.name,
    said: records(top.format, text, name).map(({ line, proven }) => [line, proven?.at_ms ?? null, proven?.state ?? null]),
  };
}

describe('a chat', () => {
  it.each([
    [
      'with date and zone in brackets',
      '[2026-03-01 08:05 UTC] ida: morning all, coffee is ready downstairs\n[2026-03-01 09:40 UTC] bo: orders from the night are missing in the ledger, anybody?\n[2026-03-01 09:55 UTC] ida: looking into it right now\n',
    ],
    [
      'as a messenger exports it',
      '1.3.2026, 08:05 - Ida Holm: morning all, coffee is ready downstairs\n1.3.2026, 09:40 - Bo: half of the payouts went out twice, anybody?\n1.3.2026, 09:55 - Ida Holm: looking into it right now\n',
    ],
    [
      'with the names in angle brackets',
      '2026-03-01 08:05 <ida> morning all, coffee is ready downstairs\n2026-03-01 09:40 <bo> the shop gets 503s from us, anybody?\n2026-03-01 09:55 <ida> looking into it right now\n',
    ],
    [
      'in German',
      '[2026-03-01 08:05] ida: guten Morgen zusammen, der Kaffee ist fertig\n[2026-03-01 09:40] bo: im Lager fehlen die Aufträge der Nacht\n[2026-03-01 09:55] ida: ich schaue mir das gleich an\n',
    ],
  ])('%s: each line has its time, and what tells of harm is a notice', (_, text) => {
    expect(read(text)).toEqual({
      format: 'chat-text',
      said: [
        [1, at(8, 5), null],
        [2, at(9, 40), 'notice'],
        [3, at(9, 55), null],
      ],
    });
  });

  it('claims what it tells of amounts and other times, not that it was said', () => {
    const text =
      '[2026-03-01 09:40 UTC] bo: finance tells me the payouts hang since today\n[2026-03-01 09:55 UTC] ida: looking into it right now\n[2026-03-01 10:00 UTC] ida: 40 orders failed since 08:15, it seems\n';
    const top = best(documentFormats, text, 'channel.txt');
    const said = records(top.format, text, 'channel.txt');
    const claims = said.flatMap(({ line, also = [] }) => also.map(({ labels }) => [line, JSON.parse(labels ?? '{}').times]));
    expect(claims).toEqual([[3, ['2026-03-01T08:15:00.000Z']]]);
    expect(said[0]?.proven?.state).toBe('notice');
  });

  it('goes on with lines that have no time', () => {
    const text =
      '[2026-03-01 09:40 UTC] bo: orders of the night\nare missing in the ledger\n[2026-03-01 09:55 UTC] ida: looking into it right now\n[2026-03-01 10:00 UTC] ida: found it, the cursor was wrong\n';
    expect(read(text).said.map(([line]) => line)).toEqual([1, 3, 4]);
  });

  it.each([
    [
      'in German',
      'Ticket 7001\nErstellt: 01.03.2026 10:20 (MEZ) von: Dispo\nBetreff: Lieferscheine\n\n01.03.2026 10:20 Dispo: Lager Nord hat angerufen, dort kommt seit der Nacht nichts an.\n01.03.2026 10:55 Technik: Wir sehen uns das Protokoll von heute an.\n',
    ],
    [
      'in English',
      'Ticket: 7001\nOpened by: desk\nCreated: 2026-03-01 09:20 UTC\n\n2026-03-01 09:20 desk: the warehouse called, no slips since last night\n2026-03-01 09:55 ops: we are reading the log of the agent\n',
    ],
  ])('that follows the head of a ticket %s: who opened it noticed something', (_, text) => {
    const { format, said } = read(text, 'ticket.txt');
    expect(format).toBe('chat-text');
    const [first, ...more] = said.filter(([, ms]) => ms !== null);
    expect(first!.slice(1)).toEqual([at(9, 20), 'notice']);
    expect(more).toEqual([
      [expect.any(Number), at(9, 20), 'notice'],
      [expect.any(Number), at(9, 55), null],
    ]);
  });

  it.each([
    [
      'a log with names of loggers',
      '[2026-03-01 08:05] worker: job 17 was taken from the queue\n[2026-03-01 08:06] worker: job 18 was taken from the queue\n[2026-03-01 08:07] worker: job 19 was taken from the queue\n',
    ],
    [
      'a log with levels',
      '2026-03-01 08:05 error: the order could not be sent\n2026-03-01 08:06 warning: the next order could not be sent\n2026-03-01 08:07 info: all of them were sent\n',
    ],
    [
      'fields',
      '08:05 sync: order=A-1 status=503 tries=1\n08:06 sync: order=A-2 status=201 tries=1\n08:07 sync: order=A-3 status=201 tries=2\n',
    ],
  ])('is not %s', (_, text) => {
    expect(best(formats, text, 'x.log').name).not.toBe('chat-text');
  });
});
