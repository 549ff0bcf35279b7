import { describe, expect, it } from 'vitest';
import { intake } from '../../../src/intake/intake.js';
import type { Event } from '../../../src/model/event.js';
import { withFolder } from '../with-files.js';

/** Reads lines, each some seconds after the one before. */
async function read(lines: readonly string[], prefix = ''): Promise<Event[]> {
  const at = (n: number) => new Date(Date.UTC(2026, 4, 3, 2, 0, 7 * n)).toISOString().slice(0, 19).replace('T', ' ');
  const text = lines.map((line, n) => `${at(n)} ${prefix}${line}\n`).join('');
  return withFolder({ 'night.log': text }, async (folder) => {
    const events: Event[] = [];
    await intake([folder], (batch) => void events.push(...batch));
    return events;
  });
}

const callsIn = (events: readonly Event[]) => events.filter(({ kind }) => kind === 'exchange');

/** Four pieces of work: three are answered at once, the third after it was handed over twice. */
function story(
  hand: (id: string) => string,
  fine: (id: string) => string,
  silent: (id: string) => string,
  prefix = '',
  ids = ['K-101', 'K-102', 'K-103', 'K-104'],
) {
  const [a, b, c, d] = ids as [string, string, string, string];
  const lines = [hand(a), fine(a), hand(b), fine(b), hand(c), silent(c), hand(c), fine(c), hand(d), fine(d)];
  return read(lines, prefix);
}

describe('a call that is told in words over several lines', () => {
  it.each<[string, string, (id: string) => string, (id: string) => string, (id: string) => string]>([
    [
      'hub',
      'English',
      (id) => `handing ${id} (500 rows) to the hub`,
      (id) => `hub says ${id} OK`,
      (id) => `no word from hub about ${id} within 20 seconds`,
    ],
    [
      'ledger',
      'no word of success',
      (id) => `passing batch ${id} to ledger`,
      (id) => `ledger took ${id}: 40 of 40 lines`,
      (id) => `ledger stays silent on ${id}, trying again`,
    ],
    ['vault', 'an arrow', (id) => `${id} => vault`, (id) => `vault acknowledged ${id}`, (id) => `vault did not answer for ${id}`],
    [
      'depot',
      'the key first',
      (id) => `${id}: sending to depot`,
      (id) => `${id}: accepted by depot`,
      (id) => `${id}: heard nothing from depot for 30 s`,
    ],
    [
      'carrier desk',
      'two words',
      (id) => `booking ${id} with the carrier desk`,
      (id) => `carrier desk confirmed ${id}`,
      (id) => `no reply from carrier desk to ${id}`,
    ],
    [
      'portal',
      'German',
      (id) => `Übergebe Meldung ${id} an das Portal`,
      (id) => `Portal: ${id} angenommen`,
      (id) => `Portal antwortet nicht auf ${id}, noch einmal`,
    ],
    ['lager', 'German', (id) => `${id}: Übergabe an Lager`, (id) => `${id}: Lager quittiert`, (id) => `${id}: keine Rückmeldung von Lager`],
    [
      'registre',
      'French',
      (id) => `remise de ${id} au registre`,
      (id) => `le registre confirme ${id}`,
      (id) => `pas de réponse du registre pour ${id}`,
    ],
    [
      'almacén',
      'Spanish',
      (id) => `enviando ${id} al almacén`,
      (id) => `almacén: ${id} aceptado`,
      (id) => `el almacén no responde para ${id}`,
    ],
    [
      'magazzino',
      'Italian',
      (id) => `invio ${id} al magazzino`,
      (id) => `magazzino: ${id} confermato`,
      (id) => `nessuna risposta dal magazzino per ${id}`,
    ],
    [
      'magazijn',
      'Dutch',
      (id) => `${id} doorsturen naar magazijn`,
      (id) => `magazijn heeft ${id} bevestigd`,
      (id) => `magazijn reageert niet op ${id}`,
    ],
  ])('to %s (%s)', async (target, _, hand, fine, silent) => {
    const calls = callsIn(await story(hand, fine, silent));
    expect(calls.map(({ timed_out, signal }) => timed_out ?? signal)).toEqual(['succeeded', 'succeeded', true, 'succeeded', 'succeeded']);
    expect(new Set(calls.map((call) => call.target))).toEqual(new Set([target]));
    expect(calls.map(({ record_key }) => record_key)).toEqual(['K-101', 'K-102', 'K-103', 'K-103', 'K-104']);
    expect(calls[0]).toMatchObject({ vantage: 'caller', duration_ms: 7000 });
  });

  const MANY = Array.from({ length: 8 }, (_, n) => `K-10${n}`);

  it.each<[string, (id: string) => string, (id: string) => string, (id: string) => string]>([
    ['STOCK', (id) => `> STOCK ${id} RED 12`, (id) => `< STOCK ${id} OK`, (id) => `! STOCK ${id} no reply in 5s`],
    [
      'transmission',
      (id) => `transmission ${id} essai 1`,
      (id) => `transmission ${id} acceptée`,
      (id) => `transmission ${id} sans réponse après 8 s`,
    ],
    ['dial', (id) => `${id} dial`, (id) => `${id} MDN processed`, (id) => `${id} no answer for 30 s`],
    ['Anfrage', (id) => `Anfrage ${id}, Versuch 1`, (id) => `Anfrage ${id} bestätigt`, (id) => `Anfrage ${id}: keine Antwort nach 10 s`],
    ['reserve', (id) => `reserve ${id} for desk 4`, (id) => `${id} done`, (id) => `${id} unanswered for 20 s`],
  ])('that names what is done alone: %s', async (operation, hand, fine, silent) => {
    const lines = MANY.flatMap((id, n) => (n % 3 === 1 ? [hand(id), silent(id), hand(id), fine(id)] : [hand(id), fine(id)]));
    const calls = callsIn(await read(lines));
    expect(new Set(calls.map((call) => call.operation))).toEqual(new Set([operation]));
    expect(calls.filter(({ timed_out }) => timed_out).map(({ record_key }) => record_key)).toEqual(['K-101', 'K-104', 'K-107']);
    expect(calls).toHaveLength(11);
  });

  it('is told as done when it is handed over', async () => {
    const lines = ['K-101', 'K-102', 'K-103'].flatMap((id) => [`sent ${id} to hub`, `hub confirmed ${id}`]);
    expect(
      callsIn(await read([...lines, 'sent K-104 to hub', 'no answer from hub for K-104'])).map(
        ({ timed_out, signal }) => timed_out ?? signal,
      ),
    ).toEqual(['succeeded', 'succeeded', 'succeeded', true]);
  });

  it('goes by the name of the part of the program that tells of it', async () => {
    const calls = callsIn(
      await story(
        (id) => `handing ${id} to hub`,
        (id) => `hub took ${id}`,
        () => 'no word from hub',
        '[HandOver] ',
      ),
    );
    expect(calls.map(({ operation }) => operation)).toEqual(Array(5).fill('HandOver'));
  });

  it.each([
    ['submitting claim', (id: string) => `submitting claim ${id} to payer`],
    ['Übergebe Meldung', (id: string) => `Übergebe Meldung ${id} an payer`],
    ['demande de paiement', (id: string) => `demande de paiement ${id} transmise à payer`],
    ['remise', (id: string) => `remise de ${id} à payer`],
    ['handing over to payer', (id: string) => `${id} => payer`],
  ])('goes by its own words where no part of the program is named: %s', async (operation, hand) => {
    expect(
      callsIn(
        await story(
          hand,
          (id) => `payer confirms ${id}`,
          (id) => `no word from payer for ${id}`,
        ),
      )[0],
    ).toMatchObject({ operation });
  });

  it('is about the work, not about the customer that other work names too', async () => {
    const lines = MANY.flatMap((id, n) => [
      `> BOOK ${4711000 + n} NEW H00${n % 2}`,
      n % 3 === 0 ? `! BOOK ${4711000 + n} no reply in 5s` : `< BOOK ${4711000 + n} OK`,
      `note ${id}`,
    ]);
    expect(
      callsIn(await read(lines))
        .slice(4)
        .map(({ record_key }) => record_key),
    ).toEqual(['4711004', '4711005', '4711006', '4711007']);
  });

  it('is refused in the words of the other side', async () => {
    const ids = ['K-1', 'K-2', 'K-3'].flatMap((id) => [`submitting claim ${id} to payer`, `payer accepted claim ${id}`]);
    const calls = callsIn(await read([...ids, 'submitting claim K-4 to payer', 'payer rejected claim K-4: no such policy']));
    expect(calls[3]).toMatchObject({ signal: 'failed', error: 'no such policy', record_key: 'K-4', target: 'payer' });
  });

  it('ends in silence though the line names the system alone', async () => {
    const calls = callsIn(
      await story(
        (id) => `handing ${id} to hub`,
        (id) => `hub took ${id}`,
        () => 'hub does not answer',
      ),
    );
    expect(calls[2]).toMatchObject({ timed_out: true, record_key: 'K-103' });
  });

  it('needs no key where the program waits for each answer', async () => {
    const one = ['envoi au service postal', 'service postal : ok'];
    const calls = callsIn(await read([...one, ...one, one[0]!, 'service postal : pas de réponse', ...one], '[lettres] '));
    expect(calls.map(({ timed_out, signal }) => timed_out ?? signal)).toEqual(['succeeded', 'succeeded', true, 'succeeded']);
  });

  it('tells answers apart that come in another order', async () => {
    const lines = [
      'handing K-101 to hub',
      'handing K-102 to hub',
      'hub says K-102 OK',
      'handing K-103 to hub',
      'hub says K-101 OK',
      'hub says K-103 OK',
    ];
    expect(callsIn(await read(lines)).map(({ record_key, duration_ms }) => [record_key, duration_ms])).toEqual([
      ['K-102', 7000],
      ['K-101', 28000],
      ['K-103', 14000],
    ]);
  });
});

describe('no call is', () => {
  const thrice = (...lines: ((id: string) => string)[]) =>
    read(['K-101', 'K-102', 'K-103', 'K-104'].flatMap((id) => lines.map((line) => line(id))));

  it.each<[string, ((id: string) => string)[]]>([
    ['the progress of a batch', [(id) => `starting batch ${id}`, (id) => `batch ${id}: 200 of 500 rows`, (id) => `batch ${id} done`]],
    ['a state within one program', [(id) => `moving order ${id} to packing`, (id) => `order ${id} packed ok`]],
    ['what is put into a queue', [(id) => `passing ${id} to worker`, (id) => `worker finished ${id}`]],
    ['a file that is written', [(id) => `writing ${id} to disk`, (id) => `${id} written ok`]],
    ['what nobody answers', [(id) => `sending ${id} to printer`, () => 'cache refreshed']],
    ['what the same program does next', [(id) => `sending ${id} to printer`, (id) => `${id} archived ok`]],
    ['a check within one program', [(id) => `checking order ${id}`, (id) => `order ${id} accepted`]],
    ['an order that comes in', [(id) => `order ${id} received`, (id) => `order ${id} accepted`, (id) => `order ${id} done`]],
    [
      'what one run wrote after the other',
      [(id) => `RUN7001 voucher ${id} posted to ledger doc D-${id.slice(2)}00`, (id) => `RUN7001 voucher X${id} rejected`],
    ],
    ['talk of people', [(id) => `anna: can someone look at ${id}?`, (id) => `ben: looking at ${id}, ok`]],
  ])('%s', async (_, lines) => {
    expect(callsIn(await thrice(...lines))).toEqual([]);
  });

  it('what stands beside calls with an address', async () => {
    const events = await thrice(
      (id) => `submitting ${id} to ledger`,
      (id) => `POST https://ledger.test/entries 201 for ${id}`,
      (id) => `ledger accepted ${id}`,
    );
    expect(new Set(callsIn(events).map(({ operation }) => operation))).toEqual(new Set(['POST /entries']));
  });

  it('a step between the question and its answer', async () => {
    const events = await thrice(
      (id) => `handing ${id} to hub`,
      (id) => `hub queue place for ${id} is short`,
      (id) => `hub says ${id} OK`,
    );
    expect(callsIn(events).map(({ duration_ms }) => duration_ms)).toEqual([14000, 14000, 14000, 14000]);
  });
});
