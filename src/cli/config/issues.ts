/** What does not fit the schema of the configuration, as sentences that tell how to mend it. */
import { configJsonSchema } from '../../model/config.js';
import { didYouMean } from '../../util/nearest.js';

/** A place in the file and what is wrong there. */
export interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

interface Issue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
  readonly expected?: string;
  readonly values?: readonly unknown[];
}

const FORMS: Readonly<Record<string, string>> = {
  array: 'a list: write [one, another]',
  string: 'a text: put it in quotes if it looks like something else',
  number: 'a number',
  boolean: 'true or false',
  object: 'a map: write name: value, one on each line below',
  record: 'a map: write name: value, one on each line below',
};

export function issueFaults(issues: readonly Issue[], value: unknown): Fault[] {
  // A misspelt name is the cause; that something is missing at the same place only follows from it.
  const misspelt = new Set(issues.filter(({ keys }) => keys).map(({ path }) => path.join('\n')));
  const told = issues.filter((issue) => issue.keys || !misspelt.has(issue.path.join('\n')));
  return told.flatMap((issue) => (issue.keys ? issue.keys.map((key) => unknownKey(issue.path, key)) : [faultOf(issue, value)]));
}

function faultOf({ code, path, message, expected, values }: Issue, whole: unknown): Fault {
  const value = valueAt(whole, path);
  const name = path.map(String).join('.') || 'the file';
  if (code === 'invalid_type' && value === undefined) return { path, message: `${name} is missing; add it (${formOf(expected)})` };
  if (code === 'invalid_type') return { path, message: `${name} is ${kindOf(value)} and must be ${formOf(expected)}` };
  if (code === 'invalid_value') {
    const known = (values ?? []).map(String);
    return { path, message: `${name}: ${String(value)} is not one of ${known.join(', ')}${didYouMean(String(value), known)}` };
  }
  if (code === 'too_small') return { path, message: `${name} is empty; fill it or take it out` };
  return { path, message: `${name}: ${typeof value === 'string' ? `${value} ` : ''}${message}` };
}

function unknownKey(path: readonly PropertyKey[], key: string): Fault {
  const known = keysAt(path);
  const near = didYouMean(key, known);
  const list = near === '.' ? `; known here: ${known.join(', ')}` : near;
  return { path: [...path, key], message: `${[...path.map(String), key].join('.')}: there is no such setting${list}` };
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** Names of the settings that the place may hold. */
function keysAt(path: readonly PropertyKey[]): string[] {
  let schema: JsonSchema | undefined = configJsonSchema() as JsonSchema;
  for (const step of path) {
    const rest: JsonSchema | boolean | undefined = schema?.additionalProperties;
    schema = schema?.properties?.[String(step)] ?? schema?.items ?? (typeof rest === 'object' ? rest : undefined);
  }
  return Object.keys(schema?.properties ?? {});
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined),
    value,
  );
}

const formOf = (expected = ''): string => FORMS[expected] ?? expected;

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? `the text ${JSON.stringify(value.slice(0, 40))}` : String(value);
}
