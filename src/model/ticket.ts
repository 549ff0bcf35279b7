/** A ticket: one fault to mend, small enough for one owner, provable when done. */
import { z } from 'zod';
import { Category, Severity } from './finding.js';

export const TicketExample = z.object({
  about: z.string().describe('In whose terms it is written, and why: the client or target that the input shows.'),
  language: z.string().describe('Language of the text, for highlighting.'),
  text: z.string(),
});
export type TicketExample = z.infer<typeof TicketExample>;

export const Ticket = z.object({
  key: z
    .string()
    .describe(
      'Stable key, also a label: caseharden- and 12 characters of the fingerprint of the first finding. The same in every audit of the same fault.',
    ),
  keys: z.array(z.string()).describe('Keys of all findings that it mends, the own one first. Each is a label.'),
  finding: z.string().describe('Id of the first finding.'),
  findings: z.array(z.string()).describe('Ids of all findings that it mends, the root first.'),
  fingerprints: z.array(z.string()).describe('Fingerprints of these findings, in the same order.'),
  rules: z.array(z.string()).describe('Rules of these findings: pack/rule-name.'),
  category: Category.describe('Category of the first finding.'),
  severity: Severity.describe('The gravest of the findings.'),
  summary: z.string().describe('At most 200 characters, no line break.'),
  problem: z.string(),
  window: z.object({ start: z.string(), end: z.string() }).nullable().describe('From the first to the last harm seen, RFC 3339 UTC.'),
  evidence: z
    .array(z.object({ file: z.string(), line: z.number().int(), excerpt: z.string(), why: z.string() }))
    .describe('At most five lines.'),
  records: z.array(z.string()).describe('Keys of the first records harmed, at most 20.'),
  recordTotal: z
    .number()
    .int()
    .describe('Number of records harmed. A record that two of its findings name is counted once where all keys are listed.'),
  change: z.string().describe('What to change, in Markdown.'),
  example: TicketExample.nullable().describe('The change in the terms of the client or target seen; null where none is known.'),
  acceptance: z.array(z.string()),
  verification: z.object({
    how: z.string().describe('What the next log must hold, and what the audit then says.'),
    command: z.string().describe('A shell command.'),
    expect: z.string().describe('What the command does when the fault is mended.'),
  }),
  alert: z.string().nullable().describe('Name of the alert that will prove it; null when none would have caught it.'),
  rollback: z.string(),
  effort: z.enum(['hours', 'days', 'weeks']),
  priority: z.enum(['Highest', 'High', 'Medium', 'Low']),
  labels: z.array(z.string()).describe('Without blanks.'),
  component: z.string().nullable().describe('From the configuration; else the system that is to be changed, as the input names it.'),
  componentFrom: z
    .enum(['configuration', 'input'])
    .describe('Who names the component. Only one of the configuration is known to exist in the tracker.'),
  team: z.string().nullable().describe('Team that owns it, from the configuration.'),
  assignee: z.string().nullable().describe('User name in the tracker, from the configuration.'),
  project: z.string().nullable().describe('Key of the project that it goes to, from the configuration.'),
  fields: z.record(z.string(), z.string()).describe('More fields, from the configuration: name of the column to its value.'),
  blockedBy: z.array(z.string()).describe('Keys of tickets to be done first.'),
  causedBy: z.array(z.string()).describe('Keys of the tickets whose faults lead to this one.'),
});
export type Ticket = z.infer<typeof Ticket>;

const words = z.array(z.string().min(2)).min(1);

/** The schema of `review/tickets/examples.yaml`: what a change looks like at the targets and clients that logs show. */
export const TicketExamples = z.strictObject({
  targets: z
    .array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        words: words.describe('Parts of host names and names of systems, in small letters.'),
      }),
    )
    .describe('Targets that are known by their name.'),
  clients: z
    .array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        formats: z.array(z.string()).describe('Log formats that only such clients write.'),
        words: z.array(z.string()).default([]).describe('Parts of log lines that only such clients write, as they stand.'),
      }),
    )
    .describe('Kinds of clients, known by the format of their log.'),
  examples: z.array(
    z
      .strictObject({
        control: z.string().describe('Control that the change strengthens.'),
        target: z.string().optional().describe('Name of a target; for this one only.'),
        client: z.string().optional().describe('Name of a client; for this one only.'),
        needs: z
          .array(z.enum(['operation', 'target', 'key', 'request', 'durations']))
          .default([])
          .describe('What the finding must name. request: METHOD and path; durations: how long good answers took, as {p99} and {slowest}.'),
        about: z.string().optional().describe('What it shows, where the control alone does not say it.'),
        language: z.string(),
        text: z.string().describe('May hold {operation}, {target}, {source}, {key}, {method}, {path} and measures of the finding.'),
      })
      .describe('The first that fits is taken: targets before clients before the rest.'),
  ),
});
export type TicketExamples = z.infer<typeof TicketExamples>;
