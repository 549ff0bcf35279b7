/** A pack of rules on disk, for tests of loading. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toYaml } from '../../src/util/yaml.js';
import { ruleOver } from './rule.js';

export interface Pack {
  readonly root: string;
  /** Writes a sound rule; `over` replaces parts of rule.yaml, `files` whole files, null leaves one out. Returns its folder. */
  write(place: string, over?: Readonly<Record<string, unknown>>, files?: Readonly<Record<string, string | null>>): string;
  remove(): void;
}

/** An empty folder of packs below the system's folder for temporary files. */
export function emptyPack(): Pack {
  const root = mkdtempSync(path.join(tmpdir(), 'caseharden-pack-'));
  return {
    root,
    write: (place, over = {}, files = {}) => {
      const folder = path.join(root, place);
      mkdirSync(folder, { recursive: true });
      const sound = { ...ruleOver().rule, name: path.basename(place), parameters: {}, ...over };
      const all = { 'rule.yaml': toYaml(sound), 'rule.sql': 'SELECT at_ms, id AS event_1 FROM calls', 'cases.yaml': '[]', ...files };
      for (const [name, text] of Object.entries(all)) if (text !== null) writeFileSync(path.join(folder, name), text);
      return folder;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
