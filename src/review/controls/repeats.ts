/** Controls on when a call is made again, and when not. */
import type { Facts } from '../../model/facts.js';
import { count, formatDuration, formatNumber, formatShare } from '../../util/numbers.js';
import { signalCount, sum } from '../material.js';
import { type ControlEvidence, ENOUGH_CALLS, ENOUGH_WAITS, evidence } from './evidence.js';

export function retryBackoff({ operations, waits }: Facts): ControlEvidence {
  const measured = sum(waits, (wait) => wait.waits);
  const later = sum(waits, (wait) => wait.later);
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
  if (later >= ENOUGH_WAITS && growing / later >= 0.6) {
    return evidence({ works: `${formatNumber(growing)} of ${count(later, 'wait')} that follow another are longer than it.` });
  }
  const lacks =
    asked >= ENOUGH_WAITS && honoured / asked < 0.8
      ? `${formatNumber(asked - honoured)} of ${count(asked, 'wait')} are shorter than the target asked for.`
      : null;
  if (calls === 0) return evidence({ lacks, unseen: 'The input shows no calls.' });
  if (retried === 0) return evidence({ lacks, unseen: `No repeated attempt among ${count(calls, 'call')}.` });
  return evidence({ lacks, unseen: waitsUnseen(retried, measured, later, growing) });
}

function waitsUnseen(retried: number, measured: number, later: number, growing: number): string {
  const repeated = count(retried, 'repeated attempt');
  if (measured === 0) return `${repeated}, and no wait could be measured. Log when each attempt began, its number and the wait.`;
  if (later < ENOUGH_WAITS)
    return `${repeated}, ${later === 0 ? 'and no wait follows another' : `but only ${count(later, 'wait')} that ${later === 1 ? 'follows' : 'follow'} another`}: whether they grow does not show.`;
  return `${repeated}; of ${count(later, 'wait')} that follow another, ${formatNumber(growing)} are longer than it.`;
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
  const other = timed.find((operation) => !fitting.includes(operation));
  if (other) return evidence({ unseen: `${limitOf(other)}; whether that limit fits does not show.` });
  return evidence({ unseen: limitsUnseen(operations) });
}

function limitsUnseen(operations: Facts['operations']): string {
  if (operations.length === 0) return 'The input shows no calls.';
  const given = operations.find(({ timeout_ms }) => timeout_ms !== null);
  if (given === undefined) return 'No call timed out, so the limits are not visible. Log the timeout in force with each call.';
  const answers = given.p99_ms === null ? 'no answer with its duration is logged' : `${count(given.ok, 'answer')} are too few`;
  return `${given.operation}: calls are given up after ${formatDuration(given.timeout_ms ?? 0)}; ${answers} to tell whether that fits.`;
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
  if (failed === 0) return evidence({ unseen: 'No breaker is named in the log, and no call failed in a way that one reacts to.' });
  return evidence({
    unseen: `No breaker is named in the log; ${count(failed, 'call')} failed for a passing reason, and no outage of minutes was found.`,
  });
}
