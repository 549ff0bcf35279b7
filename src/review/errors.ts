/** Every error seen: its class, what was done with it, what should be. */
import type { Facts } from '../model/facts.js';
import type { ErrorRow } from '../model/review.js';
import { count, formatNumber } from '../util/numbers.js';

type ErrorFact = Facts['errors'][number];

/** What each class of the error taxonomy asks for, and whether a repeat is right. Null: it depends on the write. */
const SHOULD: Readonly<Record<string, { readonly text: string; readonly repeat: boolean | null }>> = {
  transient: { text: 'Repeat with exponential backoff and jitter, few times.', repeat: true },
  throttled: { text: 'Wait as long as the target asks, then repeat; slow down.', repeat: true },
  permanent: { text: 'Do not repeat unchanged. Correct it, or park it with its reason.', repeat: false },
  unauthenticated: { text: 'Fetch a new token once, repeat once, then stop.', repeat: true },
  ambiguous: { text: 'The effect may have happened. Repeat only with an idempotency key, or look first.', repeat: null },
  ok_with_errors: { text: 'Read the body; treat its failures as failures.', repeat: null },
  refused_duplicate: { text: 'Nothing: the record is there. Take its state over.', repeat: false },
};

/** In the order of the number of calls. */
export function errorsOf({ errors, waits }: Facts): ErrorRow[] {
  return [...errors].sort((a, b) => b.calls - a.calls || (label(a) < label(b) ? -1 : 1)).map((error) => rowOf(error, waits));
}

/** A read that finds nothing was answered. */
const NOT_THERE = {
  text: 'It is an answer: what was asked for is not there. Ask again only where it is expected to appear.',
  repeat: null,
};

function rowOf(error: ErrorFact, waits: Facts['waits']): ErrorRow {
  const early = earlyOf(error, waits);
  const notThere = error.status === 404 && error.outcome === 'permanent' && /^(?:GET|HEAD) /.test(error.operation ?? '');
  const should = notThere ? NOT_THERE : SHOULD[error.outcome];
  return {
    target: error.target,
    operation: error.operation,
    label: label(error),
    text: error.error,
    outcome: error.outcome,
    calls: error.calls,
    done: early === null ? done(error) : `${done(error)}; ${early} waits shorter than asked for`,
    should: should?.text ?? 'Find out what it means and give it a class.',
    fits: early === null ? fits(error, should?.repeat ?? null) : false,
    place: `${error.file}:${error.line}`,
  };
}

/** How many waits of its operation were shorter than a target asked that refused for its limit, where half of them are; else null. */
function earlyOf({ outcome, target, operation, by_caller }: ErrorFact, waits: Facts['waits']): string | null {
  if (outcome !== 'throttled' || by_caller === false) return null;
  const own = waits.filter((wait) => wait.target === target && wait.operation === operation);
  const asked = own.reduce((sum, wait) => sum + wait.asked, 0);
  const early = asked - own.reduce((sum, wait) => sum + wait.honoured, 0);
  return asked > 0 && early * 2 >= asked ? `${formatNumber(early)} of ${formatNumber(asked)}` : null;
}

function label({ status, code }: ErrorFact): string {
  return [status, code].filter((part) => part !== null).join(' ') || 'without a status or code';
}

function done({ calls, repeated, recovered, operation }: ErrorFact): string {
  if (operation === null && repeated === 0) return `${count(calls, 'call')}; the line names no operation, so repeats cannot be told`;
  const again = repeated === 0 ? 'never repeated' : `${formatNumber(repeated)} of ${formatNumber(calls)} repeated`;
  return recovered > 0
    ? `${again}, ${formatNumber(recovered)} succeeded later`
    : `${again}, ${repeated > 0 ? 'none succeeded later' : count(calls, 'call')}`;
}

/** Routes at which a person shows who he is. */
const DOORS = /(?:^|[ /._-])(?:log-?in|sign-?in|session|sessions|token|oauth2?|password|authenticate)(?:[/._?-]|$)/i;

/** Many repeats of which none led anywhere are no cure, whatever the class. */
const MANY = 20;

/** Only clear cases are judged: a permanent error that is mostly repeated, or a passing one that never is or always in vain, does not fit. */
function fits({ calls, repeated, recovered, operation, by_caller, outcome }: ErrorFact, repeat: boolean | null): boolean | null {
  // What a server or proxy refuses to many clients is theirs to repeat; without an operation repeats cannot be told.
  if (repeat === null || operation === null || by_caller === false || DOORS.test(operation)) return null;
  // A read that is asked again until it is there is polling.
  if (outcome === 'permanent' && /^(?:GET|HEAD) /.test(operation)) return null;
  if (!repeat) return repeated * 2 < calls;
  return repeated > 0 && !(repeated >= MANY && recovered === 0);
}
