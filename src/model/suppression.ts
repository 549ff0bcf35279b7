/** A finding that somebody knows and accepts, until a day. */
import { z } from 'zod';

/** Whether a text is a day of the calendar, YYYY-MM-DD. */
export function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

const pattern = (whom: string) => z.string().min(1).optional().describe(`${whom}; * stands for any text.`);

export const Suppression = z
  .strictObject({
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{16}$/, 'is no fingerprint; it has 16 characters 0-9 and a-f, as findings.json shows it')
      .optional()
      .describe('Fingerprint of the one finding that is meant.'),
    rule: z.string().min(1).optional().describe('Rule (pack/name) of the findings that are meant, instead of a fingerprint.'),
    source: pattern('With rule: who called'),
    target: pattern('With rule: which system was called'),
    operation: pattern('With rule: METHOD /route/{id}, job, topic or queue'),
    reason: z.string().trim().min(1, 'is empty; say why the finding is accepted').describe('Why it is accepted.'),
    author: z.string().trim().min(1, 'is empty; name who accepts it').describe('Who accepts it.'),
    until: z
      .string()
      .refine(isDay, 'is no day; write YYYY-MM-DD')
      .describe('Last day on which it holds, YYYY-MM-DD. From the day after, the finding counts again.'),
  })
  .refine(({ fingerprint, rule }) => (fingerprint === undefined) !== (rule === undefined), {
    message: 'must name either a fingerprint or a rule',
  })
  .refine(
    ({ rule, source, target, operation }) => rule === undefined || source !== undefined || target !== undefined || operation !== undefined,
    {
      message: 'silences a whole rule; name source, target or operation, or switch the rule off under `rules`',
    },
  )
  .refine(({ fingerprint, source, target, operation }) => fingerprint === undefined || (source ?? target ?? operation) === undefined, {
    message: 'a fingerprint stands alone; take source, target and operation out',
  });
export type Suppression = z.infer<typeof Suppression>;
