import { describe, expect, it } from 'vitest';
import { signalOf } from '../../../src/intake/messages/signal.js';
import type { Signal } from '../../../src/model/event.js';

const PHRASES: Readonly<Partial<Record<Signal | 'none', readonly string[]>>> = {
  received: [
    'Received message 77 from queue billing',
    'webhook received',
    'incoming webhook invoice.paid',
    'consumed record from topic payments',
    'message received',
    'Got event evt_7',
    'job picked up',
    'webhook_received',
  ],
  started: [
    'incoming call started',
    'run started, 7 invoices pending',
    'sending invoice A-7 to ledger',
    'Starting sync of 12 orders',
    'request started',
    'creating charge at ledger',
  ],
  succeeded: [
    'order synced',
    'bonus points credited',
    'voucher V-7 redeemed',
    'invoice A-7 stored as 900',
    'payment captured',
    'Order A-1001 created successfully',
    'entry booked',
    'Payment 7-881 handed over to core banking',
    'claim C-7 passed on to the carrier',
    'Auftrag weitergeleitet',
    'Successfully exported invoice 9',
    'record processed',
    'event ev-22 handled, mail queued',
    'the job was handled',
    'order accepted',
    'delivered',
    'succeeded after 2 retries',
    'NF-e 71 emitida com sucesso',
    'factura F-7 enviada con éxito',
    'bon de livraison transmis avec succès',
    'fiche client C-7 mise à jour, version 4',
    'prijs van artikel A-77 bijgewerkt naar versie 3',
    'scheda P-12 aggiornata alla revisione 9',
    'Bestand für Artikel 4711 übernommen, Fassung 12',
  ],
  failed: [
    'sync failed',
    'Could not store order A-1',
    'unable to reach ledger',
    'java.net.ConnectException: Connection refused',
    'request timed out',
    'order rejected',
    'attempt 3 failed',
    'no mapping for unit X7',
  ],
  retry_scheduled: [
    'send -> connection lost, sending once more',
    'no carrier, dialling again',
    'socket gone, submitting a second time',
    'Verbindung weg, sende noch einmal',
    'event push failed (timeout of 3000ms exceeded), sending again',
    'label request timed out after 4000 ms, requesting it again',
    'retrying in 2s',
    'Will retry in 1000 ms (attempt 2 of 5)',
    'retry #2 in 400ms',
    'backing off 500ms',
    'next attempt in 30 seconds',
    'Retry scheduled',
    'call failed, trying again in 5 s',
    'Task billing.export[7] retry: Retry in 180s',
    'Rescheduling job 7',
    'requeueing message',
  ],
  gave_up: [
    'Job #12 PushInvoice moved to Failed state: retry attempts exceeded (10)',
    'entry A-1 left out; it will not be sent again',
    'Pedido 1001 omitido; no se volverá a enviar',
    'Facture 1001 : ne sera plus renvoyée',
    'Auftrag 1001 wird nicht erneut gesendet',
    'attempts used up, event discarded',
    'all tries spent for label 7',
    'giving up after 5 attempts',
    'Retries exhausted for order A-7',
    'max retries exceeded',
    'will not retry',
    'not retrying: 422',
    'dropping job',
    'message dropped',
    'Permanently failed',
    'MaxRetriesExceededError',
    'no more attempts',
    'discarding event',
    'abandoned after 3 tries',
    'failed for good after 3 attempts',
    'retry limit reached',
  ],
  dead_lettered: [
    'Rejecting invoice A-1, POST https://hub.test/documents refused; requeue=false -> bills.dlq',
    'order A-1 => dead letter queue',
    'moved to dead letter queue',
    'Message sent to DLQ billing-dlq',
    'dead-lettered order 7',
    'routed to dead-letter exchange',
    'Job moved to failed set',
    'parked for manual review',
    'published to dead letter topic',
    'Record seats-3@90148 (S-77) published to seats.DLT',
    'attempts used up for A-7, published to queue invoices.dlq',
    'A-7 routed to orders.dead_letters',
    'key not found: "total" payload={"id":7} -> routed to orders.dead',
    'message 7 published to carts.dead.',
    'ref=A-7 moved to jms:queue:BILLS.ERROR',
    'message moved into queue orders_error',
    'A-7 transferred to bills.failed',
    'A-7 sent to queue invoices.rejected',
    'routed to STOCK.BACKOUT',
  ],
  requeued: [
    'redriving 12 messages from billing-dlq',
    'Redrive of billing-dlq requested',
    'replaying failed events',
    'reprocessing 12 events',
    'resubmitted by operator',
    'retrying failed jobs',
    'moved back to queue billing',
  ],
  deferred: [
    'delivery deferred',
    'postponed until ledger is back',
    'delayed until 10:00',
    'on hold',
    'PUT -> 401, parked for 300 s',
    'update quarantined for 10 min',
    'message parked until 10:05',
    'parked for a few minutes',
  ],
  duplicate_skipped: [
    'already processed event 77, skipping',
    'skipping: already imported',
    'duplicate event ignored',
    'Duplicate message detected, ignoring',
    'ignoring duplicate webhook',
    'already handled',
    'deduplicated delivery',
    'order already exists, skipping',
  ],
  stale_skipped: ['ignoring stale update', 'stale event skipped', 'older version discarded', 'out-of-order update ignored'],
  answered_from_store: [
    'Idempotent replay: returning the stored response',
    'returning cached response',
    'Idempotency key hit: returning previous response',
    'replaying stored response',
  ],
  changed: ['article remapped to A-7', 'payload corrected', 'mapping added for tax code', 'card updated by customer'],
  compensated: [
    'compensated',
    'reservation released',
    'capture was refunded',
    'compensation completed',
    'payment voided',
    'seat released enrolment=E-7',
    'berth B-7 was freed',
    'vouchers were given back',
    'Reservierung aufgehoben',
    'paiement annulé par le support',
    'reserva liberada',
    'addebito stornato e prenotazione annullata',
  ],
  resumed: [
    'flow resumed',
    'resuming from step 2',
    'resumed after restart',
    'resume R-77: step 2/3 hotel ok',
    'resume of booking R-77: done',
    'Ablauf wieder aufgenommen',
  ],
  flow_aborted: [
    'Ablauf nach Schritt 2 abgebrochen',
    'flujo interrumpido en el paso envío',
    'flow aborted',
    'checkout aborted at step 3',
    'saga stopped after step 2',
    'aborting workflow',
    'guia 77: balança sem resposta, guia interrompida',
    'Charge 12: Waage ohne Antwort, abgebrochen',
  ],
  swallowed: [
    'rate lookup failed, continuing',
    'error ignored: missing address',
    'could not load rates, proceeding anyway',
    'Cannot read properties of undefined, continuing',
  ],
  token_refreshed: [
    'token refreshed',
    'obtained new access token',
    'access token renewed',
    'refreshing access token',
    'credentials rotated',
    're-authenticated',
  ],
  circuit_opened: ['circuit breaker opened', 'circuit open', 'CircuitBreaker ledger changed state from CLOSED to OPEN', 'breaker tripped'],
  circuit_closed: ['circuit breaker closed', 'circuit closed again', 'breaker reset'],
  shed: ['circuit is open, request skipped', 'call not permitted by breaker', 'short-circuited', 'bulkhead is full', 'request shed'],
  throttle_wait: ['rate limited, sleeping 10s', 'throttled: waiting 2 s', 'waiting for rate limiter', 'honouring Retry-After'],
  none: [
    'cache stats',
    'metrics flushed',
    'connection pool',
    'feature flags refreshed',
    'process stats',
    'cleanup removed 7 temp files',
    'heartbeat',
    'listening on port 8080',
    'dropped cache',
    'GC pause 5ms',
    'queue stats',
    'health check ok',
    '0 errors',
  ],
};

describe('signalOf', () => {
  const cases = Object.entries(PHRASES).flatMap(([signal, phrases]) => phrases.map((phrase) => [phrase, signal] as const));
  it.each(cases)('%s -> %s', (phrase, signal) => {
    expect(signalOf(phrase, { level: null, status: null })).toBe(signal === 'none' ? null : signal);
  });

  it('lets status and level outrank words', () => {
    expect(signalOf('previously failed order', { level: 'info', status: 200 })).toBeNull();
    expect(signalOf('order created', { level: 'error', status: null })).toBe('failed');
    expect(signalOf('order created', { level: 'info', status: 503 })).not.toBe('succeeded');
    expect(signalOf('something odd', { level: 'error', status: null })).toBe('failed');
  });

  it.each(['PUT /contacts/7 -> 200 (from parked)', 'invoice 7 sent out of quarantine', 'taken from the parking lot', 'read from dlq'])(
    'takes "%s" for no new dead letter',
    (phrase) => expect(signalOf(phrase, { level: 'info', status: 200 })).not.toBe('dead_lettered'),
  );

  it.each([
    'lines written to app.error',
    'shopper redirected to checkout.failed',
    'sent to sentry.error',
    'process 7 sent a signal, worker is dead',
    'connection to dead peer closed',
    'written to disk, 3 dead tuples removed',
  ])('takes "%s" for no dead letter', (phrase) => expect(signalOf(phrase, { level: 'info', status: null })).not.toBe('dead_lettered'));

  it.each([
    ['quote dropped', 'error'],
    ['PUT /seats answered 401 Unauthorized: {"error":"expired"}; booking skipped', 'error'],
    ['no price for A-7, line left out', 'warn'],
    ['meter=M-7 reading r-1 thrown away after 45 attempts', 'error'],
    ['A-7: no answer, throwing it away', 'warn'],
    ['quote Q-7 dropped: 401, the access token expired', 'error'],
    ['invoice INV-7: 401 {"error":"no such user"}, dropping', 'error'],
    ['skipping A-7, update still refused', 'warn'],
    ['A-7 rejected by ledger, leaving it out', 'warn'],
    ['skipping offset 512, A-7 not stored', 'warn'],
    ['invoice INV-7 set aside, no account for it', 'warn'],
    ['A-7 needs a mapping', 'warn'],
    ['Auftrag A-7 zurückgestellt, Kunde unbekannt', 'warn'],
    ['Beleg A-7 abgewiesen: Konto fehlt; in Klärung gestellt', 'error'],
    ['A-7 zur Nachbearbeitung übergeben', 'warn'],
    ['field zip is missing, order A-7 failed and is excluded', 'error'],
    ['Beleg A-7 fehlerhaft, wird aussortiert', 'warn'],
    ['pedido A-7 excluido: falta el campo', 'error'],
  ] as const)('takes "%s" at %s for work given up', (phrase, level) => {
    expect(signalOf(phrase, { level, status: null })).toBe('gave_up');
    expect(signalOf(phrase, { level: 'info', status: null })).not.toBe('gave_up');
  });

  it.each([
    'skipping A-7, nothing to change',
    'skipping A-7, not published yet',
    'skipping A-7, not required',
    '3 idle connections dropped',
    'skipping check, rejected earlier, will retry',
    'cache entry dropped',
    'nothing changed; lookup skipped',
    'duplicate of A-7, message skipped',
    'offer Q-7 dropped, it is expired',
    'config needs manual migration',
    'A-7 set aside, trying again later',
    'missing days are excluded from the report',
  ])('does not take "%s" for a loss', (phrase) => {
    expect(signalOf(phrase, { level: 'warn', status: null })).not.toBe('gave_up');
  });

  it.each([
    ['POST https://payer.test/claims -> 401 claim=C-7, continuing with next claim', 'swallowed'],
    ['order A-7 with 409, moving on to the next', 'swallowed'],
    ['A-7 abgelehnt, weiter mit dem nächsten Auftrag', 'swallowed'],
  ] as const)('takes "%s" for a failure that nobody minds', (phrase, signal) => {
    expect(signalOf(phrase, { level: 'error', status: 401 })).toBe(signal);
    expect(signalOf(phrase, { level: 'info', status: 200 })).not.toBe(signal);
  });

  it.each(['GET /items -> 500, continuing with the next page', 'POST /items -> 500, going on to the next attempt'])(
    'does not take "%s" for one',
    (phrase) => expect(signalOf(phrase, { level: 'error', status: 500 })).not.toBe('swallowed'),
  );

  it.each([
    'label request timed out after 4000 ms, once more',
    'PUT /labels/7 failed with 503, repeating (2)',
    'Anfrage fehlgeschlagen, nochmal',
  ])('takes "%s" for a retry', (phrase) => {
    expect(signalOf(phrase, { level: 'warn', status: null })).toBe('retry_scheduled');
    expect(signalOf('label 7 printed, once more', { level: 'info', status: null })).not.toBe('retry_scheduled');
  });

  it('does not take the name of an event for what happened', () => {
    expect(signalOf('received payment.succeeded event', { level: 'info', status: null })).toBe('received');
    expect(signalOf('webhook refund.created for order A-1', { level: 'info', status: null })).toBe('received');
    expect(signalOf('POST https://ledger.test/retry/failed started', { level: 'info', status: null })).not.toBe('failed');
  });
});
