/** Messages of an answer that each have a grade: RETURN of SAP's interfaces, issues of FHIR, logs of imports. */
import type { Value } from '../records/format.js';

type Obj = { readonly [key: string]: Value };

/** Names of the member that holds the grade. */
const GRADES = ['severity', 'Severity', 'TYPE', 'MSGTYP', 'MSGTY', 'msgType', 'messageType', 'level', 'grade', 'type'];
/** Names of the member that says what is the matter. */
const TEXTS = ['MESSAGE', 'message', 'Message', 'text', 'TEXT', 'diagnostics', 'description', 'details', 'detail', 'msg'];
/** Error, abort, exit; success, warning and information are the others. */
const BAD = new Set(['e', 'a', 'x', 'error', 'err', 'fatal', 'critical', 'abort', 'fehler']);
const OTHERS = new Set([
  's',
  'w',
  'i',
  'success',
  'ok',
  'warning',
  'warn',
  'information',
  'info',
  'informational',
  'hint',
  'note',
  'warnung',
]);

const isObject = (value: Value): value is Obj => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The messages that tell of an error; null where the value is no such list or message. */
export function gradedErrors(value: Value): Obj[] | null {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every(isObject)) return null;
  const grades = list.map(gradeOf);
  if (grades.some((grade) => grade === null)) return null;
  return (list as Obj[]).filter((_, place) => BAD.has(grades[place]!));
}

function gradeOf(entry: Obj): string | null {
  if (!TEXTS.some((name) => typeof entry[name] === 'string' || isObject(entry[name] ?? null))) return null;
  for (const name of GRADES) {
    const value = entry[name];
    const grade = typeof value === 'string' ? value.toLowerCase() : '';
    if (BAD.has(grade) || OTHERS.has(grade)) return grade;
  }
  return null;
}
