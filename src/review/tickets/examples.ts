/** The change of a ticket in the terms of the client or target that the input shows. */

import { readFileSync } from 'node:fs';
import type { Facts } from '../../model/facts.js';
import type { Finding } from '../../model/finding.js';
import { READ_ONCE } from '../../model/read-once.js';
import { type TicketExample, TicketExamples } from '../../model/ticket.js';
import { formatDuration } from '../../util/numbers.js';
import { fillTemplate } from '../../util/template.js';
import { measureText } from '../../util/units.js';
import { parseYaml } from '../../util/yaml.js';
import type { Material } from '../material.js';

let known: TicketExamples | null = null;

/** @throws ZodError when the file is not sound: a fault of the program. */
export function ticketExamples(): TicketExamples {
  known ??= TicketExamples.parse(parseYaml(readFileSync(new URL('examples.yaml', import.meta.url), 'utf8')), READ_ONCE);
  return known;
}

type Example = TicketExamples['examples'][number];

/** Null where no example of the control fits what the finding names. */
export function exampleOf(finding: Finding, control: string, { inputs, facts }: Pick<Material, 'inputs' | 'facts'>): TicketExample | null {
  const { targets, clients, examples } = ticketExamples();
  const seen = durationsOf(finding, facts);
  // A webhook of a provider is named by it, but the receiver is called, not the provider: only the target's own name counts.
  const target = targets.find(({ words }) => words.some((word) => hasWord((finding.subject.target ?? '').toLowerCase(), word)));
  const client = clients.find((one) => isSeen(one, finding, inputs));
  const fits = examples.filter(
    (one) => one.control === control && one.needs.every((need) => (need === 'durations' ? seen !== null : names(finding, need))),
  );
  const chosen =
    fits.find((one) => one.target !== undefined && one.target === target?.name) ??
    fits.find((one) => one.client !== undefined && one.client === client?.name) ??
    fits.find((one) => one.target === undefined && one.client === undefined);
  if (!chosen) return null;
  const whose = chosen.target ? target?.title : chosen.client ? client?.title : null;
  return { about: aboutOf(chosen, whose ?? null), language: chosen.language, text: filled(chosen.text, finding, seen ?? {}).trimEnd() };
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

function filled(text: string, finding: Finding, seen: Readonly<Record<string, string>>): string {
  return fillTemplate(text, (name) => {
    const measure = finding.measures[name];
    return measure === undefined ? (seen[name] ?? placeholder(finding, name)) : measureText(name, measure);
  });
}

/** Durations of good answers of the operation; null where the input shows none. */
function durationsOf({ subject }: Finding, { operations }: Facts): Record<string, string> | null {
  const own = operations.find(({ operation, target }) => operation === subject.operation && target === subject.target);
  if (!own || own.p99_ms === null || own.max_ok_ms === null) return null;
  return { p99: formatDuration(own.p99_ms), slowest: formatDuration(own.max_ok_ms) };
}

const REQUEST = /^([A-Z]+) (\/\S*)$/;

function names({ subject, records }: Finding, need: Exclude<Example['needs'][number], 'durations'>): boolean {
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
