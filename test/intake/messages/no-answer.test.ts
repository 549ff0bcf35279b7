/** A caller that waited for nothing and sends again says so in its own language; what only speaks of time is none of it. */
import { expect, it } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';

const read = (message: string) => {
  const record = { line: 1, time: '2026-03-04T05:06:07Z', message, fields: { level: 'warn' } };
  const [event] = createNormalizer({ file: 'app.log', format: 'plain' }, [record]).events(record);
  return [event!.timed_out, event!.signal];
};

it.each([
  'push: no answer after 5000 ms, sending again',
  'label print: without any reply for 30 s, retrying',
  'time limit of 20 seconds exceeded, trying again',
  'Meldung: keine Antwort nach 15 s, wird nochmals gesendet',
  'Frist von 30 Sekunden überschritten, neuer Versuch',
  'envoi du fax : délai de 15 s dépassé, nouvel envoi',
  'avis : aucune réponse après 20 secondes, nouvelle tentative',
  'aviso: sin respuesta tras 10 segundos, nuevo envío',
  'límite: plazo de 10 s superado, reintentando',
  'avviso: nessuna risposta dopo 12 s, nuovo invio',
  'aviso: sem resposta após 8 s, novo envio',
  'bericht: geen antwoord na 9 s, opnieuw verzonden',
])('%s', (message) => expect(read(message)).toEqual([true, 'retry_scheduled']));

it.each([
  'order accepted after 5000 ms',
  'délai de livraison de 15 jours, nouveau contrat',
  'Frist von 30 Tagen notiert',
  'no reply needed, 5 s pause',
  'no answer to request id: 9b1c-77aa-02',
  'response after 12 s',
])('%s says nothing of it', (message) => expect(read(message)[0]).not.toBe(true));

it('a connection that broke, and what is sent again', () => {
  const record = {
    line: 1,
    time: '2026-03-04T05:06:07Z',
    message: 'connection lost while sending, sending the letter file again',
    fields: {},
  };
  const [event] = createNormalizer({ file: 'app.log', format: 'plain' }, [record]).events(record);
  expect([event!.signal, event!.code]).toEqual(['retry_scheduled', 'ECONNRESET']);
});
