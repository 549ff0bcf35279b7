/** Numbers for the policies: fitted to the input where it shows enough, else a default with its source. */
import type { Policy } from '../../model/policy.js';
import type { Material } from '../material.js';
import { clientRates } from './rate.js';
import { deadLetter, idempotency } from './records.js';
import { breakers, retries, tokenRefresh } from './repeats.js';
import { timeouts } from './timeouts.js';

/** Only policies that the traffic calls for: no token advice where no token was refused. */
export function policiesOf({ facts, findings }: Material): Policy[] {
  return [
    ...timeouts(facts),
    ...retries(facts),
    ...clientRates(facts),
    ...tokenRefresh(facts),
    ...breakers(facts),
    ...idempotency(facts, findings),
    ...deadLetter(facts, findings),
  ];
}
