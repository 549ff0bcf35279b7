/** Reads mapping files. */
import fs from 'node:fs';
import { formatNames } from '../intake/formats/about.js';
import { formats } from '../intake/formats/index.js';
import { plainReason } from '../intake/plan/reasons.js';
import { zoneNamed } from '../intake/times/zone.js';
import { MAPPED_FIELDS, type Mapping, MappingFile, valueFor } from '../model/mapping.js';
import { describeIssue } from '../util/issues.js';
import { didYouMean } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';
import { parseYaml, yamlLine } from '../util/yaml.js';

/** A place in the file and what is wrong there. */
interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Words that may stand as names in a mapping file. */
const WORDS = [
  'mappings',
  'name',
  'files',
  'lines',
  'pattern',
  'start',
  'format',
  'time',
  'form',
  'zone',
  'message',
  'fields',
  'from',
  'values',
  'unit',
  'constants',
];

/** The mappings in a file. @throws UserError with file, line, what is wrong and the mend. */
export function readMappings(file: string): Mapping[] {
  const text = readText(file);
  const read = MappingFile.safeParse(parse(file, text));
  if (!read.success) {
    const unknown = /^Unrecognized keys?: "([^"]+)"/.exec(read.error.issues[0]?.message ?? '')?.[1];
    const path = [...(read.error.issues[0]?.path ?? []), ...(unknown === undefined ? [] : [unknown])];
    const hint = unknown === undefined ? '.' : didYouMean(unknown, WORDS);
    throw new UserError(
      `${file}:${yamlLine(text, path)}: ${describeIssue(read.error)}${hint} docs/reference/mapping.md says what a mapping may hold.`,
    );
  }
  for (const [index, mapping] of read.data.mappings.entries()) {
    const fault = faultOf(mapping);
    if (fault !== null) {
      const path = ['mappings', index, ...fault.path];
      throw new UserError(`${file}:${yamlLine(text, path)}: ${path.join('.')}: ${fault.message}`);
    }
  }
  return read.data.mappings;
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: ${plainReason(error)}. Name a mapping file that exists, or leave --mapping out.`);
  }
}

function parse(file: string, text: string): unknown {
  try {
    return parseYaml(text);
  } catch (error) {
    throw new UserError(`${file}: ${(error as Error).message.split('\n')[0]} Mend the file, or leave --mapping out.`);
  }
}

/** The first thing in a mapping that cannot be done. */
function faultOf(mapping: Mapping): Fault | null {
  return formatFault(mapping) ?? patternFault(mapping) ?? timeFault(mapping) ?? fieldFault(mapping) ?? constantFault(mapping);
}

function formatFault({ format }: Mapping): Fault | null {
  if (format === undefined) return null;
  const found = formats.find(({ name }) => name === format);
  if (found === undefined)
    return {
      path: ['format'],
      message: `there is no format ${format}${didYouMean(format, formatNames())} \`caseharden formats\` lists all.`,
    };
  if (found.kind !== 'wrapper') return null;
  return { path: ['format'], message: `${format} only wraps other formats and is recognised by itself; name the format inside it.` };
}

/** A repetition of a group that itself repeats: it may need longer than anybody waits for one line. */
const NESTED = /\((?:[^()\\]|\\.)*[+*](?:[^()\\]|\\.)*\)[+*{]/;

function patternFault({ lines, time, message, fields }: Mapping): Fault | null {
  if (lines === undefined) return null;
  for (const name of ['pattern', 'start'] as const) {
    const source = lines[name];
    if (source === undefined) continue;
    const path = ['lines', name];
    if (NESTED.test(source))
      return { path, message: 'repeats a group that repeats itself, which may take for ever; write the inside without + or *.' };
    try {
      new RegExp(source);
    } catch (error) {
      return { path, message: `is no regular expression: ${(error as Error).message.split(': ').at(-1)}; mend it.` };
    }
  }
  const groups = [...lines.pattern.matchAll(/\(\?<([A-Za-z_$][\w$]*)>/g)].map((match) => match[1]!);
  const wanted: [PropertyKey[], string][] = Object.entries(fields).map(([field, from]) => [['fields', field], fromOf(from)]);
  if (time !== undefined) wanted.push([['time'], fromOf(time)]);
  if (message !== undefined) wanted.push([['message'], message]);
  const missing = wanted.find(([, from]) => !groups.includes(from));
  if (missing === undefined) return null;
  return {
    path: missing[0],
    message: `the pattern has no group ${missing[1]}${didYouMean(missing[1], groups)} Write it as (?<${missing[1]}>…).`,
  };
}

const fromOf = (from: string | { readonly from: string }): string => (typeof from === 'string' ? from : from.from);

function timeFault({ time }: Mapping): Fault | null {
  if (time === undefined || typeof time === 'string') return null;
  if (time.zone !== undefined && zoneNamed(time.zone) === null)
    return { path: ['time', 'zone'], message: `there is no zone ${time.zone}. Write a name like Europe/Berlin, or an offset like +02:00.` };
  if (time.form === undefined || /^(?:(?:yyyy|yy|MM|dd|HH|mm|ss|SSS)|[^A-Za-z]|T)+$/.test(time.form)) return null;
  return { path: ['time', 'form'], message: 'holds letters that stand for nothing; use yyyy, yy, MM, dd, HH, mm, ss, SSS and marks.' };
}

function fieldFault({ fields }: Mapping): Fault | null {
  for (const [field, from] of Object.entries(fields)) {
    if (!MAPPED_FIELDS.includes(field)) return unknownField('fields', field);
    if (typeof from === 'string') continue;
    if (from.unit !== undefined && !/_ms$/.test(field))
      return { path: ['fields', field, 'unit'], message: `${field} is no time and has no unit; leave it out.` };
    for (const [word, value] of Object.entries(from.values ?? {})) {
      if (field !== 'url' && valueFor(field, value) === null)
        return {
          path: ['fields', field, 'values', word],
          message: `${value} is no value of ${field}; docs/reference/event.md lists them.`,
        };
    }
  }
  return null;
}

function constantFault({ constants }: Mapping): Fault | null {
  for (const [field, value] of Object.entries(constants)) {
    if (!MAPPED_FIELDS.includes(field) || field === 'url') return unknownField('constants', field);
    if (valueFor(field, value) === null)
      return { path: ['constants', field], message: `${value} is no value of ${field}; docs/reference/event.md lists them.` };
  }
  return null;
}

function unknownField(part: string, field: string): Fault {
  return {
    path: [part, field],
    message: `there is no field ${field}${didYouMean(field, MAPPED_FIELDS)} docs/reference/event.md lists them.`,
  };
}
