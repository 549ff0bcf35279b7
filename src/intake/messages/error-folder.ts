/** Folders in which a program puts what it could not bring on its way, and how much lies in them. */

import { once } from '../../util/once.js';
import { folderWords } from '../vocabulary/mining.js';

/** What a text says of such a folder. */
export interface ErrorFolder {
  /** Its name, in small letters; of a path the last part. */
  readonly name: string;
  /** How many files lie in it; null when the text does not say. */
  readonly depth: number | null;
}

const patterns = once(() => {
  const { failed_names: failed, folder_names: folders, filed } = folderWords();
  const [what, where, files] = [failed.join('|'), folders.join('|'), filed.join('|')];
  // `error folder`, `Fehlerablage`, `dossier des rejets`; or a path of a machine: an address of the web has no such folder.
  const named = String.raw`(?<![\p{L}\d/_.-])((?:${what})[ _-]?(?:${where})|(?:${where})\s(?:of |for |the |d['’]|des? |di |degli |dos? |van )*(?:${what}))(?![\p{L}\d])`;
  const path = String.raw`(?<![\w:/.])(?:[A-Za-z]:|\\|/(?!api/|v\d))[^\s:,;"'()<>]*[/\\]((?:${what})(?:[_-]?(?:${where}))?)[/\\]?(?=[\s,;).:"']|$)`;
  const count = String.raw`(\d{1,7})\s(?:${files})(?![\p{L}\d])`;
  return {
    path: new RegExp(path, 'iu'),
    named: new RegExp(named, 'iu'),
    counted: [
      new RegExp(String.raw`${named}\s?(?:[:=(]|\p{L}+){0,2}\s?${count}`, 'iu'),
      new RegExp(String.raw`${path}[^\d]{0,40}?${count}`, 'iu'),
    ],
    counts: [
      new RegExp(String.raw`(?<![\w.-])${count}\s\p{L}{1,8}\s(?:\p{L}{1,5}\s)?${named}`, 'iu'),
      new RegExp(String.raw`(?<![\w.-])${count}\s\p{L}{1,8}\s(?:\p{L}{1,5}\s)?${path}`, 'iu'),
    ],
  };
});

/** The folder for what failed that a text names; null when it names none. A log of errors is no such folder. */
export function errorFolderIn(text: string): ErrorFolder | null {
  const { path, named, counted, counts } = patterns();
  const name = named.exec(text)?.[1] ?? pathIn(path, text);
  if (name === null) return null;
  for (const pattern of counted) {
    const m = pattern.exec(text);
    if (m !== null) return { name: m[1]!.toLowerCase(), depth: Number(m[2]) };
  }
  for (const pattern of counts) {
    const m = pattern.exec(text);
    if (m !== null) return { name: m[2]!.toLowerCase(), depth: Number(m[1]) };
  }
  return { name: name.toLowerCase(), depth: null };
}

function pathIn(path: RegExp, text: string): string | null {
  const m = path.exec(text);
  return m === null || /(?:^|[/\\])logs?[/\\]/i.test(m[0]) ? null : m[1]!;
}
