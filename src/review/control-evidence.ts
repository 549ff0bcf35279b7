/** What the input shows of each control: that it works, or why that cannot be seen. Numbers only; findings are weighed in `controls`. */
import type { Facts } from '../model/facts.js';
import type { Rule } from '../model/rule.js';
import { count, formatDuration, formatNumber, formatShare } from '../util/numbers.js';
import { formatTime, toRfc3339 } from '../util/times.js';
import { signals, sum } from './material.js';

export type ControlName = Rule['remedy']['control'];

export interface ControlEvidence {
  /** Seen working, with numbers; null when it was not. */
  readonly works: string | null;
  /** Seen lacking although no rule made a finding of it; null when not. */
  readonly lacks: string | null;
  /** Why nothing can be said, and what to log. */
  readonly unseen: string;
}

type Look = (facts: Facts) => ControlEvidence;

/** Fewer cases than these show nothing: one quiet minute is no proof. */
const ENOUGH_CALLS = 20;
const ENOUGH_WAITS = 5;

/** The twelve controls in the order of the review. */
export const CONTROLS: Readonly<Record<ControlName, { readonly title: string; readonly look: Look }>> = {
  request_validation: { title: 'Request validation', look: requestValidation },
  response_validation: { title: 'Response validation', look: responseValidation },
  idempotency: { title: 'Idempotency', look: idempotency },
  retry_backoff: { title: 'Retry and backoff', look: retryBackoff },
  timeouts: { title: 'Timeouts', look: timeouts },
  rate_limit: { title: 'Rate-limit protection', look: rateLimit },
  token_refresh: { title: 'Token refresh', look: tokenRefresh },
  circuit_breaking: { title: 'Circuit breaking', look: circuitBreaking },
  webhook_consumer: { title: 'Webhook consumer', look: webhookConsumer },
  dead_letter: { title: 'Dead-letter handling', look: deadLetter },
  reconciliation: { title: 'Reconciliation', look: reconciliation },
  monitoring: { title: 'Monitoring', look: monitoring },
};

function evidence(found: Partial<ControlEvidence> & { readonly unseen: string }): ControlEvidence {
  return { works: null, lacks: null, ...found };
}

function requestValidation({ operations, errors }: Facts): ControlEvidence {
  const writes = sum(
    operations.filter(({ is_write }) => is_write),
    ({ calls }) => calls,
  );
  const refused = sum(
    errors.filter(({ status }) => status === 400 || status === 422),
    ({ calls }) => calls,
  );
  const unseen = writes === 0 ? 'The input shows no write calls.' : `Only ${count(writes, 'write')} in the input: too few to judge.`;
  if (writes < ENOUGH_CALLS || refused / writes > 0.02)
    return evidence({ unseen: refused > 0 ? `${count(refused, 'answer')} 400 or 422; no cluster of one cause was found.` : unseen });
  return evidence({ works: `The targets refused ${formatNumber(refused)} of ${count(writes, 'write')} as invalid (400 or 422).`, unseen });
}

function responseValidation({ operations, ...facts }: Facts): ControlEvidence {
  const swallowed = signals(facts as Facts, 'swallowed');
  const lacks = swallowed > 0 ? `${count(swallowed, 'message')} say that an error was noticed and the work went on.` : null;
  const calls = sum(operations, (operation) => operation.calls);
  return evidence({
    lacks,
    unseen:
      calls === 0
        ? 'The input shows no calls.'
        : 'Whether callers read the bodies of answers is not logged. Log the result in the body beside the status.',
  });
}

function idempotency({ operations, ...facts }: Facts): ControlEvidence {
  const writes = operations.filter(({ is_write }) => is_write);
  const calls = sum(writes, (operation) => operation.calls);
  const keyed = sum(writes, (operation) => operation.with_idempotency_key);
  const replayed = sum(operations, (operation) => operation.replayed) + 0;
  const skipped = signals(facts as Facts, 'duplicate_skipped');
  const proofs = [
    replayed > 0 ? `${count(replayed, 'repeat')} answered from an idempotency store or refused as duplicate` : null,
    skipped > 0 ? `${count(skipped, 'duplicate')} recognised and skipped` : null,
  ].filter((proof) => proof !== null);
  const share = calls > 0 && keyed > 0 ? `; ${formatShare(keyed / calls)} of ${count(calls, 'write')} carry a key` : '';
  if (proofs.length > 0) return evidence({ works: `${proofs.join('; ')}${share}.`, unseen: '' });
  const retriedWrites = sum(writes, (operation) => operation.retried);
  const lacks = keyed === 0 && retriedWrites > 0 ? `${count(retriedWrites, 'repeated write')} and no idempotency key in the log.` : null;
  const unseen =
    calls === 0
      ? 'The input shows no write calls.'
      : keyed > 0
        ? `${formatShare(keyed / calls)} of ${count(calls, 'write')} carry a key, but none was repeated, so nothing shows that the target honours it.`
        : 'No write carries an idempotency key in the log, and none was repeated. Log the key with each write.';
  return evidence({ lacks: calls > 0 ? lacks : null, unseen });
}

function retryBackoff({ operations, waits }: Facts): ControlEvidence {
  const measured = sum(waits, (wait) => wait.waits);
  const growing = sum(waits, (wait) => wait.growing);
  const asked = sum(waits, (wait) => wait.asked);
  const honoured = sum(waits, (wait) => wait.honoured);
  const retried = sum(operations, (operation) => operation.retried);
  const calls = sum(operations, (operation) => operation.calls);
  if (asked >= ENOUGH_WAITS && honoured / asked >= 0.95) {
    return evidence({
      works: `Waits are at least as long as the target asked for in ${formatNumber(honoured)} of ${count(asked, 'case')}.`,
      unseen: '',
    });
  }
  if (measured >= ENOUGH_WAITS && growing / measured >= 0.3) {
    return evidence({
      works: `${formatNumber(growing)} of ${count(measured, 'wait')} between attempts are longer than the one before.`,
      unseen: '',
    });
  }
  const lacks =
    asked >= ENOUGH_WAITS && honoured / asked < 0.8
      ? `${formatNumber(asked - honoured)} of ${count(asked, 'wait')} are shorter than the target asked for.`
      : null;
  const unseen =
    retried === 0
      ? `No repeated attempt among ${count(calls, 'call')}.`
      : `${count(retried, 'repeated attempt')}, but only ${count(measured, 'wait')} could be measured. Log the attempt number and the wait.`;
  return evidence({ lacks, unseen });
}

function timeouts({ operations }: Facts): ControlEvidence {
  const timed = operations.filter(
    (operation) => operation.timeout_ms !== null && operation.p99_ms !== null && operation.ok >= ENOUGH_CALLS,
  );
  const fitting = timed.filter(
    (operation) => (operation.timeout_ms ?? 0) > (operation.p99_ms ?? 0) && (operation.timeout_ms ?? 0) <= 10 * (operation.p99_ms ?? 0),
  );
  const one = fitting[0];
  if (one && fitting.length === timed.length) {
    return evidence({
      works: `${one.operation}: calls are given up after ${formatDuration(one.timeout_ms ?? 0)}, 99 % of the answers come within ${formatDuration(one.p99_ms ?? 0)}.`,
      unseen: '',
    });
  }
  const calls = sum(operations, (operation) => operation.calls);
  return evidence({
    unseen:
      calls === 0
        ? 'The input shows no calls.'
        : `No operation shows both enough answers and a call that timed out, so the limits are not visible. Log the timeout in force with each call.`,
  });
}

function rateLimit({ operations, waits, ...facts }: Facts): ControlEvidence {
  const throttled = sum(operations, (operation) => operation.throttled);
  const calls = sum(operations, (operation) => operation.calls);
  const asked = sum(waits, (wait) => wait.asked);
  const honoured = sum(waits, (wait) => wait.honoured);
  const paused = signals(facts as Facts, 'throttle_wait');
  if (throttled > 0 && asked > 0 && honoured / asked >= 0.95) {
    return evidence({
      works: `${count(throttled, 'call')} of ${formatNumber(calls)} throttled (${formatShare(throttled / calls)}); the wait asked for was kept in ${formatNumber(honoured)} of ${count(asked, 'case')}.`,
      unseen: '',
    });
  }
  if (paused > 0)
    return evidence({
      works: `The callers paused for the limit ${count(paused, 'time')}; ${formatShare(calls > 0 ? throttled / calls : 0)} of the calls were throttled.`,
      unseen: '',
    });
  return evidence({
    unseen:
      throttled === 0
        ? `No call of ${formatNumber(calls)} was throttled, so the limit was not put to the test. Log the remaining budget.`
        : `${count(throttled, 'call')} throttled; whether the callers waited as told cannot be seen. Log Retry-After and the wait taken.`,
  });
}

function tokenRefresh({ operations, ...facts }: Facts): ControlEvidence {
  const refused = sum(operations, (operation) => operation.unauthenticated);
  const refreshed = signals(facts as Facts, 'token_refreshed');
  if (refreshed > 0 && refused <= refreshed) {
    return evidence({
      works: `${count(refreshed, 'token refresh', 'token refreshes')} and ${count(refused, 'call')} refused with 401.`,
      unseen: '',
    });
  }
  return evidence({
    unseen:
      refused === 0
        ? 'No call was refused with 401 and no refresh is logged. Log each refresh with the life of the token.'
        : `${count(refused, 'call')} refused with 401, ${count(refreshed, 'refresh', 'refreshes')} logged.`,
  });
}

function circuitBreaking({ operations, ...facts }: Facts): ControlEvidence {
  const opened = signals(facts as Facts, 'circuit_opened');
  const shed = signals(facts as Facts, 'shed');
  if (opened + shed > 0)
    return evidence({ works: `The breaker opened ${count(opened, 'time')}; ${count(shed, 'call')} held back.`, unseen: '' });
  const failed = sum(operations, (operation) => operation.transient + operation.ambiguous);
  return evidence({
    unseen: `No breaker is named in the log; ${count(failed, 'call')} failed for a passing reason, and no outage of minutes was found.`,
  });
}

function webhookConsumer(facts: Facts): ControlEvidence {
  const skipped = signals(facts, 'duplicate_skipped');
  const stale = signals(facts, 'stale_skipped');
  const received = signals(facts, 'received');
  if (received > 0 && skipped + stale > 0) {
    return evidence({
      works: `Of ${count(received, 'arrival')}, ${formatNumber(skipped)} were recognised as duplicate and ${formatNumber(stale)} as older than what was there.`,
      unseen: '',
    });
  }
  return evidence({
    unseen:
      received === 0
        ? 'The input shows no incoming events.'
        : `${count(received, 'arrival')} and no redelivery among them that was recognised. Log the event id and the decision.`,
  });
}

function deadLetter(facts: Facts): ControlEvidence {
  const parked = signals(facts, 'dead_lettered');
  const requeued = signals(facts, 'requeued');
  const gaveUp = signals(facts, 'gave_up');
  if (parked > 0 && requeued > 0)
    return evidence({ works: `${count(parked, 'dead letter')}, ${formatNumber(requeued)} put back.`, unseen: '' });
  if (parked > 0) return evidence({ lacks: `${count(parked, 'dead letter')}, none put back within the log.`, unseen: '' });
  if (gaveUp > 0) return evidence({ lacks: `Work was given up ${count(gaveUp, 'time')}, and no dead letter is logged.`, unseen: '' });
  return evidence({ unseen: 'No work was given up and no dead letter is logged.' });
}

function reconciliation(): ControlEvidence {
  return evidence({ unseen: 'No run of a reconciliation is visible. Log each run with the records compared, missing and different.' });
}

function monitoring({ moments }: Facts): ControlEvidence {
  const alerts = moments.filter(({ kind }) => kind === 'alert');
  const first = alerts[0];
  const notes = moments.length - alerts.length;
  if (first)
    return evidence({
      works: `${count(alerts.length, 'alert')} in the input, the first at ${formatTime(toRfc3339(first.at_ms))}.`,
      unseen: '',
    });
  return evidence({
    unseen:
      notes > 0
        ? `The input holds ${count(notes, 'note')} of people and no alerts. Hand in the alerts that fired.`
        : 'The input holds no alerts and no reports. Hand in the alerts that fired.',
  });
}
