// Invoices are posted to a ledger. The ledger answers 503 for half an hour; each invoice is tried six
// times at fixed short gaps and then dropped. The alert comes 25 minutes late, and the report says
// that nothing was lost.
import { chance, iso, json, timedLines } from './tools.mjs';

const MINUTE = 60_000;
const DAY = Date.UTC(2026, 3, 14);
const at = (hour, minute) => DAY + (hour * 60 + minute) * MINUTE;
const [FROM, DOWN, UP, TO] = [at(13, 30), at(14, 2), at(14, 31), at(15, 20)];
const ALERT = at(14, 27) + 15_000;
const PATH = '/v1/postings';

export function ledgerOutage() {
  const dice = chance(23);
  const calls = [];
  return {
    'billing-poster.log': posterLog(dice, calls),
    'prometheus-ledger-requests.json': json(requestRates(calls)),
    'alertmanager-alerts.json': json(alerts()),
    'incident-report.md': report(),
  };
}

function posterLog(dice, calls) {
  const log = timedLines();
  const write = (ms, level, message, more) =>
    log.add(ms, JSON.stringify({ level, message, service: 'billing-poster', timestamp: iso(ms), ...more }));
  write(FROM, 'info', 'poster ready', { target: 'ledger.aldermoor.test', workers: 8, maxAttempts: 6, retryDelayMs: 250 });
  let invoice = 61_400;
  for (let ms = FROM + 2000; ms < TO; ms += dice.between(9000, 21_000)) {
    postInvoice(`INV-${++invoice}`, ms);
  }
  return log.text();

  function postInvoice(invoiceNo, received) {
    const worker = `poster-${dice.between(1, 8)}`;
    const common = { invoiceNo, worker, host: 'ledger.aldermoor.test', method: 'POST', path: PATH };
    write(received, 'debug', 'invoice picked up', { invoiceNo, worker, amountCents: dice.between(1900, 480_000) });
    let ms = received + dice.between(5, 20);
    for (let attempt = 1; attempt <= 6; attempt++) {
      const down = ms >= DOWN && ms < UP;
      const durationMs = down ? dice.between(18, 70) : dice.between(90, 340);
      ms += durationMs;
      calls.push({ ms, status: down ? 503 : 201 });
      if (!down) {
        write(ms, 'info', 'posting created', { ...common, attempt, statusCode: 201, durationMs, postingId: `PST-${dice.hex(10)}` });
        return;
      }
      write(ms, attempt < 6 ? 'warn' : 'error', 'ledger request failed: 503 Service Unavailable', {
        ...common,
        attempt,
        statusCode: 503,
        durationMs,
      });
      ms += 250;
    }
    write(ms, 'error', `giving up on invoice ${invoiceNo} after 6 attempts, dropping it`, { invoiceNo, worker });
  }
}

/** Requests a second over five minutes, as query_range answers them. */
function requestRates(calls) {
  const series = (status) => {
    const values = [];
    for (let ms = FROM; ms <= TO; ms += MINUTE) {
      const inWindow = calls.filter((call) => call.status === status && call.ms > ms - 5 * MINUTE && call.ms <= ms).length;
      values.push([ms / 1000, (inWindow / 300).toFixed(4)]);
    }
    return { metric: { __name__: 'ledger_client_requests:rate5m', job: 'billing-poster', code: String(status) }, values };
  };
  return { status: 'success', data: { resultType: 'matrix', result: [series(201), series(503)] } };
}

function alerts() {
  return {
    receiver: 'billing-oncall',
    status: 'resolved',
    alerts: [
      {
        status: 'resolved',
        labels: { alertname: 'LedgerErrorRateHigh', job: 'billing-poster', severity: 'page' },
        annotations: {
          summary: 'More than half of the requests to the ledger fail',
          description: 'Share of 5xx answers over 20 minutes is above 0.5.',
        },
        startsAt: iso(ALERT),
        endsAt: iso(at(14, 52)),
        generatorURL: 'http://prometheus.aldermoor.test/graph',
        fingerprint: '5f0c2a9be1774d03',
      },
    ],
    groupLabels: { alertname: 'LedgerErrorRateHigh' },
    commonLabels: { job: 'billing-poster' },
    version: '4',
  };
}

function report() {
  return `# Incident 2026-04-14: ledger answered 503

- Severity: SEV-2
- Owner: billing team
- Status: closed

## Summary

The ledger was unavailable for about ten minutes after its nightly schema change was repeated in the afternoon.
Postings were delayed. No invoices were lost.

## Timeline (all times UTC)

| time | event |
| --- | --- |
| 14:20 | ledger begins to answer 503 |
| 14:27 | alert LedgerErrorRateHigh fires, on-call engineer takes over |
| 14:29 | ledger team rolls the schema change back |
| 14:31 | ledger answers normally again |
| 14:52 | alert resolved |

## Impact

- 12 invoices were posted late.
- Retries worked as designed; the load on the ledger was normal.

## Root cause

A lock on the postings table during the schema change made every insert fail.

## Follow-up

- [ ] Move schema changes into the maintenance window.
- [ ] Review the alert threshold.
`;
}
