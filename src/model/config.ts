/** The configuration, `caseharden.yaml`: everything that a user may set for the audits of one set of integrations. */
import { z } from 'zod';
import { Flow } from './flow.js';
import { Outputs } from './outputs.js';
import { Owner } from './owner.js';
import { Redaction } from './redaction.js';
import { RuleSetting, Values } from './rule-setting.js';
import { Suppression } from './suppression.js';
import { SystemSetting } from './system.js';

export const Config = z.strictObject({
  systems: z
    .record(z.string().min(1), SystemSetting)
    .default({})
    .describe('Names of systems: name to the hosts, services and files that are this one system.'),
  flows: z
    .array(Flow)
    .default([])
    .describe('Flows that are expected: where a record comes from, where it must arrive, and within which time.'),
  owners: z
    .record(z.string().min(1), Owner)
    .default({})
    .describe('Who mends what: name of a system, as the audit names it, to the fields of its tickets; * stands for any text.'),
  rules: z.record(z.string(), RuleSetting).default({}).describe('Settings of rules: rule (pack/name) to what differs.'),
  parameters: z
    .record(z.string(), Values)
    .default({})
    .describe('Parameters of rules that differ from their default: rule (pack/name) to parameter to value. The short form of `rules`.'),
  redaction: z.array(Redaction).default([]).describe('Texts of your own that nobody may see, beside those that are recognised.'),
  outputs: Outputs.prefault({}).describe('Where the review goes, and which of its files are written.'),
  suppressions: z.array(Suppression).default([]).describe('Findings that are known and accepted until a day.'),
  unmatched: z
    .enum(['error', 'note'])
    .default('error')
    .describe('What an entry is that matches nothing in the input: an error (exit status 2, after the review is written), or a note.'),
});
export type Config = z.infer<typeof Config>;

/** JSON Schema of the file, for editors. */
export function configJsonSchema(): object {
  return z.toJSONSchema(Config, { io: 'input' });
}
