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

/** What to do with the same call after such an answer. */
export const Advice = z.enum([
  'none',
  'retry_with_backoff',
  'retry_transaction',
  'wait_as_told',
  'renew_then_once',
  'reread_and_retry',
  'look_up_first',
  'treat_as_done',
  'check_each_item',
  'mend_then_send',
  'ask_a_person',
]);
export type Advice = z.infer<typeof Advice>;

/** The advice of an entry that gives none of its own. */
export const ADVICE_BY_OUTCOME: Readonly<Record<Outcome, Advice>> = {
  ok: 'none',
  ok_with_errors: 'check_each_item',
  replayed: 'treat_as_done',
  refused_duplicate: 'treat_as_done',
  transient: 'retry_with_backoff',
  throttled: 'wait_as_told',
  permanent: 'mend_then_send',
  unauthenticated: 'renew_then_once',
  ambiguous: 'look_up_first',
  unknown: 'ask_a_person',
};

/** Numbers this short mean other things elsewhere: a status, a count, a code of another provider. */
const SHORT_NUMBER = /^\d{1,4}$/;

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
    advice: Advice.optional().describe('What to do with the same call; what suits the outcome when left out.'),
    source: z.string().min(5).describe('RFC section, provider document or library that says so, as text.'),
  })
  .refine((entry) => entry.status !== undefined || entry.code !== undefined || entry.text !== undefined, {
    message: 'an entry needs a status, a code or a text',
  })
  .refine((entry) => entry.text === undefined || isPattern(entry.text), {
    path: ['text'],
    message: 'is no regular expression; mend it',
  })
  .refine((entry) => entry.text !== undefined || ![entry.code ?? []].flat().some((code) => SHORT_NUMBER.test(code)), {
    path: ['code'],
    message: 'a number of up to four digits means other things elsewhere; add a text that must stand beside it',
  });
export type TaxonomyEntry = z.infer<typeof TaxonomyEntry>;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'i');
    return true;
  } catch {
    return false;
  }
}

export const TaxonomyFile = z.strictObject({
  provider: z.string().describe('Provider or protocol that the entries are about.'),
  entries: z.array(TaxonomyEntry).min(1),
});
export type TaxonomyFile = z.infer<typeof TaxonomyFile>;
