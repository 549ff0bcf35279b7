/** What the configuration says of a rule: its parameters and its severity, for all or for some subjects. */
import { z } from 'zod';
import { Severity } from './finding.js';

/** Name of a parameter to its value. */
export const Values = z.record(z.string(), z.number());

export const SeveritySetting = z
  .strictObject({
    raise: Severity.optional().describe('At least this grave.'),
    cap: Severity.optional().describe('At most this grave.'),
    fixed: Severity.optional().describe('This grave, whatever the measures say.'),
  })
  .refine((one) => Object.keys(one).length > 0, { message: 'is empty; give raise, cap or fixed' })
  .refine((one) => one.fixed === undefined || Object.keys(one).length === 1, { message: 'fixed stands alone; take raise and cap out' });
export type SeveritySetting = z.infer<typeof SeveritySetting>;

const pattern = (whom: string) => z.string().min(1).optional().describe(`${whom}; * stands for any text.`);

export const SubjectSetting = z
  .strictObject({
    source: pattern('Who called'),
    target: pattern('Which system was called'),
    operation: pattern('METHOD /route/{id}, job, topic or queue'),
    enabled: z.boolean().optional().describe('False: no finding of the rule at these subjects.'),
    severity: SeveritySetting.optional(),
  })
  .refine(({ source, target, operation }) => source !== undefined || target !== undefined || operation !== undefined, {
    message: 'names no subject; give source, target or operation',
  });
export type SubjectSetting = z.infer<typeof SubjectSetting>;

export const RuleSetting = z.strictObject({
  enabled: z.boolean().optional().describe('False: the rule does not run.'),
  parameters: Values.optional().describe('Parameters that differ from their default.'),
  severity: SeveritySetting.optional(),
  subjects: z.array(SubjectSetting).default([]).describe('Settings for some sources, targets or operations; the first that fits applies.'),
});
export type RuleSetting = z.infer<typeof RuleSetting>;
