/** Zones as people write them: abbreviations, offsets, "Eastern time", "Denver time". */

import { fixedOffset } from '../../times/zone.js';

/** Minutes east of UTC, or the name of a zone whose offset depends on the day. */
export type Zone = number | string;

/** Without S or D they change with the season. */
const SEASONAL: Readonly<Record<string, string>> = {
  ET: 'America/New_York',
  CT: 'America/Chicago',
  MT: 'America/Denver',
  PT: 'America/Los_Angeles',
};

/** A zone beside a clock time. */
export const ZONE =
  '(?:Z\\b|(?:UTC|GMT)(?:\\s?[+-]\\d{1,2}(?::?\\d{2})?)?|[+-]\\d{2}:?\\d{2}\\b|(?:WES?T|BST|CES?T|MES?Z|EES?T|MSK|SGT|HKT|JST|AE[SD]T|NZ[SD]T|BRT|[ECMP][SD]T|[ECMP]T)\\b)';

/** Zones that are written out. */
const SPOKEN: Readonly<Record<string, Zone>> = {
  eastern: 'America/New_York',
  central: 'America/Chicago',
  mountain: 'America/Denver',
  pacific: 'America/Los_Angeles',
  'central european': 'Europe/Berlin',
  uk: 'Europe/London',
  british: 'Europe/London',
};

/** "Denver" → America/Denver: the zones of the world by their city. */
const CITIES: ReadonlyMap<string, string> = new Map(
  Intl.supportedValuesOf('timeZone').map((name) => [(name.split('/').pop() ?? '').replaceAll('_', ' ').toLowerCase(), name]),
);

/** The zone that a text writes; null for none. */
export function zoneOf(text: string | undefined): Zone | null {
  if (text === undefined) return null;
  const name = text.toUpperCase();
  const offset = /([+-])(\d{1,2}):?(\d{2})?$/.exec(name);
  if (offset) return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0));
  // In small letters, two letters are a word: "10:00 et 11:00".
  return text.length === 2 && text !== name ? null : (SEASONAL[name] ?? fixedOffset(name));
}

const STATED = new RegExp(`(?:\\(|\\btimes?\\b[^.\\n]{0,30}\\b|\\btimezone:?\\s*|\\bTZ:?\\s*)(${ZONE})`, 'i');
const NAMED = /\b([A-Z][A-Za-z]+(?: [A-Za-z]+)?) (?:[Ll]ocal |[Ss]tandard |[Dd]aylight )?[Tt]ime\b/g;
const IANA = /\b(?:Africa|America|Asia|Atlantic|Australia|Europe|Pacific)\/[A-Z]\w+\b/;

/** A zone that a heading or the front text states for all times below it: "Timeline (UTC)", "all times in CET", "Denver time". */
export function statedZone(text: string): Zone | null {
  const found = zoneOf(STATED.exec(text)?.[1]);
  if (found !== null) return found;
  const iana = IANA.exec(text)?.[0];
  if (iana !== undefined && CITIES.get((iana.split('/')[1] ?? '').replaceAll('_', ' ').toLowerCase()) === iana) return iana;
  for (const [, words] of text.matchAll(NAMED)) {
    const name = (words ?? '').toLowerCase();
    // "At Denver time": only the last word may be the city.
    const zone = [name, name.split(' ').pop() ?? ''].map((one) => SPOKEN[one] ?? CITIES.get(one)).find((one) => one !== undefined);
    if (zone !== undefined) return zone;
  }
  return null;
}

const FORMS = new Map<string, Intl.DateTimeFormat>();

function formOf(zone: string): Intl.DateTimeFormat {
  const options = {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  } as const;
  const form = FORMS.get(zone) ?? new Intl.DateTimeFormat('en-US', options);
  FORMS.set(zone, form);
  return form;
}

/** Minutes east of UTC of a zone when its clocks show a moment, given in milliseconds as if they showed UTC. */
export function offsetOf(zone: Zone, local: number): number {
  if (typeof zone === 'number') return zone;
  const at = (ms: number): number => {
    const part = Object.fromEntries(
      formOf(zone)
        .formatToParts(ms)
        .map(({ type, value }) => [type, Number(value)]),
    );
    const shown = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0);
    return Math.round((shown - Math.floor(ms / 60_000) * 60_000) / 60_000);
  };
  // Once with a guess, once with what the guess tells: the hours around a change of clocks.
  return at(local - at(local) * 60_000);
}
