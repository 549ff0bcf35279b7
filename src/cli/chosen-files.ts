/** Which files of a review are written. */
import type { Unmatched } from '../model/unmatched.js';
import { globTest } from '../util/glob.js';
import { nearestName } from '../util/nearest.js';

/** findings.json is what every other file can be made from, and marks the folder as a review: it is always written. */
const ALWAYS = 'findings.json';

/** The files that fit one of the patterns, all without patterns; and the patterns that fit none. */
export function chosenFiles(
  files: ReadonlyMap<string, string>,
  patterns: readonly string[] | undefined,
): { readonly files: ReadonlyMap<string, string>; readonly unknown: readonly Unmatched[] } {
  if (patterns === undefined) return { files, unknown: [] };
  const names = [...files.keys()];
  const tests = patterns.map(globTest);
  const unknown = patterns.flatMap((pattern, at) => {
    if (names.some((name) => tests[at]?.(name))) return [];
    const near = nearestName(pattern.replaceAll('*', ''), names);
    return [
      {
        path: ['outputs', 'files', at],
        message: `${pattern} is no file of a review; ${near === null ? `there are ${names.join(', ')}` : `did you mean ${near}?`}`,
      },
    ];
  });
  const chosen = [...files].filter(([name]) => name === ALWAYS || tests.some((test) => test(name)));
  return { files: new Map(chosen), unknown };
}
