/** What became of one input file: the accounting of its records, and how it was read. */
import { z } from 'zod';

export const FieldSource = z.object({
  field: z.string().describe('Canonical event field.'),
  from: z.array(z.string()).describe('Paths or captures of the record that it was read from.'),
  share: z.number().min(0).max(1).describe('Share of the events that have it.'),
  example: z.string().describe('One value, redacted.'),
});
export type FieldSource = z.infer<typeof FieldSource>;

export const Problem = z.object({
  line: z.number().int().nullable().describe('Physical line, counted from 1; null when the whole file is meant.'),
  reason: z.string().describe('What is wrong, in one sentence.'),
});
export type Problem = z.infer<typeof Problem>;

export const Input = z.object({
  path: z.string().describe('Path below the folder, or the argument that named it.'),
  format: z.string().describe('Format it was read as; "unreadable" when it could not be read.'),
  wrapper: z.string().nullable().describe('Format around the format: docker, cri, syslog; null when there is none.'),
  reason: z.string().describe('Why this format was chosen, in one sentence.'),
  records: z.number().int().describe('Records that the file holds.'),
  events: z.number().int().describe('Events that they became.'),
  sourceRecords: z.number().int().describe('Records that became events; records = sourceRecords + malformed + skipped.'),
  malformed: z.number().int().describe('Records that could not be read.'),
  skipped: z.number().int().describe('Records left out on purpose.'),
  bytes: z.number().int().describe('Size of the file, unpacked, in bytes.'),
  sha256: z.string().describe('SHA-256 of the file as it was given.'),
  start: z.string().nullable().describe('First time in it, RFC 3339 UTC.'),
  end: z.string().nullable().describe('Last time in it, RFC 3339 UTC.'),
  zone: z
    .enum(['stated', 'given', 'assumed_utc', 'none'])
    .describe('Whether its times or a line of the log name their zone, or the user gave it.'),
  fields: z.array(FieldSource).describe('Which canonical field came from where.'),
  problems: z.array(Problem).describe('What could not be understood: the first 20 places.'),
});
export type Input = z.infer<typeof Input>;

export const UnusedField = z.object({
  path: z.string().describe('Path in the record.'),
  share: z.number().min(0).max(1).describe('Share of the records looked at that have it.'),
  example: z.string().describe('One value, redacted.'),
});
export type UnusedField = z.infer<typeof UnusedField>;

/** What `inspect` says of an input besides. */
export const InputDetails = z.object({
  runnerUp: z
    .object({
      format: z.string().describe('Name of the format.'),
      reason: z.string().describe('How well it fits.'),
      score: z.number().describe('Its score, 0 to 1.'),
      against: z.number().describe('Score of the format that was chosen.'),
    })
    .nullable()
    .describe('The format that fits next best; null when none else fits.'),
  mixed: z.array(z.string()).describe('Other formats whose lines stand among those of the chosen one.'),
  unused: z.array(UnusedField).describe('Fields that stand in many records and from which nothing was read: the 12 most frequent.'),
});
export type InputDetails = z.infer<typeof InputDetails>;

export const Totals = z.object({
  records: z.number().int(),
  events: z.number().int(),
  malformed: z.number().int(),
  skipped: z.number().int(),
  files: z.number().int(),
});
export type Totals = z.infer<typeof Totals>;
