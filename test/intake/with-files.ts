/** Files in a folder of their own, and what intake makes of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type IntakeOptions, intake, type ReadInput } from '../../src/intake/intake.js';
import type { NormalizerFactory } from '../../src/intake/normalizing.js';
import type { SourceRecord } from '../../src/intake/records/format.js';
import type { Event } from '../../src/model/event.js';
import { stubNormalizer } from './stub-normalizer.js';

/** Calls with a folder that holds the files, and removes it. */
export async function withFolder<T>(files: Record<string, string | Buffer>, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'caseharden-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), content);
    }
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Inputs, source records and events of files. */
export interface Taken {
  readonly inputs: readonly ReadInput[];
  readonly records: readonly SourceRecord[];
  readonly events: readonly Event[];
}

/** Reads files with a normalizer that notes the records it is given. */
export function take(files: Record<string, string | Buffer>, options: IntakeOptions = {}): Promise<Taken> {
  return withFolder(files, async (folder) => {
    const records: SourceRecord[] = [];
    const events: Event[] = [];
    const noting: NormalizerFactory = (context, sample) => {
      const inner = stubNormalizer(context, sample);
      return {
        ...inner,
        events: (record) => {
          records.push(record);
          return inner.events(record);
        },
      };
    };
    const inputs = await intake([folder], (batch) => void events.push(...batch), { normalizer: noting, ...options });
    return { inputs, records, events };
  });
}

/** Reads one text; the name of the file says nothing about it. */
export async function takeText(text: string | Buffer): Promise<Taken & { input: ReadInput }> {
  const taken = await take({ 'some-file': text });
  return { ...taken, input: taken.inputs[0] as ReadInput };
}
