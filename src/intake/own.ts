/** What the configuration says of every event before anything else sees it: names of systems, and texts that nobody may see. */
import type { Config } from '../model/config.js';
import type { Event } from '../model/event.js';
import type { Input } from '../model/input.js';
import type { Unmatched } from '../model/unmatched.js';
import { createOwnNames } from './own-names.js';
import { createOwnRedaction } from './secrets/own-redaction.js';

export interface Own {
  /** True when it says nothing of events. */
  readonly plain: boolean;
  readonly events: (events: readonly Event[]) => Event[];
  readonly inputs: <Some extends Input>(inputs: readonly Some[]) => Some[];
  readonly text: (text: string) => string;
  /** The system that wrote the file; null when the configuration does not say. */
  readonly systemOf: (file: string) => string | null;
  /** Entries that fitted nothing that was read so far. */
  readonly unmatched: () => Unmatched[];
}

export function createOwn({ systems, redaction }: Pick<Config, 'systems' | 'redaction'>): Own {
  const [names, hidden] = [createOwnNames(systems), createOwnRedaction(redaction)];
  return {
    plain: Object.keys(systems).length === 0 && redaction.length === 0,
    events: (events) => hidden.events(names.events(events)),
    inputs: hidden.inputs,
    text: hidden.text,
    systemOf: names.systemOf,
    unmatched: () => [...names.unmatched(), ...hidden.unmatched()],
  };
}
