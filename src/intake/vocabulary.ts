/** The vocabularies beside this code (`fields/*.yaml`), read once when they are first needed. */
import { readFileSync } from 'node:fs';
import { once } from '../util/once.js';
import { parseYaml } from '../util/yaml.js';
import { plainName } from './plan/names.js';

export { once };

/** Which values are believed to belong to a field. */
export type Guard =
  | 'time'
  | 'http_status'
  | 'method'
  | 'url'
  | 'path'
  | 'text'
  | 'host'
  | 'name'
  | 'duration'
  | 'count'
  | 'retry_after'
  | 'flag'
  | 'id'
  | 'client'
  | 'level'
  | 'code'
  | 'result'
  | 'error'
  | 'body'
  | 'number'
  | 'state'
  | 'amount'
  | 'pair'
  | 'reset';

/** One spelling of a field: the smaller the rank, the more telling. */
export interface Spelling {
  readonly field: string;
  readonly guard: Guard;
  readonly rank: number;
  /** True when the name must stand at the top of the record. */
  readonly top: boolean;
}

/** Words by which identifiers of business records are told from others; see `fields/nouns.yaml`. */
export interface Nouns {
  readonly work: ReadonlySet<string>;
  readonly parent: ReadonlySet<string>;
  readonly party: ReadonlySet<string>;
  readonly detail: ReadonlySet<string>;
  readonly created: ReadonlySet<string>;
  readonly source: ReadonlySet<string>;
  readonly key_suffixes: ReadonlySet<string>;
  readonly id_suffixes: ReadonlySet<string>;
  readonly never: ReadonlySet<string>;
  readonly either: ReadonlySet<string>;
  readonly quantity: ReadonlySet<string>;
  readonly in_prose: readonly string[];
}

/** What an error text stands for; see `fields/errors.yaml`. */
export interface ErrorPattern {
  readonly match: RegExp;
  readonly code: string;
  readonly sent?: boolean;
  readonly timed_out?: boolean;
}

function readData(name: string): unknown {
  return parseYaml(readFileSync(new URL(`./fields/${name}.yaml`, import.meta.url), 'utf8'));
}

/** A weak name gives way to any other of its field, also where that stands in a text. */
const WEAK = 200;

/** Spellings by plain name, the most telling first. */
export const spellings = once((): ReadonlyMap<string, readonly Spelling[]> => {
  const data = readData('fields') as Record<string, { guard: Guard; names: string[] }>;
  const map = new Map<string, Spelling[]>();
  for (const [field, { guard, names }] of Object.entries(data)) {
    names.forEach((name, place) => {
      const key = plainName(name);
      const rank = place + (name.endsWith('?') ? WEAK : 0);
      const known = map.get(key) ?? [];
      if (!known.some((spelling) => spelling.field === field)) map.set(key, [...known, { field, guard, rank, top: name.startsWith('^') }]);
    });
  }
  return map;
});

export const nouns = once((): Nouns => {
  const data = readData('nouns') as Record<string, string[]>;
  const set = (name: string) => new Set(data[name] ?? []);
  return {
    work: set('work'),
    parent: set('parent'),
    party: set('party'),
    detail: set('detail'),
    created: set('created'),
    source: set('source'),
    key_suffixes: set('key_suffixes'),
    id_suffixes: set('id_suffixes'),
    never: set('never'),
    either: set('either'),
    quantity: set('quantity'),
    in_prose: data['in_prose'] ?? [],
  };
});

export const errorPatterns = once((): readonly ErrorPattern[] =>
  (readData('errors') as { match: string; code: string; sent?: boolean; timed_out?: boolean }[]).map((entry) => ({
    ...entry,
    match: new RegExp(entry.match, 'i'),
  })),
);

/** One entry of `fields/signals.yaml`. */
export interface SignalPattern {
  readonly signal: string | null;
  readonly match: RegExp;
  readonly not: RegExp | null;
  readonly when: 'fine' | 'bad' | null;
}

export const signalPatterns = once((): readonly SignalPattern[] =>
  (readData('signals') as { signal: string | null; match: string; not?: string; when?: 'fine' | 'bad' }[]).map((entry) => ({
    signal: entry.signal,
    match: new RegExp(entry.match, 'i'),
    not: entry.not === undefined ? null : new RegExp(entry.not, 'i'),
    when: entry.when ?? null,
  })),
);

/** Words that tell what a position of a free text may hold; see `fields/mining.yaml`. */
export interface MiningWords {
  readonly answer: ReadonlySet<string>;
  readonly attempt: ReadonlySet<string>;
  readonly delivery: ReadonlySet<string>;
  readonly event: ReadonlySet<string>;
  readonly version: ReadonlySet<string>;
  readonly machinery: ReadonlySet<string>;
  readonly counted: ReadonlySet<string>;
}

/** Verbs with which the names of remote procedures begin. */
export const callVerbs = once((): ReadonlySet<string> => new Set((readData('mining') as Record<string, string[]>)['call_verbs'] ?? []));

/** Words of lines that tell of files and messages brought to a host. */
export const transferWords = once(() => {
  const data = readData('mining') as Record<'transfer_verbs' | 'transfer_protocols' | 'transfer_done' | 'transfer_failed', string[]>;
  return {
    verbs: data.transfer_verbs,
    protocols: data.transfer_protocols,
    done: new Set(data.transfer_done),
    failed: data.transfer_failed,
  };
});

/** Words of lines that tell of work handed to another system, and of what was heard of it. */
export const handingWords = once(() => {
  const data = readData('mining') as Record<'handing' | 'directions' | 'articles' | 'answering' | 'silence' | 'no_party', string[]>;
  const { handing, directions, articles, answering, silence } = data;
  return { handing, directions, articles, answering, silence, noParty: new Set(data.no_party) };
});

/** Endings of files that carry business data, in small letters. */
export const dataEndings = once((): readonly string[] =>
  ((readData('mining') as Record<string, unknown[]>)['data_endings'] ?? []).map(String),
);

/** Words for folders of what could not be brought on its way, and for what lies in them. */
export const folderWords = once(() => readData('mining') as Record<'failed_names' | 'folder_names' | 'filed', readonly string[]>);

export const miningWords = once((): MiningWords => {
  const data = readData('mining') as Record<string, string[]>;
  const set = (name: string) => new Set(data[name] ?? []);
  return {
    answer: set('answer'),
    attempt: set('attempt'),
    delivery: set('delivery'),
    event: set('event'),
    version: set('version'),
    machinery: set('machinery'),
    counted: set('counted'),
  };
});

/** How credentials are told by their names and by their beginnings; see `fields/credentials.yaml`. */
export const credentialWords = once(() => {
  const data = readData('credentials') as Record<'certain' | 'made' | 'random' | 'never' | 'states', string[]> & {
    issued: { least: number; begins: string[] }[];
  };
  const endings = (patterns: readonly string[]) => new RegExp(`(?:${patterns.join('|')})$`);
  return {
    certain: endings(data.certain),
    made: endings(data.made),
    random: endings(data.random),
    never: endings(data.never),
    states: new Set(data.states),
    issued: data.issued,
  };
});

/** Words by which the body of an answer says that something was not done; see `fields/states.yaml`. */
export const stateWords = once(() => {
  const data = readData('states') as Record<'names' | 'refused' | 'reasons' | 'codes', string[]>;
  return { names: new Set(data.names), refused: new Set(data.refused), reasons: new Set(data.reasons), codes: new Set(data.codes) };
});

/** How an answer grades each of its messages; see `fields/states.yaml`. */
export const gradeWords = once(() => {
  const data = readData('states') as Record<'grade_names' | 'grade_texts' | 'grades_bad' | 'grades_other', string[]>;
  return { names: data.grade_names, texts: data.grade_texts, bad: new Set(data.grades_bad), others: new Set(data.grades_other) };
});

/** Names and values of codes with which an answer tells its result; see `fields/states.yaml`. Names are without separators. */
export const resultWords = once(() => {
  const data = readData('states') as Record<string, string[]>;
  const list = (name: string) => data[name] ?? [];
  const names = (of: string) =>
    list(`${of}_stems`)
      .flatMap((stem) => list(`${of}_ends`).flatMap((end) => [stem + end, end + stem]))
      .concat(list(`${of}_names`));
  return {
    results: new Set(names('result')),
    errors: new Set(names('error')),
    well: new Set(list('well').map(String)),
    no: new Set(list('no').map(String)),
  };
});

const amountWords = once(() => {
  const data = readData('claims') as Record<'numbers' | 'whole' | 'manner' | 'not_counted' | 'named', string[]>;
  return {
    said: new Set([...data.numbers, ...data.whole, ...data.manner]),
    notCounted: new Set(data.not_counted),
    named: new Set(data.named),
  };
});

/** True when a sentence states an amount: a number before a noun or a percent sign, a number written out, "all" or "none", or how callers repeated. */
export function statesAmount(sentence: string): boolean {
  const { said, notCounted, named } = amountWords();
  const text = sentence.toLowerCase();
  if ((text.match(/[\p{L}']+/gu) ?? []).some((word) => said.has(word))) return true;
  return [...text.matchAll(/(?:(\p{L}+) )?(?<![\p{L}\p{N}.:/#-])\d[\d,.]*\s?(%|\p{L}{2,})/gu)].some(
    ([, before = '', noun = '']) => !notCounted.has(noun) && !named.has(before),
  );
}
