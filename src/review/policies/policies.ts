/** Numbers for the policies: fitted to the input where it shows enough, else a default with its source. */
import type { Facts } from '../../model/facts.js';
import type { Policy } from '../../model/policy.js';
import type { Material } from '../material.js';
import { breakers } from './breakers.js';
import { clientRates } from './rate.js';
import { deadLetter, idempotency } from './records.js';
import { retries, tokenRefresh } from './repeats.js';
import { timeouts } from './timeouts.js';

/** Only policies that the traffic calls for: no token advice where no token was refused. */
export function policiesOf({ facts: all, findings }: Material): Policy[] {
  const facts = ownCalls(all);
  return [
    ...timeouts(facts),
    ...retries(facts),
    ...clientRates(facts),
    ...tokenRefresh(facts),
    ...breakers(facts, findings),
    ...idempotency(facts, findings),
    ...deadLetter(facts, findings),
  ];
}

/** Without the deliveries that the input's systems receive: when those come again is their sender's policy. */
function ownCalls(facts: Facts): Facts {
  const incoming = new Set(facts.operations.filter((one) => one.incoming).map(({ operation }) => operation));
  const own = <One extends { readonly operation: string }>(list: readonly One[]) =>
    list.filter(({ operation }) => !incoming.has(operation));
  return { ...facts, operations: own(facts.operations), waits: own(facts.waits), recoveries: own(facts.recoveries) };
}
