/** Offsets of time zones: abbreviations, offsets in figures, and names of areas, whose clocks change twice a year. */

/** Reads local times of one zone as moments. */
export interface Zone {
  readonly name: string;
  /**
   * Milliseconds UTC of a local time, given as if it were UTC.
   * @param near A moment before it, if known: an hour that comes twice is the one that goes on from there.
   *   An hour that the clock leaves out is read as if it had not been put forward yet.
   */
  toUtc(local: number, near?: number | null): number;
}

/** Offsets in minutes of abbreviations that mean one thing only in logs; IST, for one, means three. */
const ABBREVIATIONS: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  UT: 0,
  WET: 0,
  WEST: 60,
  BST: 60,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
  EET: 120,
  EEST: 180,
  MSK: 180,
  SGT: 480,
  HKT: 480,
  JST: 540,
  KST: 540,
  AEST: 600,
  AEDT: 660,
  NZST: 720,
  NZDT: 780,
  BRT: -180,
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  AKST: -540,
  AKDT: -480,
  HST: -600,
};

const OFFSET = /^(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?(?::\d{2})?$/;
const MINUTE = 60_000;
const DAY = 86_400_000;
/** The furthest that any zone lies from UTC, in minutes. */
const FURTHEST = 14 * 60;

/** Minutes east of UTC of an abbreviation or an offset in figures; null for anything else. */
export function fixedOffset(text: string): number | null {
  const named = ABBREVIATIONS[text.toUpperCase()];
  if (named !== undefined) return named;
  const m = OFFSET.exec(text.toUpperCase().replace('−', '-'));
  if (m === null) return null;
  const minutes = +m[2]! * 60 + +(m[3] ?? 0);
  return minutes > FURTHEST ? null : m[1] === '-' ? -minutes : minutes;
}

/** A zone by its name (`Europe/Berlin`), offset (`+02:00`) or abbreviation; null when there is none of that name. */
export function zoneNamed(name: string): Zone | null {
  const fixed = fixedOffset(name);
  if (fixed !== null) return { name, toUtc: (local) => local - fixed * MINUTE };
  if (!/^[A-Za-z]+\/[\w+-]+(?:\/[\w+-]+)?$/.test(name)) return null;
  try {
    return areaZone(name, new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' }));
  } catch {
    return null;
  }
}

function areaZone(name: string, format: Intl.DateTimeFormat): Zone {
  const known = new Map<number, number>();
  /** Zones change their offset at whole quarters of an hour. */
  const offsetAt = (utc: number): number => {
    const quarter = Math.floor(utc / (15 * MINUTE));
    const found = known.get(quarter);
    if (found !== undefined) return found;
    const text = format.formatToParts(quarter * 15 * MINUTE).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
    const offset = (text === 'GMT' ? 0 : (fixedOffset(text) ?? 0)) * MINUTE;
    known.set(quarter, offset);
    return offset;
  };
  return {
    name,
    toUtc(local, near = null) {
      const [before, after] = [local - offsetAt(local - DAY), local - offsetAt(local + DAY)];
      if (before === after) return before;
      const fits = [before, after].filter((utc) => utc + offsetAt(utc) === local);
      if (fits.length < 2) return fits[0] ?? before;
      // The hour that comes twice: the first time, unless the log has gone past it.
      const [first, second] = [Math.min(before, after), Math.max(before, after)];
      return near !== null && near > first + MINUTE ? second : first;
    },
  };
}
