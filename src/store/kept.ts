/** Built stores on disk: a folder of entries, each named by what it was made from, and checked before it is used. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cleaningUp } from '../util/stopping.js';

/** What an entry holds. */
export interface Entry<Told> {
  /** The file of the store. */
  readonly store: string;
  /** What is to be known besides. */
  readonly told: Told;
}

/** Entries in one folder; those used longest ago go first. */
const MOST_ENTRIES = 8;
const KEY = /^[0-9a-f]{64}$/;
const STORE = 'store.duckdb';
const ENTRY = 'entry.json';

/** The name of an entry: parts are everything that its content depends on. */
export function keyOf(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * The entry of that key, or null.
 * @param onDamaged takes a sentence when there is one that was not written by `keep`, or not as it stands there.
 */
export async function findKept<Told>(folder: string, key: string, onDamaged: (note: string) => void): Promise<Entry<Told> | null> {
  const [store, entry] = [path.join(folder, key, STORE), path.join(folder, key, ENTRY)];
  if (!fs.existsSync(path.join(folder, key))) return null;
  try {
    const { key: own, store: digest, told, check } = JSON.parse(fs.readFileSync(entry, 'utf8'));
    if (own !== key || check !== keyOf(told) || digest !== (await digestOf(store))) throw new Error('it does not fit its digest');
    fs.utimesSync(entry, new Date(), new Date());
    return { store, told };
  } catch (error) {
    onDamaged(`${path.join(folder, key)}: is damaged or no entry of the cache (${(error as Error).message}); it is made again.`);
    return null;
  }
}

/**
 * Writes an entry; the store first, so that an entry that names one is whole. Old entries go.
 * @param write writes the store into the file that it is given.
 */
export async function keep(folder: string, key: string, told: unknown, write: (file: string) => Promise<void>): Promise<void> {
  const place = path.join(folder, key);
  const beside = (name: string) => path.join(place, `${name}.${process.pid}`);
  fs.mkdirSync(place, { recursive: true });
  const clean = () => {
    for (const file of [beside(STORE), `${beside(STORE)}.wal`, beside(ENTRY)]) fs.rmSync(file, { force: true });
  };
  await cleaningUp(clean, async () => {
    await write(beside(STORE));
    const entry = { key, store: await digestOf(beside(STORE)), check: keyOf(told), told };
    fs.writeFileSync(beside(ENTRY), JSON.stringify(entry));
    for (const name of [STORE, ENTRY]) fs.renameSync(beside(name), path.join(place, name));
  });
  removeOld(folder);
}

/** Only what was written by `keep` is removed: other files in the folder stay. */
function removeOld(folder: string): void {
  const entries = fs
    .readdirSync(folder)
    .filter((name) => KEY.test(name) && fs.existsSync(path.join(folder, name, ENTRY)))
    .map((name) => ({ name, used: fs.statSync(path.join(folder, name, ENTRY)).mtimeMs }))
    .sort((a, b) => b.used - a.used);
  for (const { name } of entries.slice(MOST_ENTRIES)) {
    for (const file of [ENTRY, STORE]) fs.rmSync(path.join(folder, name, file), { force: true });
    if (fs.readdirSync(path.join(folder, name)).length === 0) fs.rmdirSync(path.join(folder, name));
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of fs.createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
