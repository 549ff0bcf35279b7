// A busy day on which everything that looks suspicious is in order: retries with growing gaps and an
// idempotency key, answers from an idempotency store, 429s waited out, upserts sent twice, one token
// refresh, redelivered webhooks recognised and skipped. The review must be clean.
import { accessTime, chance, iso, timedLines } from './tools.mjs';

const START = Date.UTC(2026, 4, 6, 6, 0, 0);
const HOST = 'api.parcelway.test';

export function healthyDay() {
  const dice = chance(37);
  const received = [];
  return {
    'dispatch-bridge.log': bridgeLog(dice),
    'webhook-receiver.log': receiverLog(dice, received),
    'receiver-access.log': accessLog(dice, received),
  };
}

/** Shipments booked at a carrier: JSON lines as logback's logstash encoder writes them. */
function bridgeLog(dice) {
  const log = timedLines();
  const write = (ms, level, message, more = {}) =>
    log.add(
      ms,
      JSON.stringify({
        '@timestamp': iso(ms),
        '@version': '1',
        message,
        logger_name: 'net.fernhill.dispatch.CarrierClient',
        thread_name: 'booking-1',
        level,
        level_value: { INFO: 20000, WARN: 30000 }[level],
        service: 'dispatch-bridge',
        ...more,
      }),
    );
  const call = (shipment, key, attempt, took, status, more) => ({
    http_method: 'POST',
    url: `https://${HOST}/v3/consignments`,
    status,
    duration_ms: took,
    shipment_no: shipment,
    idempotency_key: key,
    attempt,
    ...more,
  });
  let ms = START;
  for (let i = 0; i < 220; i++) {
    ms += dice.between(9000, 31_000);
    const shipment = `SH-${84_100 + i}`;
    const key = dice.uuid();
    const carrierId = `PW${dice.between(10_000_000, 99_999_999)}`;
    const took = dice.between(120, 460);
    write(ms, 'INFO', 'shipment ready for booking', { shipment_no: shipment });
    let attempt = 1;
    let t = ms + 30;
    if (i % 31 === 7) {
      for (const gap of [1000, 2300]) {
        t += dice.between(60, 140);
        write(
          t,
          'WARN',
          `booking failed with 503, next attempt in ${gap + dice.between(0, 400)} ms`,
          call(shipment, key, attempt++, 90, 503),
        );
        t += gap + 450;
      }
    } else if (i % 44 === 12) {
      t += 80;
      write(t, 'WARN', 'rate limited, waiting 3000 ms as asked', call(shipment, key, attempt++, 41, 429, { retry_after: 3 }));
      t += 3000 + dice.between(50, 400);
    } else if (i % 73 === 20) {
      t += 8000;
      write(
        t,
        'WARN',
        'booking timed out after 8000 ms, same idempotency key is sent again',
        call(shipment, key, attempt++, 8000, undefined, { error: 'SocketTimeoutException: Read timed out' }),
      );
      t += 1400;
      t += took;
      write(t, 'INFO', 'shipment booked', call(shipment, key, attempt, took, 201, { carrier_id: carrierId, idempotent_replayed: true }));
      continue;
    } else if (i === 130) {
      t += 60;
      write(t, 'INFO', 'access token expired', call(shipment, key, attempt++, 38, 401));
      t += 210;
      write(t, 'INFO', 'access token refreshed', { expires_in: 3600 });
    }
    t += took;
    write(t, 'INFO', 'shipment booked', call(shipment, key, attempt, took, 201, { carrier_id: carrierId }));
    // Labels are stored with PUT: sending the same state again changes nothing.
    t += dice.between(40, 90);
    const label = {
      http_method: 'PUT',
      url: `https://${HOST}/v3/consignments/${carrierId}/label`,
      status: 200,
      duration_ms: dice.between(40, 120),
      shipment_no: shipment,
    };
    write(t, 'INFO', 'label stored', label);
    if (i % 50 === 3) write(t + 900, 'INFO', 'label stored', { ...label, duration_ms: 55 });
  }
  return log.text();
}

/** Tracking webhooks for shipments of the day before: each is done once, redeliveries are recognised. */
function receiverLog(dice, received) {
  const log = timedLines();
  const write = (ms, message) => log.add(ms, `${iso(ms)} INFO [webhook-receiver] ${message}`);
  const receive = (ms, event, shipment) => {
    received.push(ms);
    write(ms, `received event ${event} type=parcel.scanned shipment=${shipment}`);
  };
  let ms = START;
  for (let i = 0; i < 160; i++) {
    ms += dice.between(12_000, 42_000);
    const event = `trk_${dice.hex(12)}`;
    const shipment = `SH-${83_400 + i}`;
    receive(ms, event, shipment);
    write(ms + dice.between(20, 60), `processed event ${event} shipment=${shipment} status updated`);
    if (i % 27 !== 11) continue;
    const again = ms + dice.between(30_000, 60_000);
    receive(again, event, shipment);
    write(again + 4, `duplicate event ${event}, already processed, skipped`);
  }
  return log.text();
}

/** The same webhooks, and health checks, as nginx sees them. */
function accessLog(dice, received) {
  const log = timedLines();
  for (let ms = START; ms < START + 4_600_000; ms += 60_000) {
    log.add(ms, `10.4.0.9 - - [${accessTime(ms)}] "GET /healthz HTTP/1.1" 200 2 "-" "kube-probe/1.31"`);
  }
  for (const ms of received) {
    log.add(
      ms,
      `203.0.113.${dice.between(20, 29)} - - [${accessTime(ms)}] "POST /hooks/parcelway HTTP/1.1" 202 0 "-" "Parcelway-Hooks/2.4"`,
    );
  }
  return log.text();
}
