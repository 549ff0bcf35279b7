/** Words of free texts; see `mining.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

/** Words that tell what a position of a free text may hold; see `mining.yaml`. */
export interface MiningWords {
  readonly answer: ReadonlySet<string>;
  readonly attempt: ReadonlySet<string>;
  readonly delivery: ReadonlySet<string>;
  readonly event: ReadonlySet<string>;
  readonly version: ReadonlySet<string>;
  readonly state_time: ReadonlySet<string>;
  readonly machinery: ReadonlySet<string>;
  readonly counted: ReadonlySet<string>;
}

export const miningWords = once((): MiningWords => {
  const data = readWords('mining') as Record<string, string[]>;
  const set = (name: string) => new Set(data[name] ?? []);
  return {
    answer: set('answer'),
    attempt: set('attempt'),
    delivery: set('delivery'),
    event: set('event'),
    version: set('version'),
    state_time: set('state_time'),
    machinery: set('machinery'),
    counted: set('counted'),
  };
});

/** Verbs with which the names of remote procedures begin. */
export const callVerbs = once((): ReadonlySet<string> => new Set((readWords('mining') as Record<string, string[]>)['call_verbs'] ?? []));

/** Words of lines that tell of files and messages brought to a host. */
export const transferWords = once(() => {
  const data = readWords('mining') as Record<'transfer_verbs' | 'transfer_protocols' | 'transfer_done' | 'transfer_failed', string[]>;
  return {
    verbs: data.transfer_verbs,
    protocols: data.transfer_protocols,
    done: new Set(data.transfer_done),
    failed: data.transfer_failed,
  };
});

/** Words of lines that tell of work handed to another system, and of what was heard of it. */
export const handingWords = once(() => {
  const data = readWords('mining') as Record<'handing' | 'directions' | 'articles' | 'answering' | 'silence' | 'no_party', string[]>;
  const { handing, directions, articles, answering, silence } = data;
  return { handing, directions, articles, answering, silence, noParty: new Set(data.no_party) };
});

/** Endings of files that carry business data, in small letters. */
export const dataEndings = once((): readonly string[] =>
  ((readWords('mining') as Record<string, unknown[]>)['data_endings'] ?? []).map(String),
);

/** Words for folders of what could not be brought on its way, and for what lies in them. */
export const folderWords = once(() => readWords('mining') as Record<'failed_names' | 'folder_names' | 'filed', readonly string[]>);
