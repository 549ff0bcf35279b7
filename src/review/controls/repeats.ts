/** Controls on when a call is made again, and when not. */
import type { Facts } from '../../model/facts.js';
import { count, formatDuration, formatNumber, formatShare } from '../../util/numbers.js';
import { signalCount, sum } from '../material.js';
import { type ControlEvidence, ENOUGH_CALLS, ENOUGH_WAITS, evidence } from './evidence.js';

export function retryBackoff({ operations, waits }: Facts): ControlEvidence {
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
    calls === 0
      ? 'The input shows no calls.'
      : retried === 0
        ? `No repeated attempt among ${count(calls, 'call')}.`
        : measured >= ENOUGH_WAITS
          ? `${count(measured, 'wait')} before a repeated attempt measured, ${formatNumber(growing)} of them longer than the one before.`
          : `${count(retried, 'repeated attempt')}, ${measured === 0 ? 'and no wait' : `but only ${count(measured, 'wait')}`} could be measured. Log the attempt number and the wait.`;
  return evidence({ lacks, unseen });
}

export function timeouts({ operations }: Facts): ControlEvidence {
  const timed = operations.filter(
    (operation) => operation.timeout_ms !== null && operation.p99_ms !== null && operation.ok >= ENOUGH_CALLS,
  );
  const fitting = timed.filter(
    (operation) => (operation.timeout_ms ?? 0) > (operation.p99_ms ?? 0) && (operation.timeout_ms ?? 0) <= 10 * (operation.p99_ms ?? 0),
  );
  const one = fitting[0];
  if (one && fitting.length === timed.length) {
    return evidence({
      works: `${limitOf(one)}.`,
      unseen: '',
    });
  }
  const calls = sum(operations, (operation) => operation.calls);
  const other = timed.find((operation) => !fitting.includes(operation));
  if (other) return evidence({ unseen: `${limitOf(other)}; whether that limit fits does not show.` });
  return evidence({
    unseen:
      calls === 0
        ? 'The input shows no calls.'
        : `No operation shows both enough answers and a call that timed out, so the limits are not visible. Log the timeout in force with each call.`,
  });
}

function limitOf({ operation, timeout_ms, p99_ms }: Facts['operations'][number]): string {
  return `${operation}: calls are given up after ${formatDuration(timeout_ms ?? 0)}, 99 % of the answers come within ${formatDuration(p99_ms ?? 0)}`;
}

export function rateLimit(facts: Facts): ControlEvidence {
  const { operations, waits } = facts;
  const throttled = sum(operations, (operation) => operation.throttled);
  const calls = sum(operations, (operation) => operation.calls);
  const asked = sum(waits, (wait) => wait.asked);
  const honoured = sum(waits, (wait) => wait.honoured);
  const paused = signalCount(facts, 'throttle_wait');
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
      calls === 0
        ? 'The input shows no calls.'
        : throttled === 0
          ? `No call of ${formatNumber(calls)} was throttled, so the limit was not put to the test. Log the remaining budget.`
          : `${count(throttled, 'call')} throttled; whether the callers waited as told cannot be seen. Log Retry-After and the wait taken.`,
  });
}

export function tokenRefresh(facts: Facts): ControlEvidence {
  const { operations } = facts;
  const refused = sum(operations, (operation) => operation.unauthenticated);
  const refreshed = signalCount(facts, 'token_refreshed');
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

export function circuitBreaking(facts: Facts): ControlEvidence {
  const { operations } = facts;
  const opened = signalCount(facts, 'circuit_opened');
  const shed = signalCount(facts, 'shed');
  if (opened + shed > 0)
    return evidence({
      works: `The breaker opened ${count(opened, 'time')}${shed > 0 ? `; ${count(shed, 'call')} held back` : ''}.`,
      unseen: '',
    });
  const failed = sum(operations, (operation) => operation.transient + operation.ambiguous);
  if (failed === 0) return evidence({ unseen: 'No breaker is named in the log, and no call failed for a passing reason.' });
  return evidence({
    unseen: `No breaker is named in the log; ${count(failed, 'call')} failed for a passing reason, and no outage of minutes was found.`,
  });
}
