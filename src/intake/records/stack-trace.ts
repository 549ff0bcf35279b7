/** Stack traces in plain text: which lines belong to one, and which exception they tell of. */
import type { ParsedLine, Value } from './format.js';

const TRACE_LINE =
  /^(?:\s+\S|at |Caused by: |Suppressed: |Traceback \(most recent|During handling of |The above exception was |\.\.\. \d+ (?:more|common)|---> |--- End of |goroutine \d+ \[|\[signal |created by |panic: |Stack ?trace:|#\d+ )/;

/** Frames and separators: lines that say where, not what. */
const FRAME =
  /^\s*(?:at |\.\.\. \d+ (?:more|common)|File "|from \S+:\d+|#\d+ |\[stacktrace\]|"\}\s*$|goroutine \d+|created by |--- End of |\^+$|\S+\.(?:go|rb|py|php|js|ts):\d+|[\w$./-]+\.[\w$]+\(.*\)$|During handling of |The above exception was )/;

/** `com.acme.FooException: text`, `requests.exceptions.ReadTimeout: text`, `Error: text`. */
const EXCEPTION =
  /^(?:Caused by: |Suppressed: |Uncaught |Unhandled exception\.? |Exception in thread "[^"]*" |---> |panic: )?((?:[A-Za-z_$][\w$]*(?:\.|::|\/))*[A-Z][\w$]*(?:Exception|Error|Timeout|Failure|Fault|Refused|Reset|Warning|Exit|Interrupt|Abort(?:ed)?|Denied|NotFound|Unavailable|Invalid|Exceeded|TooLarge)[\w$]*|Error)(?: \[[A-Z_]+\])?(?:: (.*))?$/;

/** Python's last line names the class by a dotted path or a capital alone. */
const PYTHON_LAST = /^((?:[a-z_]\w*\.)+[A-Z]\w*|[A-Z]\w+)(?:: (.*))?$/;

/** True for a line that stands inside a multi-line entry rather than starting one. */
export function isTraceLine(line: string): boolean {
  return TRACE_LINE.test(line) || EXCEPTION.test(line);
}

/** True for a frame of a stack trace: without the lines before it, it says nothing. */
export function isFrame(line: string): boolean {
  return /^\s*(?:at \S|\.\.\. \d+ (?:more|common)|File "|from \S+:\d+|Caused by: )/.test(line);
}

/** Text of continuation lines that is kept in the message, in characters. */
const KEPT_TEXT = 4_000;

/**
 * Takes the continuation lines of a plain-text record in: the exception into the fields
 * `exception.type` and `exception.message` (and `exception.cause.*` for the innermost one), frames
 * left out, other text added to the message.
 */
export function withContinuation(record: ParsedLine, more: readonly string[]): ParsedLine {
  const fields: Record<string, Value> = { ...record.fields };
  const frames = more.some((line) => FRAME.test(line));
  const exceptions = frames ? exceptionsIn(record.message ?? '', more) : [];
  const first = exceptions[0];
  const cause = exceptions.at(-1);
  if (first !== undefined) addException(fields, 'exception', cause === undefined ? first : withCause(first, cause));
  if (cause !== undefined && cause !== first) addException(fields, 'exception.cause', cause);
  const lines = more.filter((line) => !FRAME.test(line) && !RULE.test(line));
  const printed = record.message === '' ? [] : lines.filter(isObjectStart);
  takePrinted(printed, record.message ?? '', fields);
  const text = lines.filter((line) => !printed.includes(line)).join('\n');
  const object = first === undefined ? jsonObject(text) : null;
  const pairs = frames ? null : printedPairs(more);
  if (pairs !== null) return { ...record, fields: { ...pairs, ...fields } };
  if (object !== null) return { ...record, fields: { ...object, ...fields } };
  return {
    ...record,
    message: [record.message ?? '', record.message === '' ? text.trim() : text]
      .filter((part) => part !== '')
      .join('\n')
      .slice(0, KEPT_TEXT),
    fields,
  };
}

/** A line of signs that parts one thing from another. */
const RULE = /^\s*[*=#_-]{8,}\s*$/;

const isObjectStart = (line: string): boolean => /^\s*\{\s*"/.test(line);

/** Objects that stand on lines below a message: the body of an answer that it tells of, or the context of the record. */
function takePrinted(lines: readonly string[], message: string, fields: Record<string, Value>): void {
  for (const line of lines) {
    const whole = jsonObject(line);
    if (whole !== null && /\b(?:response|answer|body|replied|returned|resulted)\b/i.test(message)) fields.response_body ??= whole;
    else for (const [name, value] of Object.entries(whole ?? leadingPairs(line))) fields[name] ??= value;
  }
}

/** The first members of an object that goes on for lines: plain values up to the first that is not. */
function leadingPairs(line: string): Record<string, Value> {
  const pairs: Record<string, Value> = {};
  const PAIR = /[{,]\s*"([\w.-]+)"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null)(?=\s*[,}])/y;
  PAIR.lastIndex = line.indexOf('{');
  for (let m = PAIR.exec(line); m !== null; m = PAIR.exec(line)) pairs[m[1] as string] = plainValue(m[2] as string);
  return pairs;
}

interface Exception {
  readonly type: string;
  readonly message: string;
}

function addException(fields: Record<string, Value>, name: string, exception: Exception): void {
  fields[`${name}.type`] ??= exception.type;
  if (exception.message !== '') fields[`${name}.message`] ??= exception.message;
}

/** `conversion failed due to serialization error:` says what was done; what was wrong is said by the cause. */
function withCause(first: Exception, cause: Exception): Exception {
  return first !== cause && first.message.endsWith(':') ? { ...first, message: `${first.message} ${cause.message}`.trim() } : first;
}

/** Exceptions in the order of the text; for Python the last line is the one that was raised. */
function exceptionsIn(message: string, more: readonly string[]): Exception[] {
  if (more.some((line) => line.startsWith('Traceback (most recent'))) return pythonExceptions(more);
  const inMessage =
    /(?:^|[\s:(])(?<!\bServer )((?:[A-Za-z_$][\w$]*\.)*[A-Z][\w$]*(?:Exception|Error)|Error)(?: \[[A-Z_]+\])?(?:: (.*))?$/.exec(message);
  const found = more.map((line) => exceptionOf(EXCEPTION.exec(line.trim()))).filter((one) => one !== null);
  const started = exceptionOf(inMessage);
  return started === null ? found : [started, ...found];
}

function pythonExceptions(more: readonly string[]): Exception[] {
  const raised = more.filter((line) => /^[A-Za-z_]/.test(line) && !line.startsWith('Traceback') && !FRAME.test(line));
  const found = raised.map((line) => exceptionOf(PYTHON_LAST.exec(line))).filter((one) => one !== null);
  return found.reverse();
}

function exceptionOf(match: RegExpExecArray | null): Exception | null {
  if (match === null) return null;
  return { type: match[1] ?? '', message: (match[2] ?? '').trim() };
}

/** A JSON object printed over several lines. */
function jsonObject(text: string): Record<string, Value> | null {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return null;
  try {
    return JSON.parse(trimmed) as Record<string, Value>;
  } catch {
    return null;
  }
}

/** Pretty printers put each field on an indented line of its own: `    order: "A-1001"`. */
function printedPairs(more: readonly string[]): Record<string, Value> | null {
  const fields: Record<string, Value> = {};
  for (const line of more) {
    const m = /^\s{2,}"?([A-Za-z_][\w.$-]*)"?: (.+?),?$/.exec(line);
    if (m === null) return null;
    fields[m[1] as string] = plainValue(m[2] as string);
  }
  return fields;
}

function plainValue(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return text;
  }
}
