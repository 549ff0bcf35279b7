/** Records to repair: the rows of `records/*.csv`. Columns, documentation and JSON Schema derive from these schemas. */
import { z } from 'zod';
import type { Category } from './finding.js';

/** Findings of these categories keep the place of every record harmed; other findings have nothing to repair record by record. */
export const REPAIRABLE: readonly Category[] = [
  'duplicate_write',
  'webhook_redelivery',
  'unsynced_record',
  'silent_failure',
  'validation_failure',
  'dead_letter_growth',
  'ambiguous_timeout',
  'partial_completion',
  'out_of_order',
];

const shared = {
  key: z.string().describe('Key of the record as it stands in the input; empty where no line names one.'),
  target: z.string().describe('System to look in; empty where the input does not name it.'),
  operation: z.string().describe('Operation that wrote, or should have written.'),
  at: z.string().describe('When it happened, RFC 3339 UTC; empty where no line states a time.'),
  lines: z.string().describe('file:line of what shows it, separated by blanks.'),
  findings: z.string().describe('Ids of the findings that name the record, separated by blanks.'),
};

export const DuplicateToVoid = z.object({
  key: shared.key,
  target: shared.target,
  operation: shared.operation,
  extra: z.number().int().describe('Effects beyond the first.'),
  keep: z
    .string()
    .describe('Id of the first effect, as the target gave it: keep it, unless later steps refer to another. Empty where no line names it.'),
  void: z.string().describe('Ids of later effects that the lines name, separated by blanks. There may be more than are named: see extra.'),
  at: shared.at,
  lines: shared.lines,
  findings: shared.findings,
});
export type DuplicateToVoid = z.infer<typeof DuplicateToVoid>;

export const RecordToResync = z.object({
  key: shared.key,
  target: shared.target,
  operation: shared.operation,
  why: z.string().describe('What the last line says of it.'),
  replay: z
    .enum(['after_look_up', 'after_cause_is_mended'])
    .describe(
      'after_look_up: ask the target for the record, send it when it is absent; after_cause_is_mended: it was refused for what it holds, and would be again.',
    ),
  at: shared.at,
  lines: shared.lines,
  findings: shared.findings,
});
export type RecordToResync = z.infer<typeof RecordToResync>;

export const OperationToVerify = z.object({
  key: shared.key,
  target: shared.target,
  operation: shared.operation,
  question: z.string().describe('What to find out in the target before anything is sent again.'),
  known: z.string().describe('What the lines say of it.'),
  at: shared.at,
  lines: shared.lines,
  findings: shared.findings,
});
export type OperationToVerify = z.infer<typeof OperationToVerify>;

export const Repairs = z.object({
  duplicatesToVoid: z.array(DuplicateToVoid),
  recordsToResync: z.array(RecordToResync),
  operationsToVerify: z.array(OperationToVerify),
});
export type Repairs = z.infer<typeof Repairs>;

/** The files, the part of the repairs that each holds, and the schema of its rows. */
export const REPAIR_FILES = [
  {
    file: 'records/duplicates-to-void.csv',
    part: 'duplicatesToVoid',
    row: DuplicateToVoid,
    is: 'Records with more effects than one in a target.',
  },
  {
    file: 'records/records-to-resync.csv',
    part: 'recordsToResync',
    row: RecordToResync,
    is: 'Records that never reached a target, or not as they are.',
  },
  {
    file: 'records/operations-to-verify.csv',
    part: 'operationsToVerify',
    row: OperationToVerify,
    is: 'Writes whose effect is unknown, and flows that stopped half-way.',
  },
] as const;
