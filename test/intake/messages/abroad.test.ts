/** Sentences of logs in other languages, and the look-alikes that mean nothing. */
import { expect, test } from 'vitest';
import { readMessage } from '../../../src/intake/messages/message.js';
import { signalOf } from '../../../src/intake/messages/signal.js';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { SourceRecord } from '../../../src/intake/records/format.js';
import type { Signal } from '../../../src/model/event.js';

test.each<[Signal | null, string]>([
  ['succeeded', 'Rechnung R-77 erfolgreich übertragen'],
  ['succeeded', 'Facture FAC-9 enregistrée'],
  ['succeeded', 'Pedido P-12 registrado'],
  ['succeeded', 'Ordine 4711 inviato al magazzino'],
  ['failed', 'Buchung 4711 abgelehnt: Konto unbekannt'],
  ['failed', 'Échec de la transmission du dossier D-7'],
  ['failed', 'Facture FAC-9 non transmise'],
  ['failed', 'Pedido P-12 rechazado por el ERP'],
  ['retry_scheduled', 'Fehler beim Senden, neuer Versuch in 400 ms'],
  ['retry_scheduled', 'Échec, nouvelle tentative dans 2 s'],
  ['retry_scheduled', 'Error de red, reintentando en 5 s'],
  ['gave_up', 'Auftrag 77 nach 5 Versuchen aufgegeben'],
  ['gave_up', 'Dossier D-7 mis de côté'],
  ['gave_up', 'Pedido P-12 descartado'],
  ['duplicate_skipped', 'Beleg 9 bereits verarbeitet'],
  ['duplicate_skipped', 'Doublon ignoré : FAC-9'],
  ['started', 'Übergebe Auftrag 77 an Lager'],
  ['received', 'Webhook reçu'],
  [null, 'Keine neuen Aufträge'],
  [null, 'Stock actuel 12'],
])('%s: %s', (signal, message) => {
  expect(signalOf(message, { level: null, status: null })).toBe(signal);
});

test('waits that other languages announce', () => {
  expect(readMessage('Fehler, neuer Versuch in 400 ms').wait).toBe(400);
  expect(readMessage('échec, nouvel essai dans 2 s').wait).toBe(2000);
  expect(readMessage('failed (HTTP 400: no such unit), attempt 1 of 6, next in 107 ms')).toMatchObject({ wait: 107, duration: null });
});

test('a status before a code in one word; no status in an address', () => {
  expect(readMessage('listing L-7 got 403 dailyQuotaExceeded, try 2 of 6').status).toBe(403);
  expect(readMessage('ledger answered 422 MISSING_FIELD').status).toBe(422);
  expect(readMessage('got 403 results').status).toBeNull();
  expect(readMessage('connection (10.0.0.1:4000 -> 127.0.0.1:5672): user authenticated').status).toBeNull();
});

test.each([
  ['RX 77 sin respuesta válida: 401 sesión caducada', 401],
  ['Meldung 77 zurück (403 keine Berechtigung)', 403],
  ['lot 77, refus du dépôt: 429 trop de demandes', 429],
  ['slip 77 sent back: 404 - unknown client', 404],
  ['Lieferung 77: 455 Limit-Etiketten', null],
  ['slip 77 weighed 401 missing bags', null],
  ['palette 77: 503 cartons', null],
])('a status with its reason in plain words: %s', (text, status) => expect(readMessage(text).status).toBe(status));

test('what was made, and what for', () => {
  const facts = readMessage('booking 640201 created for channel ref HX-265001 hotel H14');
  expect(facts.created).toBe('640201');
  expect(facts.pairs).toContainEqual({ name: 'record_ref', value: 'HX-265001' });
  expect(readMessage('Auftrag 4711801 angelegt, Kundenreferenz K-5/26, 13 Stück').created).toBe('4711801');
  expect(readMessage('POST /orders A-7 -> 201 order=700050 in 26 ms').created).toBe('700050');
  expect(readMessage('POST /orders A-7 -> 201 took=26 in 26 ms').created).toBeNull();
  expect(readMessage('topic 12 created for partition 3').created).toBeNull();
});

test('what a warning calls thrown away was given up; a connection, a copy and a draft are not', () => {
  const warn = (message: string) => signalOf(message, { level: 'warn', status: null });
  expect(warn('Rechnung R-77 verworfen')).toBe('gave_up');
  expect(warn('Sendung S-12 liegt, ohne erneute Wiedervorlage')).toBe('gave_up');
  for (const other of ['Verbindung verworfen', 'Puffer verworfen', 'Entwurf verworfen', 'Datensatz unverändert, verworfen'])
    expect(warn(other), other).not.toBe('gave_up');
  expect(signalOf('Rechnung R-77 verworfen', { level: 'info', status: null })).not.toBe('gave_up');
});

test('a noun of any language names the key behind it', () => {
  expect(readMessage('Lieferschein L9-4711 zurückgestellt').pairs).toContainEqual({ name: 'lieferschein', value: 'L9-4711' });
  expect(readMessage('facture FAC-2207 mise de côté').pairs).toContainEqual({ name: 'facture', value: 'FAC-2207' });
  expect(readMessage('Auftrag 4711 mit 3 Positionen').pairs).toContainEqual({ name: 'auftrag', value: '4711' });
  expect(readMessage('Auftrag wartet 12 s').pairs).toEqual([]);
});

test('late is a word, not a part of one', () => {
  expect(signalOf('template of the label discarded', { level: 'info', status: null })).not.toBe('stale_skipped');
  expect(signalOf('late event discarded', { level: 'info', status: null })).toBe('stale_skipped');
});

const at = Date.parse('2026-03-04T05:06:07Z');
const eventsOf = (texts: readonly string[]) => {
  const records: SourceRecord[] = texts.map((message, n) => ({ line: n + 1, time: at + n * 1000, message, fields: {} }));
  const normalizer = createNormalizer({ file: 'a.log', format: 'timestamped-text' }, records);
  return records.map((record) => normalizer.events(record)[0]!);
};

test.each([
  ['pedido', 'documento'],
  ['pedido', 'cobranca'],
  ['rechnung', 'zahlung'],
  ['commande', 'paiement'],
])('beside the %s that was sent stands the %s that was made of it, on successes only', (sent, made) => {
  const all = eventsOf(
    Array.from({ length: 30 }, (_, n) =>
      n % 3 === 0
        ? `POST https://erp.test/api/papers ${sent}=PV-${2000 + n} -> 503`
        : `POST https://erp.test/api/papers ${sent}=PV-${2000 + n} -> 201 ${made}=${5_500_100 + n}`,
    ),
  );
  expect(all[1]).toMatchObject({ record_key: 'PV-2001', created_id: '5500101' });
  expect(all[3]).toMatchObject({ record_key: 'PV-2003', created_id: null });
});
