/** A text that nobody may see and that no list of patterns knows: numbers of customers, names of tenants. */
import { z } from 'zod';

export const Redaction = z.strictObject({
  kind: z
    .string()
    .regex(/^[a-z0-9]+(_[a-z0-9]+)*$/, 'is no plain name; use small letters, digits and _')
    .describe('What it is; shown in place of the text: [REDACTED:customer_number 1].'),
  match: z.string().min(1).describe('Regular expression of the text. Equal texts get equal numbers, so that records stay apart.'),
});
export type Redaction = z.infer<typeof Redaction>;
