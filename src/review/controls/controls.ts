/** The twelve controls: working, weak, absent or not observable, each with its evidence. */

import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../model/finding.js';
import type { Control, Review } from '../../model/review.js';
import type { Rule } from '../../model/rule.js';
import { harmText } from '../harm.js';
import { isSerious, type Material, ruleOf } from '../material.js';
import type { ControlEvidence } from './evidence.js';
import { deadLetter, monitoring, reconciliation, webhookConsumer } from './records.js';
import { circuitBreaking, rateLimit, retryBackoff, timeouts, tokenRefresh } from './repeats.js';
import { idempotency, requestValidation, responseValidation } from './requests.js';

type ControlName = Rule['remedy']['control'];

/** The twelve controls in the order of the review. */
const CONTROLS: Readonly<
  Record<ControlName, { readonly title: string; readonly look: (facts: Facts, lag: Review['lag']) => ControlEvidence }>
> = {
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

/** In the order of design: from the request to the monitoring. */
export function controlsOf(material: Material, lag: Review['lag']): Control[] {
  return (Object.keys(CONTROLS) as ControlName[]).map((control) => {
    const { title, look } = CONTROLS[control];
    const speaking = material.findings.filter((finding) => ruleOf(finding, material.rules).remedy.control === control);
    return { control, title, ...judge(speaking, look(material.facts, lag)), findings: speaking.map(({ id }) => id) };
  });
}

/**
 * A serious finding outweighs what works elsewhere: then the control is weak. It is absent when
 * nothing was seen of it but harm. Low findings make it weak only where nothing was seen to work.
 */
function judge(findings: readonly Finding[], { works, lacks, unseen }: ControlEvidence): Pick<Control, 'state' | 'reason'> {
  const serious = findings.filter(isSerious);
  const harm = (serious.length > 0 ? serious : findings).map((finding) => `${harmText(finding)} (${finding.id})`).join('; ');
  if (serious.length > 0 && works) return { state: 'weak', reason: `${works} But: ${harm}.` };
  if (serious.length > 0) return { state: 'absent', reason: `${lacks ? `${lacks} ` : ''}${capital(harm)}.` };
  if (works) return { state: 'working', reason: findings.length > 0 ? `${works} Minor: ${harm}.` : works };
  if (findings.length > 0) return { state: 'weak', reason: `${capital(harm)}.` };
  return lacks ? { state: 'weak', reason: lacks } : { state: 'not_observable', reason: unseen };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
