/** `caseharden inspect`: what each file is taken for and why, which field comes from where, what is not understood. */
import type { Choice } from '../intake/inputs/choice.js';
import { spooled } from '../intake/inputs/spool.js';
import { DETAILS, type IntakeOptions, intake } from '../intake/intake.js';
import { settledMappings } from '../intake/mapping/settle.js';
import { createOwn, type Own } from '../intake/own.js';
import { zoneRules } from '../intake/times/zone-rules.js';
import { totalsOf } from '../intake/totals.js';

import type { InputDetails } from '../model/input.js';
import type { Mapping } from '../model/mapping.js';
import { UserError } from '../util/user-error.js';
import { toYaml } from '../util/yaml.js';
import { readConfig } from './config/read.js';
import { type Inspected, inspection } from './inspection.js';
import { coloursFor, print, printError, widthOf } from './terminal.js';

interface InspectOptions {
  readonly format: 'text' | 'json';
  readonly choices: readonly Choice[];
  readonly asMapping?: boolean;
  readonly zone?: readonly string[];
  readonly config?: string | false;
}

/** Exit status 0; 2 when nothing could be used. @throws UserError when a path is missing. */
export async function runInspect(paths: readonly string[], options: InspectOptions): Promise<number> {
  const reading: IntakeOptions = {
    stdin: spooled(() => process.stdin),
    choices: options.choices,
    zoneOf: zoneRules(options.zone ?? []),
    onNote: (note) => printError(`caseharden: ${note}`),
  };
  if (options.asMapping) return printMappings(paths, reading);
  const own = createOwn(readConfig(options.config));
  const read = own.inputs(await intake(paths, () => {}, reading));
  const inputs = read.map((input): Inspected => ({ ...input, ...hiddenDetails(input[DETAILS], own) }));
  if (options.format === 'json') await print(`${JSON.stringify({ totals: totalsOf(inputs), inputs }, null, 2)}\n`);
  else await print(inspection(inputs, { colours: coloursFor(process.stdout), width: widthOf(process.stdout) }));
  return inputs.some((input) => input.events > 0) ? 0 : 2;
}

/** Examples of fields are shown as little as the texts that they come from. */
function hiddenDetails(details: InputDetails, { text }: Own): InputDetails {
  return { ...details, unused: details.unused.map((one) => ({ ...one, example: text(one.example) })) };
}

async function printMappings(paths: readonly string[], reading: IntakeOptions): Promise<number> {
  const mappings = await settledMappings(paths, reading);
  if (mappings.length === 0)
    throw new UserError(
      'No file here is read by its fields, so there is nothing to map. Write a mapping by hand: docs/adding-a-format.md shows one.',
    );
  await print(
    `# How these files are read, for \`--mapping\`; docs/reference/mapping.md says what it may hold.\n${toYaml({ mappings: mappings.map(written) })}`,
  );
  return 0;
}

/** Without what is empty. */
function written({ fields, constants, ...mapping }: Mapping): object {
  return { ...mapping, fields, ...(Object.keys(constants).length > 0 ? { constants } : {}) };
}
