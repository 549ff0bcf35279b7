/** What the first look leaves out would have found nothing: a message reads the same with all readers tried. */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readMessage } from '../../../src/intake/messages/message.js';

const ALL = () => -1;

function same(text: string): void {
  expect(readMessage(text), text).toEqual(readMessage(text, ALL));
}

test('lines of the samples and texts of the tests', () => {
  const samples = fs.readdirSync('samples', { recursive: true, encoding: 'utf8' }).map((name) => path.join('samples', name));
  const tests = fs.readdirSync('test/intake', { encoding: 'utf8' }).map((name) => path.join('test/intake', name));
  for (const file of [...samples, ...tests]) {
    if (!fs.statSync(file).isFile()) continue;
    for (const line of fs.readFileSync(file, 'utf8').split('\n').slice(0, 400)) same(line.slice(0, 600));
  }
});

/** Words for which the readers look, in the forms that their patterns allow, and others between them. */
const WORDS =
  'retry re-try retries retrying try again next attempt backoff back-off sleeping waiting paused delayed rescheduled re-scheduled requeued re-queued cooling resend reattempt re-attempt throttled deferred retry-after once more again Versuch wiederholt warte essai tentative attente attend réessai intento reintento espera tentativo attesa poging wacht took elapsed duration latency within spent depth backlog queue size pending lag messages jobs events items error fault SOAP exception refused reset timed out timeout deadline resolve host certificate tls ssl socket broken pipe closed cancelled aborted circuit deadlock limit throttle quota too many getaddrinfo ENOTFOUND EAI_AGAIN ETIME ECONNRESET EPIPE x509 gave up waiting client no answer no response did not reach NXDOMAIN disconnected premature stored created saved booked registered recorded posted imported synced inserted accepted persisted mapped known exists landed filed opened issued angelegt erstellt eröffnet gebucht créée créé enregistré creado creada registrado creato registrata aangemaakt geboekt criado order invoice Bestellung Auftrag commande factura purchase order credit note queue topic dlq dead letter stream exchange call request post push export upload sync transfer connection send message publish delivery api response completed failed status HTTP returned with in after for of as to from -> => → ref id number : = # ( ) [ ] , . / 3/5 5512 A-1001 ord_77Xa 200 503 72ms 1.5 s 30 seconds orders.dlq ledger.test:6661 ledger'.split(
    ' ',
  );

test('sentences of their words', () => {
  const word = fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom('', '', '', 'ed', 's')).map(([one, ending]) => one + ending);
  const sentence = fc
    .tuple(fc.array(word, { minLength: 1, maxLength: 12 }), fc.boolean(), fc.constantFrom(' ', ' ', '_', '='))
    .map(([words, capitals, mark]) => (capitals ? words.join(mark).toUpperCase() : words.join(mark)));
  fc.assert(fc.property(sentence, same), { numRuns: 15_000 });
});
