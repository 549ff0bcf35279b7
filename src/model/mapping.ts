/**
 * A mapping: how files of a format that nobody has seen are read. Written by a user, or by
 * `caseharden inspect --as-mapping` to be edited. `docs/reference/mapping.md` is made from this schema.
 */
import { z } from 'zod';
import { EVENT_FIELDS, Event } from './event.js';

/** Units in which a number may count time. */
export const TimeUnit = z.enum(['ns', 'us', 'ms', 's', 'min', 'h']);

/** Fields of the event that are given by the place of the record, or made from others. */
const MADE = new Set<string>([
  'file',
  'line',
  'part',
  'at_ms',
  'start_ms',
  'end_ms',
  'template',
  'ids',
  'labels',
  'secrets',
  'zone',
  'record_field',
  'created_field',
]);

/** Fields that a mapping may fill: those of the event, and `url`, from which target, path and route are read. */
export const MAPPED_FIELDS: readonly string[] = ['url', ...EVENT_FIELDS.filter((field) => !MADE.has(field))];

const Scalar = z.union([z.string(), z.number(), z.boolean()]);

export const FieldFrom = z.union([
  z.string().min(1),
  z.strictObject({
    from: z.string().min(1).describe('Name of a capture or column, or path in JSON with dots: `payload.order.id`.'),
    values: z
      .record(z.string(), Scalar)
      .optional()
      .describe('What values stand for: `{OK: 200, REFUSED: 422}`. A value that is not named stays as it is.'),
    unit: TimeUnit.optional().describe('Unit of a bare number of time; milliseconds when left out.'),
  }),
]);
export type FieldFrom = z.infer<typeof FieldFrom>;

export const TimeFrom = z.union([
  z.string().min(1),
  z.strictObject({
    from: z.string().min(1).describe('Name of a capture or column, or path in JSON.'),
    form: z
      .string()
      .min(1)
      .optional()
      .describe(
        'How it is written, of yyyy yy MM dd HH mm ss SSS and marks between: `dd.MM.yy HH:mm`. Left out, the usual forms are tried.',
      ),
    zone: z.string().optional().describe('Zone of times that state none: `Europe/Berlin`, `+02:00`, `UTC`; UTC when left out.'),
  }),
]);
export type TimeFrom = z.infer<typeof TimeFrom>;

export const Lines = z.strictObject({
  pattern: z
    .string()
    .min(1)
    .describe(
      'Regular expression with named groups that a record matches: `^(?<time>\\S+) (?<order>\\S+)`. Lines longer than 8,192 characters are not tried.',
    ),
  start: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Regular expression of the line that starts a record; lines that do not match go on with it, and `pattern` sees all of them.',
    ),
});
export type Lines = z.infer<typeof Lines>;

export const Mapping = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be of small letters, digits and dashes')
      .describe('Name of the format; shown as the format of the files.'),
    files: z.array(z.string().min(1)).min(1).describe('Patterns of the paths it is for: `labels*.log`, `**/printer/*.txt`.'),
    lines: Lines.optional().describe('For text: how a record looks.'),
    format: z
      .string()
      .min(1)
      .optional()
      .describe('For files of a known form (json, csv, logfmt, or another of `caseharden formats`): its name.'),
    time: TimeFrom.optional().describe('Where the time stands.'),
    message: z.string().min(1).optional().describe('Where the free text stands; it is read for words of success and failure.'),
    fields: z
      .record(z.string(), FieldFrom)
      .default({})
      .describe('Field of the event: where it stands. Fields that are not named are found by their names, as ever.'),
    constants: z
      .record(z.string(), Scalar)
      .default({})
      .describe('Field of the event: the value that all records have, `service: label-printer`.'),
  })
  .refine(
    (mapping) => (mapping.lines === undefined) !== (mapping.format === undefined),
    'needs either lines or format; add one of them, and not both',
  );
export type Mapping = z.infer<typeof Mapping>;

/** What a mapping file holds. */
export const MappingFile = z.strictObject({ mappings: z.array(Mapping).min(1).describe('One for each format.') });
export type MappingFile = z.infer<typeof MappingFile>;

/** JSON Schema of a mapping file, for editors. */
export function mappingJsonSchema(): object {
  return z.toJSONSchema(MappingFile, { io: 'input' });
}

/** The value as the field of the event wants it; null when it is none for it. */
export function valueFor(field: string, value: string | number | boolean): string | number | boolean | null {
  const shape = Event.shape[field as keyof typeof Event.shape];
  const text = String(value).trim();
  const number = text === '' ? Number.NaN : Number(text.replace(',', '.'));
  const flag = /^(?:true|yes|1)$/i.test(text) ? true : /^(?:false|no|0)$/i.test(text) ? false : null;
  for (const one of [value, number, text, text.toLowerCase(), flag]) {
    if (one !== null && one !== '' && shape.safeParse(one).success) return one;
  }
  return null;
}
