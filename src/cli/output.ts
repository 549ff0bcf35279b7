/** Writes a set of files below a folder: all are written beside their places first, then moved into place. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '../util/user-error.js';

/** Path below the folder, with forward slashes, to text. */
export type OutputFiles = ReadonlyMap<string, string>;

const MARK = 'findings.json';

/**
 * Puts the files into the folder, which is made when missing. Other files in it are left alone.
 * @param mark file by which a folder is known to be written by the program.
 * @throws UserError when the folder holds a file of such a name that an audit did not write, or cannot be written.
 */
export function writeOutput(folder: string, files: OutputFiles, mark = MARK): void {
  checkFolder(folder, [...files.keys()], mark);
  try {
    fs.mkdirSync(folder, { recursive: true });
    const beside = fs.mkdtempSync(path.join(folder, '.caseharden-'));
    try {
      for (const [name, text] of files) writeFile(path.join(beside, name), text);
      if (isOwnFolder(folder, mark)) removeLeft(folder, files);
      // The mark goes first: whatever is left after a crash can be replaced by the next run.
      for (const name of [...files.keys()].sort((a, b) => Number(b === mark) - Number(a === mark)))
        moveFile(path.join(beside, name), path.join(folder, name));
    } finally {
      fs.rmSync(beside, { recursive: true, force: true });
    }
  } catch (error) {
    throw new UserError(`${folder}: the review cannot be written: ${(error as Error).message}. Choose another folder with --out.`);
  }
}

/**
 * Checks that files of these names may be written to the folder.
 * @throws UserError when the folder holds a file of such a name that an audit did not write, or is no folder.
 */
export function checkFolder(folder: string, names: readonly string[], mark = MARK): void {
  const found = fs.statSync(folder, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isDirectory()) throw new UserError(`${folder}: is not a folder. Choose another place for the review with --out.`);
  const own = isOwnFolder(folder, mark);
  for (const name of names) checkPlace(folder, name, own);
}

/** Files may only replace an earlier review; a link could lead the review out of the folder. */
function checkPlace(folder: string, name: string, own: boolean): void {
  const parent = path.join(folder, path.dirname(name));
  if (parent !== path.join(folder) && ['file', 'other'].includes(kindOf(parent))) {
    throw new UserError(`${parent}: is not a folder. Choose another place for the review with --out.`);
  }
  const kind = kindOf(path.join(folder, name));
  if (kind === 'nothing' || (kind === 'file' && own)) return;
  throw new UserError(
    `${path.join(folder, name)}: was not written by an audit and would be overwritten. Choose another folder with --out.`,
  );
}

function kindOf(place: string): 'nothing' | 'file' | 'folder' | 'other' {
  const stat = fs.lstatSync(place, { throwIfNoEntry: false });
  if (!stat) return 'nothing';
  if (stat.isFile()) return 'file';
  return stat.isDirectory() ? 'folder' : 'other';
}

/** An audit left its findings, or `tickets --out` the states of its tickets. */
function isOwnFolder(folder: string, mark: string): boolean {
  try {
    return JSON.parse(fs.readFileSync(path.join(folder, mark), 'utf8')).tool.name === 'caseharden';
  } catch {
    return fs.existsSync(path.join(folder, 'tickets', 'status.json'));
  }
}

/** Files whose names differ from audit to audit: a ticket that is gone must not be filed again. */
const OWN = /^(caseharden-[0-9a-f]{12}\.md|jira-bulk-\d+\.json)$/;

function removeLeft(folder: string, files: OutputFiles): void {
  for (const place of ['tickets', 'tickets/markdown']) {
    if (kindOf(path.join(folder, place)) !== 'folder') continue;
    for (const name of fs.readdirSync(path.join(folder, place))) {
      if (OWN.test(name) && !files.has(`${place}/${name}`) && kindOf(path.join(folder, place, name)) === 'file')
        fs.rmSync(path.join(folder, place, name));
    }
  }
}

function writeFile(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

function moveFile(from: string, to: string): void {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  fs.renameSync(from, to);
}
