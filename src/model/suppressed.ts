/** Findings that are suppressed, and suppressions whose time is over. */
import { z } from 'zod';
import { Finding } from './finding.js';

export const SuppressedFinding = Finding.extend({
  suppression: z.object({
    reason: z.string().describe('Why it is accepted.'),
    author: z.string().describe('Who accepts it.'),
    until: z.string().describe('Last day on which it is accepted, YYYY-MM-DD.'),
    place: z.string().describe('file:line of the entry in the configuration.'),
  }),
});
export type SuppressedFinding = z.infer<typeof SuppressedFinding>;

export const ExpiredSuppression = z.object({
  meant: z.string().describe('Fingerprint, or rule and subject, of the findings that are meant.'),
  reason: z.string(),
  author: z.string(),
  until: z.string().describe('Its last day, YYYY-MM-DD.'),
  place: z.string().describe('file:line of the entry in the configuration.'),
  findings: z.array(z.string()).describe('Ids of the findings that count again; none when the fault is gone.'),
});
export type ExpiredSuppression = z.infer<typeof ExpiredSuppression>;
