/** Mappings that say what was learned of files: those fields are kept with which the same events come out. */
import type { Event } from '../../model/event.js';
import type { Input } from '../../model/input.js';
import type { FieldFrom, Mapping } from '../../model/mapping.js';
import { formats } from '../formats/index.js';
import type { Choice } from '../inputs/choice.js';
import { type IntakeOptions, intake } from '../intake.js';
import { EVENT_STREAM } from '../records/event-stream.js';
import { mappedFormats } from './format.js';
import { mappingOf } from './plan.js';

/** Events that are compared; what differs later differs among these, too. */
const COMPARED = 50_000;
/** A field that was taken out may have stood in the way of another. */
const ROUNDS = 4;

/** Reads the paths and gives a mapping for each file whose records are understood by their fields. */
export async function settledMappings(paths: readonly string[], options: IntakeOptions): Promise<Mapping[]> {
  const learned = await read(paths, options);
  let mappings = learned.inputs.filter(isMappable).map(mappingOf);
  for (let round = 0; round < ROUNDS; round++) {
    const mapped = await read(paths, { ...options, onNote: undefined, choices: mappings.map(choice) });
    const differing = differences(learned.events, mapped.events);
    if (differing.size === 0) break;
    mappings = mappings.map((mapping) => without(mapping, differing.get(mapping.files[0]!) ?? new Set()));
  }
  return mappings;
}

const isMappable = (input: Input): boolean =>
  input.events > 0 && input.format !== EVENT_STREAM && formats.some(({ name }) => name === input.format);

function choice(mapping: Mapping): Choice {
  const known = formats.filter(({ name }) => name === mapping.format);
  return { said: mapping.name, matches: (path) => mapping.files.includes(path), formats: mappedFormats(mapping, known) };
}

async function read(paths: readonly string[], options: IntakeOptions): Promise<{ inputs: readonly Input[]; events: readonly Event[] }> {
  const events: Event[] = [];
  const inputs = await intake(paths, (batch) => void (events.length < COMPARED && events.push(...batch)), options);
  return { inputs, events };
}

/** Fields that differ, by file. */
function differences(before: readonly Event[], after: readonly Event[]): Map<string, Set<string>> {
  const differing = new Map<string, Set<string>>();
  for (const [index, event] of before.entries()) {
    const other = after[index];
    for (const field of Object.keys(event) as (keyof Event)[]) {
      if (other !== undefined && other[field] === event[field]) continue;
      differing.set(event.file, (differing.get(event.file) ?? new Set()).add(field));
    }
  }
  return differing;
}

/** The mapping without what changed the events. A duration that differs is first tried in seconds. */
function without(mapping: Mapping, differing: ReadonlySet<string>): Mapping {
  if (differing.size === 0) return mapping;
  const fields: Record<string, FieldFrom> = {};
  const named = Object.keys(mapping.fields).some((field) => differing.has(field));
  for (const [field, from] of Object.entries(mapping.fields)) {
    if (!differing.has(field)) fields[field] = from;
    else if (field.endsWith('_ms') && typeof from === 'string') fields[field] = { from, unit: 's' };
  }
  // Something else changed, made from mapped fields: nothing can be said field by field.
  return { ...mapping, fields: named ? fields : {} };
}
