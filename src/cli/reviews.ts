/** Reviews that earlier audits wrote. */
import fs from 'node:fs';
import path from 'node:path';
import { plainReason } from '../intake/plan/reasons.js';
import type { Review } from '../model/review.js';
import { parseReview } from '../report/json.js';
import { UserError } from '../util/user-error.js';

const NAME = 'findings.json';

/** The review in a findings.json, or in the output folder that holds one. @throws UserError when there is none. */
export function readReview(named: string): Review {
  const file = fs.statSync(named, { throwIfNoEntry: false })?.isDirectory() ? path.join(named, NAME) : named;
  try {
    return parseReview(fs.readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`${file}: ${plainReason(error)}. Name the findings.json that an audit wrote, or its folder.`);
  }
}

/** All reviews of a history: its *.json files and the findings.json of its folders. @throws UserError when there is none. */
export function readHistory(folder: string): Review[] {
  let entries: fs.Dirent[];
  try {
    entries = fs.readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    throw new UserError(`${folder}: ${plainReason(error)}. Name the folder that keeps the findings.json of each audit.`);
  }
  const files = entries
    .map((entry) => (entry.isDirectory() ? path.join(entry.name, NAME) : entry.name))
    .filter((name) => name.endsWith('.json') && fs.existsSync(path.join(folder, name)))
    .sort();
  if (files.length === 0) throw new UserError(`${folder}: holds no findings.json of an audit. Set outputs.history, or copy them there.`);
  return files.map((name) => readReview(path.join(folder, name)));
}

/** Keeps the review under the time that it looked at; the same time again replaces it. */
export function keepInHistory(folder: string, review: Review, text: string): void {
  const name = review.span ? `${review.span.start.slice(0, 19)}_${review.span.end.slice(0, 19)}`.replace(/:/g, '') : 'without-times';
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, `${name}.json`), text);
  } catch (error) {
    throw new UserError(`${folder}: the history cannot be written: ${plainReason(error)}. Mend outputs.history.`);
  }
}
