/** Messages of an answer that each have a grade: RETURN of SAP's interfaces, issues of FHIR, logs of imports. */
import type { Value } from '../records/format.js';
import { isObject, type JsonObject } from '../records/value.js';
import { gradeWords } from '../vocabulary/states.js';

/** The messages that tell of an error; null where the value is no such list or message. */
export function gradedErrors(value: Value): JsonObject[] | null {
  const list = Array.isArray(value) ? value : [value];
  if (list.length === 0 || !list.every(isObject)) return null;
  const grades = list.map(gradeOf);
  if (grades.some((grade) => grade === null)) return null;
  return list.filter((_, place) => gradeWords().bad.has(grades[place]!));
}

function gradeOf(entry: JsonObject): string | null {
  const { names, texts, bad, others } = gradeWords();
  if (!texts.some((name) => typeof entry[name] === 'string' || isObject(entry[name] ?? null))) return null;
  for (const name of names) {
    const value = entry[name];
    const grade = typeof value === 'string' ? value.toLowerCase() : '';
    if (bad.has(grade) || others.has(grade)) return grade;
  }
  return null;
}
