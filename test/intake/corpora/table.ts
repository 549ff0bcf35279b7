/** The shape of the tables beside this file: what is true of a public file, found by reading the file itself. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { EVENT_FIELDS } from '../../../src/model/event.js';
import { parseYaml } from '../../../src/util/yaml.js';

/** `time` and `duration` stand for at_ms and duration_ms; times are written as RFC 3339. */
const ALIASES: Readonly<Record<string, string>> = { time: 'at_ms', duration: 'duration_ms' };
export const canonical = (field: string): string => ALIASES[field] ?? field;

const Field = z.string().refine((name) => (EVENT_FIELDS as readonly string[]).includes(canonical(name)), 'is no field of an event');
const Plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const Entry = z.strictObject({
  path: z.string().describe('Path below the corpora.'),
  format: z.string().describe('Name that `inspect` prints, with its wrapper: "cri around zap".'),
  records: z
    .number()
    .int()
    .optional()
    .describe('Records of the file: read, malformed and skipped ones. Left out for prose, where `at` names each entry of the timeline.'),
  malformed: z.number().int().default(0).describe('Records that nobody could read.'),
  skipped: z.number().int().default(0).describe('Lines that are no records, such as headers of a format.'),
  events: z.number().int().optional().describe('Events, where the file says how many: items, cells, rows.'),
  zone: z.enum(['stated', 'assumed_utc', 'none']).optional().describe('Whether its times name their zone.'),
  log: z.boolean().default(true).describe('False for files that are no logs, exports or reports; they do not count for the bar.'),
  share: z.record(Field, z.number().min(0).max(1)).default({}).describe('Least share of the events with a field that the source has.'),
  values: z.record(Field, z.record(z.string(), z.number().int())).default({}).describe('Exact number of events with a value.'),
  never: z.array(Field).default([]).describe('Fields that the source does not have; an event with one has invented it.'),
  at: z.record(z.string(), z.record(Field, Plain)).default({}).describe('Line → field → value, read off the raw line.'),
  short: z.string().optional().describe('Why reality still falls short of this entry; it counts against the bar.'),
  note: z.string().optional(),
});
export type Entry = z.output<typeof Entry>;

/** All entries of all tables of this folder. */
export function readTables(folder: string): Entry[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => z.array(Entry).parse(parseYaml(readFileSync(path.join(folder, name), 'utf8'))));
}
