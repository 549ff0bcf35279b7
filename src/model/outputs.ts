/** Where a review goes, and which of its files are written. */
import { z } from 'zod';

export const Outputs = z.strictObject({
  folder: z.string().min(1).optional().describe('Folder for the review, seen from this file; --out comes first.'),
  files: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Files to write, as patterns of their paths: `review.md`, `tickets/*`; all when left out. findings.json is always written.'),
  history: z
    .string()
    .min(1)
    .optional()
    .describe('Folder, seen from this file, that keeps the findings.json of each audit for `compare --history`.'),
});
export type Outputs = z.infer<typeof Outputs>;
