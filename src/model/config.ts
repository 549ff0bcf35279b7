/** The configuration file: what a user may set for an audit. */
import { z } from 'zod';

export const Config = z.strictObject({
  parameters: z
    .record(z.string(), z.record(z.string(), z.number()))
    .default({})
    .describe('Parameters of rules that differ from their default: rule (pack/name) to parameter to value.'),
});
export type Config = z.infer<typeof Config>;
