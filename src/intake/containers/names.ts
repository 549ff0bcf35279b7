/** Names of files inside archives: shown harmlessly, in the order in which a folder would list them. */
import { LONGEST_NAME } from '../records/bounds.js';

/**
 * The parts of a name. What would lead out of the archive is taken off: nothing is written to disk, but a name is
 * shown. Null for a folder, and for what a folder is not searched for either: hidden files, resource forks of macOS.
 */
export function partsOf(name: string): readonly string[] | null {
  if (/[/\\]$/.test(name) || name.length > LONGEST_NAME) return null;
  const parts = name
    .replace(/^[A-Za-z]:/, '')
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..');
  return parts.length === 0 || parts.some((part) => part.startsWith('.') || part === '__MACOSX') ? null : parts;
}

/** True when the name would lead out of the folder into which the archive is unpacked. */
export function leadsOut(name: string): boolean {
  return /^(?:[/\\]|[A-Za-z]:[/\\])/.test(name) || name.split(/[/\\]/).includes('..');
}

/** The order of a folder that is listed with its sub-folders, each sorted by name. */
export function byParts(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return (a[i] as string) < (b[i] as string) ? -1 : 1;
  return a.length - b.length;
}
