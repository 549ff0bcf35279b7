/** `caseharden events`: the normalized events as NDJSON on standard output, each with its redacted excerpt. */
import { type EventEmitter, once } from 'node:events';
import { readExcerpts } from '../intake/excerpts.js';
import type { Choice } from '../intake/inputs/choice.js';
import { spooled } from '../intake/inputs/spool.js';
import { requireUsable, unusableReason } from '../intake/inputs/usable.js';
import { type IntakeOptions, intake } from '../intake/intake.js';
import { createOwn, type Own } from '../intake/own.js';
import { eventWriter } from '../intake/records/event-stream.js';
import { zoneRules } from '../intake/times/zone-rules.js';
import type { Event } from '../model/event.js';
import type { Input } from '../model/input.js';
import { readConfig } from './config/read.js';
import { printError } from './terminal.js';

/** Events for which excerpts are looked up in one go; bounds the memory. */
const BATCH = 50_000;

/** The reader went away, as with `| head`: no fault, but no reason to go on either. */
class ReaderGone extends Error {}

/** @throws UserError when nothing in the paths can be used. */
export async function runEvents(
  paths: readonly string[],
  asked: { readonly choices: readonly Choice[]; readonly zone?: readonly string[]; readonly config?: string | false },
): Promise<number> {
  const own = createOwn(readConfig(asked.config));
  const options: IntakeOptions = { stdin: spooled(() => process.stdin), choices: asked.choices, zoneOf: zoneRules(asked.zone ?? []) };
  // The first pass tells how each file is read; excerpts need that. The second writes.
  const inputs = requireUsable(await intake(paths, () => {}, { ...options, onNote: (note) => printError(`caseharden: ${note}`) }));
  const out = openOutput();
  try {
    let waiting: Event[] = [];
    const flush = async () => {
      await writeEvents(waiting, inputs, out, own);
      waiting = [];
    };
    await intake(
      paths,
      async (events) => {
        waiting.push(...own.events(events));
        if (waiting.length >= BATCH) await flush();
      },
      options,
    );
    await flush();
    await out.end();
  } catch (error) {
    if (!(error instanceof ReaderGone)) throw error;
  }
  for (const input of inputs) if (input.format === 'unreadable') printError(`caseharden: left out: ${unusableReason(input)}`);
  return 0;
}

async function writeEvents(events: readonly Event[], inputs: readonly Input[], out: Output, own: Own): Promise<void> {
  const excerpts = await readExcerpts(events, inputs, own.text);
  for (const event of events) {
    const filled = Object.fromEntries(Object.entries(event).filter(([, value]) => value !== null));
    await out.write({ ...filled, text: excerpts.get(`${event.file}:${event.line}`) });
  }
}

interface Output {
  write(value: object): Promise<void>;
  end(): Promise<void>;
}

function openOutput(): Output {
  const writer = eventWriter();
  let gone: Error | null = null;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    gone = error.code === 'EPIPE' ? new ReaderGone() : error;
    writer.destroy();
  });
  writer.on('error', () => {}); // told above
  writer.pipe(process.stdout);
  return {
    async write(value) {
      if (gone) throw gone;
      if (!writer.write(value)) await firstOf(writer, ['drain', 'close']);
    },
    async end() {
      if (gone) throw gone;
      // A reader that went away ends the writer without an end of its data.
      const finished = firstOf(writer, ['end', 'close']);
      writer.end();
      await finished;
      if (gone) throw gone;
    },
  };
}

/** Waits for whichever of the events comes first, and stops listening for the others: the next wait adds its own. */
async function firstOf(emitter: EventEmitter, names: readonly string[]): Promise<void> {
  const waiting = new AbortController();
  try {
    await Promise.race(names.map((name) => once(emitter, name, { signal: waiting.signal })));
  } finally {
    waiting.abort();
  }
}
