/** The change of a ticket in the terms of the client or target that the input shows. */
import { readFileSync } from 'node:fs';
import type { Finding } from '../../model/finding.js';
import { type TicketExample, TicketExamples } from '../../model/ticket.js';
import { fillTemplate } from '../../util/template.js';
import { measureText } from '../../util/units.js';
import { parseYaml } from '../../util/yaml.js';
import type { Material } from '../material.js';

let known: TicketExamples | null = null;

/** @throws ZodError when the file is not sound: a fault of the program. */
export function ticketExamples(): TicketExamples {
  known ??= TicketExamples.parse(parseYaml(readFileSync(new URL('examples.yaml', import.meta.url), 'utf8')));
  return known;
}

type Example = TicketExamples['examples'][number];

/** Null where no example of the control fits what the finding names. */
export function exampleOf(finding: Finding, control: string, { inputs }: Pick<Material, 'inputs'>): TicketExample | null {
  const { targets, clients, examples } = ticketExamples();
  const target = targets.find(({ words }) => namesOf(finding).some((name) => words.some((word) => hasWord(name, word))));
  const client = clients.find((one) => isSeen(one, finding, inputs));
  const fits = examples.filter((one) => one.control === control && one.needs.every((need) => names(finding, need)));
  const chosen =
    fits.find((one) => one.target !== undefined && one.target === target?.name) ??
    fits.find((one) => one.client !== undefined && one.client === client?.name) ??
    fits.find((one) => one.target === undefined && one.client === undefined);
  if (!chosen) return null;
  const whose = chosen.target ? target?.title : chosen.client ? client?.title : null;
  return { about: aboutOf(chosen, whose ?? null), language: chosen.language, text: filled(chosen.text, finding).trimEnd() };
}

function namesOf({ subject }: Finding): string[] {
  return [subject.target, subject.operation].flatMap((name) => (name === null ? [] : [name.toLowerCase()]));
}

/** `sap` is in `sap.example` and `my-sap`, not in `whatsapp`. */
function hasWord(name: string, word: string): boolean {
  const at = name.indexOf(word);
  return at >= 0 && (word.length > 4 || (!/[a-z]/.test(name[at - 1] ?? '') && !/[a-z]/.test(name[at + word.length] ?? '')));
}

/** The finding's lines stand in the log of the caller, or quote what it says of itself. */
function isSeen({ formats, words }: TicketExamples['clients'][number], { evidence }: Finding, inputs: Material['inputs']): boolean {
  return evidence.some(
    ({ file, excerpt }) =>
      inputs.some(({ path, format }) => path === file && formats.includes(format)) || words.some((word) => excerpt.includes(word)),
  );
}

function aboutOf({ about }: Example, whose: string | null): string {
  if (about === undefined) return whose === null ? '' : `at ${whose}`;
  return whose === null || about.includes(whose) ? about : `${whose}: ${about}`;
}

function filled(text: string, finding: Finding): string {
  return fillTemplate(text, (name) => {
    const measure = finding.measures[name];
    return measure === undefined ? placeholder(finding, name) : measureText(name, measure);
  });
}

const REQUEST = /^([A-Z]+) (\/\S*)$/;

function names({ subject, records }: Finding, need: Example['needs'][number]): boolean {
  if (need === 'key') return plainKey(records.keys[0]) !== null;
  return need === 'request' ? REQUEST.test(subject.operation ?? '') : subject[need] !== null;
}

/** A general word where the finding has no name; null for what is no placeholder of examples. */
function placeholder({ subject, records }: Finding, name: string): string | null {
  const [, method, path] = REQUEST.exec(subject.operation ?? '') ?? [];
  if (name === 'operation') return oneLine(subject.operation ?? (subject.target === null ? 'the operation' : `calls to ${subject.target}`));
  if (name === 'source' || name === 'target') return oneLine(subject[name] ?? `the ${name}`);
  if (name === 'key') return plainKey(records.keys[0]);
  if (name === 'method') return method ?? null;
  return name === 'path' ? (path ?? null) : null;
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

/** A key goes into code: only one that needs no quoting there serves as an example. */
function plainKey(key: string | undefined): string | null {
  return key !== undefined && /^[\w.:#/@+-]{1,64}$/.test(key) ? key : null;
}
