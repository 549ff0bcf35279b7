/** What an integration of the kind that the flows show must have, set against what was seen. */
import type { Control, Expectation, RunbookStep, TestRow } from '../../model/review.js';
import type { Material } from '../material.js';
import { integrationKinds, kindOf, kindText } from './kinds.js';

/** Empty when the flows show no known kind of integration. */
export function expectationsOf({ facts }: Material, controls: readonly Control[]): Expectation[] {
  const kind = kindOf(facts);
  if (!kind) return [];
  return integrationKinds().expectations.map(({ topic, control, expect }) => {
    const found = controls.find((one) => one.control === control);
    return { topic, expect: kindText(kind, expect), ...seenOf(found), findings: found?.findings ?? [] };
  });
}

/** Controls of which the log shows the work itself. That few records were refused does not show which checks were made before. */
const PROVABLE: readonly string[] = ['idempotency', 'retry_backoff', 'rate_limit', 'dead_letter', 'webhook_consumer', 'token_refresh'];

function seenOf(control: Control | undefined): Pick<Expectation, 'state' | 'reason'> {
  if (!control) return { state: 'not_observable', reason: '' };
  if (control.state === 'weak' || control.state === 'absent') return { state: 'harmed', reason: control.reason };
  if (control.state === 'working' && PROVABLE.includes(control.control)) return { state: 'seen', reason: control.reason };
  return {
    state: 'not_observable',
    reason: control.state === 'working' ? `${control.reason} More of it is not in the log.` : control.reason,
  };
}

/** Tests that such an integration needs; none when the flows show no known kind. */
export function expectedTests({ facts }: Pick<Material, 'facts'>): Omit<TestRow, 'where'>[] {
  const kind = kindOf(facts);
  if (!kind) return [];
  const text = (template: string) => kindText(kind, template);
  return integrationKinds().tests.map(({ fault, inject, expect, check }) => ({
    fault: text(fault),
    inject: text(inject),
    expect: text(expect),
    check: text(check),
    findings: [],
  }));
}

/** What the team must have settled; none when the flows show no known kind. */
export function expectedRunbook({ facts }: Material): RunbookStep[] {
  const kind = kindOf(facts);
  if (!kind) return [];
  return [{ title: `To settle for a ${kind.name}`, steps: integrationKinds().runbook.map((step) => kindText(kind, step)), findings: [] }];
}
