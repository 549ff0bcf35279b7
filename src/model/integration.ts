/** Kinds of integrations, and what each must have: the schema of `review/integrations/kinds.yaml`. */
import { z } from 'zod';
import { Rule } from './rule.js';

const sentence = z.string().min(3).describe('May hold {record}, {records}.');
const control = Rule.shape.remedy.shape.control;

const Kind = z.strictObject({
  name: z.string().describe('Name of the kind.'),
  record: z.string().describe('What one record is called.'),
  records: z.string().describe('What several records are called.'),
  words: z.array(z.string()).min(1).describe('Words in the names of operations that show this kind.'),
  request: sentence.describe('What must hold before a record is sent.'),
  response: sentence.describe('What must hold in the answer.'),
});

export const IntegrationKinds = z.strictObject({
  kinds: z.array(Kind).min(1),
  other: Kind.describe('For writes between systems that show none of these kinds.'),
  expectations: z
    .array(z.strictObject({ topic: z.string(), control, expect: sentence }))
    .describe('What every kind must have. {request} and {response} are those of the kind.'),
  tests: z
    .array(z.strictObject({ fault: sentence, inject: sentence, expect: sentence, check: sentence }))
    .describe('Rows for the testing matrix of every kind.'),
  runbook: z.array(sentence).describe('What a team must have settled before records are replayed.'),
});
export type IntegrationKinds = z.infer<typeof IntegrationKinds>;
export type IntegrationKind = IntegrationKinds['kinds'][number];
