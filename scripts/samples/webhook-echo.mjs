// A payment provider delivers webhooks. The receiver works before it answers; when the work takes
// longer than the provider waits, the event comes again and is done again: receipts are sent twice.
import { chance, timedLines } from './tools.mjs';

const START = Date.UTC(2026, 6, 21, 17, 0, 0);
const SLOW_FROM = START + 12 * 60_000;
const SLOW_TO = START + 26 * 60_000;

export function webhookEcho() {
  const dice = chance(71);
  const log = timedLines();
  const write = (ms, level, msg, more) =>
    log.add(ms, JSON.stringify({ level, ts: ms / 1000, logger: 'hooks', caller: 'hooks/handler.go:88', msg, ...more }));
  let payment = 9100;
  for (let ms = START; ms < START + 40 * 60_000; ms += dice.between(14_000, 40_000)) {
    const event = { event_id: `evt_${dice.hex(14)}`, event_type: 'payment.captured', capture_id: `cap_${++payment}` };
    const slow = ms > SLOW_FROM && ms < SLOW_TO;
    for (const [delivery, start] of (slow ? [ms, ms + 40_000] : [ms]).entries()) {
      const took = slow ? dice.between(11_000, 16_500) : dice.between(180, 900);
      const again = slow && delivery === 0;
      write(start, 'info', 'webhook received', { ...event, delivery_attempt: delivery + 1 });
      write(start + took - 60, 'info', 'receipt created', {
        ...event,
        method: 'POST',
        url: 'https://docs.lanternpost.test/v1/receipts',
        status: 201,
        receipt_id: `rc_${dice.hex(8)}`,
      });
      write(start + took, again ? 'warn' : 'info', 'webhook answered', {
        ...event,
        status: again ? 499 : 200,
        duration_ms: took,
        ...(again ? { error: 'client closed the connection before the answer' } : {}),
      });
    }
  }
  return { 'hooks.log': log.text() };
}
