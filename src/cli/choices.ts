/** How the user wants files to be read: `--format GLOB=FORMAT` and `--mapping FILE`. */
import fs from 'node:fs';
import { formatNames } from '../intake/formats/about.js';
import { formats } from '../intake/formats/index.js';
import type { Choice } from '../intake/inputs/choice.js';
import { mappedFormats } from '../intake/mapping/format.js';
import type { Format } from '../intake/records/format.js';
import { globTest } from '../util/glob.js';
import { didYouMean } from '../util/nearest.js';
import { UserError } from '../util/user-error.js';
import { readMappings } from './mapping.js';

/** The output that is asked for; text when none is. @throws UserError for a word that is none. */
export function outputAsked(values: readonly string[]): 'text' | 'json' {
  const outputs = values.filter((value) => !value.includes('='));
  const wrong = outputs.find((value) => value !== 'text' && value !== 'json');
  if (wrong !== undefined)
    throw new UserError(
      `--format ${wrong}: there is no such output${didYouMean(wrong, ['text', 'json'])} Use text, json, or GLOB=FORMAT to say how files are read.`,
    );
  return outputs.at(-1) === 'json' ? 'json' : 'text';
}

/** The choices, those of mappings first: what the command line names wins. @throws UserError for what cannot be used. */
export function choicesAsked(values: readonly string[], mappings: readonly string[]): Choice[] {
  const named = values.filter((value) => value.includes('=')).map(namedChoice);
  return [...mappings.flatMap(mappingChoices), ...named];
}

/** How files are to be read, in words: the same words give the same events. */
export function readingAsked(values: readonly string[], mappings: readonly string[], zones: readonly string[]): string[] {
  const formats = values.filter((value) => value.includes('='));
  return [...formats, ...zones.map((zone) => `zone ${zone}`), ...mappings.map((file) => `${file}\n${fs.readFileSync(file, 'utf8')}`)];
}

function namedChoice(value: string): Choice {
  const cut = value.lastIndexOf('=');
  const name = value.slice(cut + 1);
  if (cut === 0) throw new UserError(`--format ${value}: the pattern of paths is missing. Write it before the sign: '*.log=${name}'.`);
  const chosen = formatsNamed(name);
  if (chosen.length === 0)
    throw new UserError(
      `--format ${value}: there is no format ${name}${didYouMean(name, formatNames())} \`caseharden formats\` lists all.`,
    );
  return { said: `--format ${value}`, matches: globTest(value.slice(0, cut)), formats: chosen };
}

function mappingChoices(file: string): Choice[] {
  return readMappings(file).map((mapping) => {
    const tests = mapping.files.map(globTest);
    return {
      said: `the mapping ${mapping.name} of ${file}`,
      matches: (path: string) => tests.some((test) => test(path)),
      formats: mappedFormats(mapping, formatsNamed(mapping.format ?? '')),
    };
  });
}

const formatsNamed = (name: string): Format[] => formats.filter((format) => format.name === name);
