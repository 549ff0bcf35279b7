/** What stands in brackets before a message: level, thread, process, logger, id, told by its form. */
import type { Value } from '../../records/format.js';
import { isLevel } from './level.js';

/** Names of threads: `main`, or a kind of worker with a number. */
export const THREAD =
  /^(?:main|\S*(?:thread|pool|exec|executor|worker|nio|scheduler|consumer|listener|container|task|timer|reactor|loop|http)\S*[-#_.: ]\S*\d+\S*|\S+-\d+|Thread-\S+|\S+@[0-9a-f]+)$/i;

type Fields = Record<string, Value>;

/** Forms of a text in brackets, the first that fits counts; what it holds goes to fields that are still free. */
const FORMS: readonly (readonly [RegExp, (m: RegExpExecArray, fields: Fields) => void])[] = [
  [/^(?:(?:pid|process)[ :#]?)?(\d+)(?::tid \d+)?(?:[-#:]\d+)*$/i, (m, fields) => set(fields, 'pid', m[1])],
  [/^([0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{16,32})$/i, (m, fields) => set(fields, 'request_id', m[1])],
  [/^(req-[0-9a-f-]{36})(?: |$)/, (m, fields) => set(fields, 'request_id', m[1])],
  // MySQL numbers its messages, the harmless ones too.
  [/^(MY-\d{6})$/, (m, fields) => set(fields, 'message_number', m[1])],
  [/^[\w.]+=\S/, (m, fields) => pairs(m.input, fields)],
  [/^([\w./-]+:\d+)$/, (m, fields) => set(fields, 'caller', m[1])],
  [/^[a-z]\w*: [^;:]+(?:; [a-z]\w*: [^;:]+)*$/i, (m, fields) => stated(m.input, fields)],
  [/^\[/, (m, fields) => set(fields, 'thread', m.input)],
  [/^client ([\d.a-f:]+)$/, (m, fields) => set(fields, 'remote_addr', m[1])],
];

/** Takes up the text of one pair of brackets. */
export function inBrackets(text: string, fields: Fields): void {
  if (isLevel(text)) set(fields, 'level', text);
  else if (!withLevel(text, fields) && !byForm(text, fields)) named(text, fields);
}

function byForm(text: string, fields: Fields): boolean {
  for (const [form, take] of FORMS) {
    const m = form.exec(text);
    if (m === null) continue;
    take(m, fields);
    return true;
  }
  return false;
}

/** `LEVEL/process`, `LEVEL target`, and Apache's `module:level`. */
function withLevel(text: string, fields: Fields): boolean {
  const m = /^([A-Za-z_]+)(?:[/:|] ?| +)(\S+)$/.exec(text);
  if (m === null) return false;
  const [first, second] = [m[1] as string, m[2] as string];
  if (isLevel(first)) {
    set(fields, 'level', first);
    named(second, fields);
    return true;
  }
  if (!isLevel(second) || !/[:|]/.test(text)) return false;
  set(fields, 'level', second);
  set(fields, 'logger', first);
  return true;
}

function named(text: string, fields: Fields): void {
  if (THREAD.test(text)) set(fields, 'thread', text);
  else if (/^[\w$.-]+(?:\.[\w$]+)+$/.test(text) || fields.logger === undefined) set(fields, 'logger', text);
  else set(fields, 'thread', text);
}

/** Mule: `processor: flow/processors/0; event: 3fa9…`; the event is one run of a flow. */
function stated(text: string, fields: Fields): void {
  for (const [, key, value] of text.matchAll(/([A-Za-z]\w*): ([^;]+)/g))
    set(fields, key === 'event' ? 'correlation_id' : (key as string), (value as string).trim());
}

function pairs(text: string, fields: Fields): void {
  for (const [, key, value] of text.matchAll(/([\w.]+)=([^\s,\]]+)/g)) set(fields, key as string, value);
}

function set(fields: Fields, name: string, value: string | undefined): void {
  if (value !== undefined) fields[name] ??= value;
}
