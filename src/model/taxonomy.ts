/** The error taxonomy as data: which answer means what. Lives beside the rules, in `rules/taxonomy/*.yaml`. */
import { z } from 'zod';

/** What became of a call. The words are explained in docs/model.md. */
export const Outcome = z.enum([
  'ok',
  'ok_with_errors',
  'replayed',
  'refused_duplicate',
  'transient',
  'throttled',
  'permanent',
  'unauthenticated',
  'ambiguous',
  'unknown',
]);
export type Outcome = z.infer<typeof Outcome>;

export const TaxonomyEntry = z
  .strictObject({
    status: z
      .union([z.number().int(), z.array(z.number().int())])
      .optional()
      .describe('HTTP status or statuses that it applies to; any when left out.'),
    code: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .describe('Error codes, compared without regard to case and separators.'),
    text: z.string().optional().describe('Regular expression on the error text, without regard to case.'),
    write: z.boolean().optional().describe('True: only for calls that change the target; false: only for reads.'),
    answered: z
      .boolean()
      .optional()
      .describe('False: only when no HTTP answer came, so that words about sockets in the body of a 503 do not count.'),
    outcome: Outcome,
    source: z.string().describe('RFC section, provider document or paper.'),
  })
  .refine((entry) => entry.status !== undefined || entry.code !== undefined || entry.text !== undefined, {
    message: 'an entry needs a status, a code or a text',
  });
export type TaxonomyEntry = z.infer<typeof TaxonomyEntry>;

export const TaxonomyFile = z.strictObject({
  provider: z.string().describe('Provider or protocol that the entries are about.'),
  entries: z.array(TaxonomyEntry),
});
export type TaxonomyFile = z.infer<typeof TaxonomyFile>;
