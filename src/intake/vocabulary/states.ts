/** States, grades and results in the bodies of answers; see `states.yaml`. */
import { once } from '../../util/once.js';
import { readWords } from './data.js';

/** Words by which the body of an answer says that something was not done; see `states.yaml`. */
export const stateWords = once(() => {
  const data = readWords('states') as Record<'names' | 'refused' | 'reasons' | 'codes', string[]>;
  return { names: new Set(data.names), refused: new Set(data.refused), reasons: new Set(data.reasons), codes: new Set(data.codes) };
});

/** How an answer grades each of its messages; see `states.yaml`. */
export const gradeWords = once(() => {
  const data = readWords('states') as Record<'grade_names' | 'grade_texts' | 'grades_bad' | 'grades_other', string[]>;
  return { names: data.grade_names, texts: data.grade_texts, bad: new Set(data.grades_bad), others: new Set(data.grades_other) };
});

/** Names and values of codes with which an answer tells its result; see `states.yaml`. Names are without separators. */
export const resultWords = once(() => {
  const data = readWords('states') as Record<string, string[]>;
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
