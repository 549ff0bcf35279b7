/** Controls on what is sent and what comes back. */
import type { Facts } from '../../model/facts.js';
import { count, formatNumber, formatShare } from '../../util/numbers.js';
import { signalCount, sum } from '../material.js';
import { type ControlEvidence, ENOUGH_CALLS, evidence } from './evidence.js';

export function requestValidation({ operations, errors }: Facts): ControlEvidence {
  const writes = sum(
    operations.filter(({ is_write }) => is_write),
    ({ calls }) => calls,
  );
  const refused = sum(
    errors.filter(({ status }) => status === 400 || status === 422),
    ({ calls }) => calls,
  );
  if (writes === 0) return evidence({ unseen: 'The input shows no write calls.' });
  if (writes < ENOUGH_CALLS) return evidence({ unseen: `Only ${count(writes, 'write')} in the input: too few to judge.` });
  // That the target refused nothing does not show who checked it.
  if (refused === 0)
    return evidence({
      unseen: `None of ${count(writes, 'write')} was refused as invalid (400 or 422), so whether they are checked before does not show.`,
    });
  return evidence({
    unseen: `${formatNumber(refused)} of ${count(writes, 'write')} ${refused === 1 ? 'was' : 'were'} refused as invalid (400 or 422); no cluster of one cause was found.`,
  });
}

export function responseValidation(facts: Facts): ControlEvidence {
  const { operations } = facts;
  const swallowed = signalCount(facts, 'swallowed');
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

export function idempotency(facts: Facts): ControlEvidence {
  const { operations } = facts;
  const writes = operations.filter(({ is_write }) => is_write);
  const calls = sum(writes, (operation) => operation.calls);
  const keyed = sum(writes, (operation) => operation.with_idempotency_key);
  const replayed = sum(operations, (operation) => operation.replayed);
  const skipped = signalCount(facts, 'duplicate_skipped');
  const proofs = [
    replayed > 0 ? `${count(replayed, 'repeat')} answered from an idempotency store or refused as duplicate` : null,
    skipped > 0 ? `${count(skipped, 'duplicate')} recognised and skipped` : null,
  ].filter((proof) => proof !== null);
  const share = calls > 0 && keyed > 0 ? `; ${formatShare(keyed / calls)} of ${count(calls, 'write')} carry a key` : '';
  if (proofs.length > 0) return evidence({ works: `${proofs.join('; ')}${share}.`, unseen: '' });
  return evidence({
    unseen: noProof(
      calls,
      keyed,
      sum(writes, (operation) => operation.retried),
    ),
  });
}

/** A repeated write without a key may still be safe, for instance an upsert: without a duplicate it is no fault. */
function noProof(calls: number, keyed: number, retried: number): string {
  if (calls === 0) return 'The input shows no write calls.';
  const again = retried > 0 ? `${count(retried, 'write')} of ${formatNumber(calls)} repeated, no duplicate found` : 'none was repeated';
  if (keyed > 0)
    return `${formatShare(keyed / calls)} of ${count(calls, 'write')} carry an idempotency key; ${again}; no answer shows that the target honours it.`;
  return `No write carries an idempotency key in the log; ${again}. Log the key with each write.`;
}
