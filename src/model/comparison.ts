/** The Comparison: what became of the findings of one audit in a later one. */
import { z } from 'zod';
import { Category, Severity, Subject } from './finding.js';

export const FindingChange = z.enum(['new', 'worse', 'unchanged', 'better', 'gone', 'not_judged']);
export type FindingChange = z.infer<typeof FindingChange>;

export const MeasureChange = z.object({
  name: z.string(),
  before: z.number().nullable().describe('Number of the earlier audit; null where it has none.'),
  after: z.number().nullable().describe('Number of the later audit; null where it has none.'),
  expected: z
    .number()
    .nullable()
    .describe('What the earlier number would be with the later traffic; null for a number that does not grow with traffic.'),
});
export type MeasureChange = z.infer<typeof MeasureChange>;

export const Traffic = z.object({
  basis: z
    .enum(['work', 'work_of_target', 'all_work', 'records', 'none'])
    .describe('What was counted: pieces of work of the operation, of the target or of all; records read; or nothing.'),
  before: z.number(),
  after: z.number(),
});
export type Traffic = z.infer<typeof Traffic>;

const seen = () => z.object({ id: z.string(), severity: Severity, title: z.string(), suppressed: z.boolean() }).nullable();

export const ComparedFinding = z.object({
  change: FindingChange.describe('new, worse, unchanged, better, gone; not_judged where the later input cannot tell.'),
  reason: z.string().describe('Why, with the numbers.'),
  fingerprint: z.string().describe('Fingerprint of the later finding, else of the earlier one.'),
  rule: z.string(),
  category: Category,
  subject: Subject,
  before: seen().describe('The earlier finding; null for a new one.'),
  after: seen().describe('The later finding; null for one that is gone.'),
  renamed: z.boolean().describe('True when the two differ in a name and are taken for one fault, since nothing else fits either.'),
  traffic: Traffic,
  measures: z.array(MeasureChange),
});
export type ComparedFinding = z.infer<typeof ComparedFinding>;

const Side = z.object({
  span: z.object({ start: z.string(), end: z.string() }).nullable(),
  files: z.number().int(),
  calls: z.number(),
  work: z.number().describe('Pieces of work behind the calls.'),
  findings: z.number().int(),
  suppressed: z.number().int(),
});

const Spot = z.object({ rule: z.string(), what: z.string(), close: z.string() });

export const Comparison = z.object({
  schemaVersion: z.literal('1'),
  tool: z.object({ name: z.literal('caseharden'), version: z.string() }),
  verdict: z.array(z.string()),
  before: Side,
  after: Side,
  counts: z.record(FindingChange, z.number().int()),
  findings: z.array(ComparedFinding).describe('New and worse ones first.'),
  blindSpots: z.object({
    opened: z.array(Spot).describe('What could be judged before and cannot be now.'),
    closed: z.array(Spot).describe('What could not be judged before and can be now.'),
  }),
});
export type Comparison = z.infer<typeof Comparison>;

/** One audit among many, for trends. */
export const TrendPoint = z.object({
  start: z.string(),
  end: z.string(),
  findings: z.record(Severity, z.number().int()),
  work: z.number(),
});
export type TrendPoint = z.infer<typeof TrendPoint>;

export const TrendLine = z.object({
  fingerprint: z.string(),
  title: z.string().describe('Title of the latest finding.'),
  values: z.array(z.number().nullable()).describe('Harm per 1,000 pieces of work in each audit; null where there was no such work.'),
});

export type TrendLine = z.infer<typeof TrendLine>;

export const Trends = z.object({ audits: z.array(TrendPoint).describe('In the order of time.'), lines: z.array(TrendLine) });
export type Trends = z.infer<typeof Trends>;
