/** Which fields of unknown names tell of a request: its method, its address, or the name of what was called. */
import { nameWords } from '../plan/names.js';
import { callVerbs } from '../vocabulary/mining.js';

/** The values of a field, and how often each of them stood there. */
export type Values = ReadonlyMap<string, number>;

const METHOD = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/;

/** True for the methods of HTTP in capitals: `m=POST`, `verb=PUT`. */
export function holdsMethods(values: Values): boolean {
  return [...values.keys()].every((value) => METHOD.test(value));
}

const ADDRESS = /^(?:https?:\/\/[\w.-]+(?::\d+)?(?:\/\S*)?|\/[^\s/]\S*|\/)$/;
/** Folders of a machine: `/var/spool/x.csv` is no address. */
const FILE = /^\/(?:var|tmp|home|opt|usr|etc|mnt|srv|data|run|dev|proc|root|bin|lib\d*|app|Users|Volumes)(?:\/|$)/;
/** Addresses that a request speaks of, and does not go to. */
const NOT_CALLED =
  /callback|hook|redirect|return|link|prefix|base|docs?|help|info|referr?er|origin|self|next|prev|icon|image|logo|avatar|file|dir|folder/i;

/** True for paths and URLs that requests go to, in a file that names methods beside. */
export function holdsAddresses(name: string, values: Values): boolean {
  if (NOT_CALLED.test(name)) return false;
  const texts = [...values.keys()];
  return texts.every((text) => ADDRESS.test(text) && !FILE.test(text));
}

/** One word, or several written as one: `productSet`, `adjust_stock`, `Orders.create`, `lead:upsert`. */
const NAME = /^[A-Za-z][A-Za-z0-9]*(?:[._:-][A-Za-z0-9]+)*$/;
/** What was done or is the case; the names of operations say what is to be done. */
const TOLD = /(?:ed|ing|[^e]en|sent|made|done|ok|error|failure|fail|start|end|success|timeout)$/i;
/** What is allowed, chosen or meant, and no call: `scope=write_orders`, `mode=full_sync`. */
const NO_CALL =
  /scope|permission|grant|role|right|mode|strategy|policy|level|feature|flag|reason|status|state|event|topic|queue|hint|advice|next|type|kind|category|tag|source|env|phase|logger|file|caller|revision|version|build|release|deploy|container|thread|worker|instance|cluster|replica|host|project|namespace|image|branch/i;
/** A word of a build, a release or a replica: `orders-sync-00042-kib`, `orders-sync-7d9f8b6c5-x2x4z`. */
const OF_BUILD = /^(?:\d{3,}|(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{5,})$/;
/** A program calls few operations, each again and again. */
const MOST_NAMES = 60;

/** Not every operation is named with a verb: `stockLevel` may stand beside `createOrder`. */
const WITH_VERB = 0.6;

/**
 * True for names of operations: few, each of several words that say what is to be done, most with a verb of calls.
 * What is said to have happened (`charge_succeeded`) is an event, and what is allowed is a scope.
 */
export function holdsOperations(name: string, count: number, values: Values): boolean {
  if (NO_CALL.test(name) || values.size > MOST_NAMES || count < 2 * values.size || areInstances(values)) return false;
  let verbed = 0;
  for (const [value, times] of values) {
    const words = nameWords(value);
    if (
      value.length > 60 ||
      !NAME.test(value) ||
      words.length < 2 ||
      words.some((word) => TOLD.test(word) || OF_BUILD.test(word.toLowerCase()))
    )
      return false;
    if (words.some((word) => callVerbs().has(word))) verbed += times;
  }
  return verbed >= WITH_VERB * count;
}

/** Names that only a number at the end tells apart are those of threads, workers and hosts: `order-sync-1`, `order-sync-2`. */
function areInstances(values: Values): boolean {
  const bare = [...values.keys()].map((value) => value.replace(/[-_.:]?\d+$/, ''));
  return new Set(bare).size < bare.length;
}

/** What the headers of text logs call brackets of which they know nothing. */
export const IN_BRACKETS: ReadonlySet<string> = new Set(['source', 'marker']);
const REQUEST_ID = /^(?:req(?:uest)?[-_:]?)?(?:(?=.*\d)[0-9a-f]{6,36}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{4,27})$/i;
/** Lines of one request; a host or a worker has more. */
const LINES_OF_ONE = 30;
/** So many requests show that it is none of a few workers. */
const REQUESTS = 20;

/**
 * What stands where others name a logger or a thread (`INFO [cb91ce37] order stored`), is written as ids of requests are, and goes with a
 * few lines each: no two of many workers are as short-lived.
 */
export function holdsRequestIds(count: number, values: Values): boolean {
  if (values.size < REQUESTS || count > LINES_OF_ONE * values.size || count < 1.5 * values.size) return false;
  const texts = [...values.keys()];
  return texts.every((text) => REQUEST_ID.test(text)) && texts.some((text) => /[a-f]/i.test(text));
}
