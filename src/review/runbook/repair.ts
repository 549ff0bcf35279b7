/** Repair of records: what exists too often, what may exist, what is missing. Each has its own list and its own order of steps. */
import type { Category, Finding } from '../../model/finding.js';
import type { Repairs } from '../../model/repair.js';
import type { RunbookStep } from '../../model/review.js';
import { count } from '../../util/numbers.js';
import type { Material } from '../material.js';
import { clientRates } from '../policies/rate.js';

const TOO_OFTEN: readonly Category[] = ['duplicate_write', 'webhook_redelivery'];
const UNKNOWN: readonly Category[] = ['ambiguous_timeout', 'partial_completion', 'out_of_order'];
const MISSING: readonly Category[] = ['unsynced_record', 'silent_failure', 'dead_letter_growth', 'validation_failure'];
/** Records of a pilot: few enough to be looked at one by one. */
const PILOT = 5;

export function undo(serious: readonly Finding[], { duplicatesToVoid: rows }: Repairs): RunbookStep[] {
  const found = idsOf(serious, TOO_OFTEN);
  if (found.length === 0 || rows.length === 0) return [];
  const named = rows.filter((row) => row.void !== '').length;
  return [
    {
      title: 'Repair: records with effects beyond the first',
      steps: [
        'Make sure that the source of the repeats is off: a repair under way must not be doubled, too.',
        `Open records/duplicates-to-void.csv: ${count(rows.length, 'record')}${named > 0 ? `; for ${named === rows.length ? 'all' : String(named)} it names the effect to keep and those to void` : '; no line names the ids that the target gave, so look them up by key'}.`,
        'For each, list what the target holds, and keep the first effect unless later steps (a shipment, a payment) refer to another.',
        `Void the others by cancelling or refunding in the target, with a note of the reason; do not delete them.${rows.length > PILOT ? ` ${PILOT} first, checked in both systems, then the rest.` : ' Check each in both systems.'}`,
      ],
      findings: found,
    },
  ];
}

export function verify(serious: readonly Finding[], { operationsToVerify: rows }: Repairs): RunbookStep[] {
  const found = idsOf(serious, UNKNOWN);
  if (found.length === 0 || rows.length === 0) return [];
  const keyless = rows.filter(({ key }) => key === '').length;
  return [
    {
      title: 'Verify: operations whose effect is not known',
      steps: [
        `Open records/operations-to-verify.csv: ${count(rows.length, 'operation')}${keyless > 0 ? `; ${keyless === rows.length ? 'none' : String(rows.length - keyless)} of them with a record key, for the others open the line` : ''}.`,
        'Ask the target for each record, and write down: there once, there more than once, half done, not there.',
        'There more than once: add it to the duplicates. Not there or half done: add it to the records to replay. There once: mark it as done at the source.',
      ],
      findings: found,
    },
  ];
}

export function replay(serious: readonly Finding[], { recordsToResync: rows }: Repairs, { facts }: Material): RunbookStep[] {
  const found = idsOf(serious, MISSING);
  if (found.length === 0 || rows.length === 0) return [];
  const held = rows.filter((row) => row.replay === 'after_cause_is_mended').length;
  const [rate] = clientRates(facts);
  const pace = rate ? `at most ${rate.value}, the client-side rate of the policies` : 'no faster than in quiet times';
  return [
    {
      title: 'Safe replay of records that are missing',
      steps: [
        `Open records/records-to-resync.csv: ${count(rows.length, 'record')}.`,
        ...(held > 0
          ? [
              `Leave out the ${count(held, 'record')} marked after_cause_is_mended until what they were refused for is mended: they would be refused again.`,
            ]
          : []),
        'For each key, ask the target first: there and equal (mark as synced), there and different (to a person), not there (may be replayed).',
        'Send it with the idempotency key of the first attempt; where there is none, only after the look-up showed the record absent.',
        `${rows.length > PILOT ? `Replay ${PILOT}, compare both systems, then the rest, ${pace}.` : `Replay ${pace}, one by one, and compare both systems after each.`} Stop at the first duplicate or refusal.`,
        'Audit the log of the replay: caseharden audit REPLAY_LOGS --out after-replay',
      ],
      findings: found,
    },
  ];
}

function idsOf(serious: readonly Finding[], categories: readonly Category[]): string[] {
  return serious.filter(({ category }) => categories.includes(category)).map(({ id }) => id);
}
