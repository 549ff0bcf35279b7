/** A flow that is expected: what begins it at the source, what it must bring about at the target, and by when. */
import { z } from 'zod';
import { Duration } from './duration.js';

const pattern = (whom: string) => z.string().min(1).optional().describe(`${whom}; * stands for any text.`);

export const FlowSide = z
  .strictObject({
    system: pattern('System that writes the line (source), or that is called or wrote the line (target)'),
    operation: pattern('METHOD /route/{id}, job, topic or queue'),
    topic: pattern('Type of the event or name of the queue'),
    file: z.string().min(1).optional().describe('Files that hold it, as a pattern of paths, for instance an export: `shop/orders*.csv`.'),
    message: pattern('Text of the line, its numbers and ids masked, as `events` writes it in `template`'),
  })
  .refine((side) => Object.values(side).some((one) => one !== undefined), {
    message: 'names nothing; give system, operation, topic, file or message',
  });
export type FlowSide = z.infer<typeof FlowSide>;

export const FlowExclusion = z
  .strictObject({
    key: pattern('Key of the record'),
    state: pattern('State of the record as the source names it: cancelled, draft'),
    operation: pattern('Operation that the source event names'),
    columns: z
      .record(z.string().min(1), z.string().min(1))
      .optional()
      .describe('Column of an export to a pattern of its value; all must fit.'),
  })
  .refine((one) => Object.values(one).some((part) => part !== undefined), {
    message: 'excludes nothing; give key, state, operation or columns',
  });
export type FlowExclusion = z.infer<typeof FlowExclusion>;

export const Flow = z.strictObject({
  name: z.string().min(1).describe('Name of the flow; the operation of its findings.'),
  source: FlowSide.describe('Event that begins it.'),
  target: FlowSide.describe('Effect that ends it: a call that succeeded, a line that says so, or a row of an export.'),
  key: z
    .string()
    .min(1)
    .optional()
    .describe('Field that holds the key of the record on both sides, in snake_case; the key that the audit finds when left out.'),
  within: Duration.describe('Time allowed from the source event to the effect: `15m`, `2h`.'),
  exclude: z.array(FlowExclusion).default([]).describe('Records that need not arrive. No rule counts them as lost.'),
});
export type Flow = z.infer<typeof Flow>;
