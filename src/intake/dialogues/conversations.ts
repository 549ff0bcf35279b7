/** Work that was handed over and of which nothing was heard yet, by who handed it over and by what the line named. */

/** One handing over, with what is remembered of it. */
export interface Handed<What> {
  readonly logger: string;
  readonly worker: string | null;
  readonly marks: readonly string[];
  /** Time of the line, in milliseconds UTC. */
  readonly at: number | null;
  readonly what: What;
}

/** What was handed over, by logger. */
export interface Conversations<What> {
  readonly open: Map<string, Handed<What>[]>;
  /** What stood beside each mark, by logger and by what was done. */
  readonly beside: Map<string, Set<string>>;
}

export const noConversations = <What>(): Conversations<What> => ({ open: new Map(), beside: new Map() });

/** More than this is not waited for at a time by one logger. */
const MOST_OPEN = 50;
/** What was handed over longer ago, in milliseconds, is not answered in the log. */
const LONGEST_MS = 900_000;

/** A mark beside which so many others stand is that of a run, a host or a customer, and not of the work. */
const MOST_BESIDE = 5;
const MOST_MARKS = 20_000;

/**
 * Remembers what is handed over; the same work that was handed over before is no longer waited for.
 * @param name What is done, or who it is handed to.
 */
export function handOver<What>(name: string, said: Handed<What>, { open, beside }: Conversations<What>): void {
  const handed = { ...said, marks: ownMarks(`${said.logger}|${name}`, said.marks, beside) };
  const others = (open.get(handed.logger) ?? []).filter((one) => !sameWork(one, handed) && !isOld(one, handed.at));
  open.set(handed.logger, [...others.slice(1 - MOST_OPEN), handed]);
}

function ownMarks(name: string, marks: readonly string[], beside: Map<string, Set<string>>): readonly string[] {
  if (marks.length < 2) return marks;
  return marks.filter((mark) => {
    const key = `${name}|${mark}`;
    const others = beside.get(key) ?? new Set<string>();
    if (others.size > MOST_BESIDE) return false;
    others.add(marks.filter((other) => other !== mark).join(' '));
    if (beside.size < MOST_MARKS) beside.set(key, others);
    return true;
  });
}

/** Work that a line may be the answer to. */
export interface Waited<What> {
  readonly handed: Handed<What>;
  /** What both lines call it; null where the answer does not name it. */
  readonly shared: string | null;
}

/** What a line may be the answer to: what names the same work, the more of it the rather; else the only one that its thread waits for. */
export function waitedFor<What>(line: Omit<Handed<null>, 'what'>, { open }: Conversations<What>): Waited<What> | null {
  const all = (open.get(line.logger) ?? []).filter((one) => !isOld(one, line.at));
  let best: Waited<What> | null = null;
  let most = 0;
  for (const handed of all) {
    const [shared, ...more] = handed.marks.filter((mark) => line.marks.includes(mark));
    if (shared === undefined || more.length < most) continue;
    [best, most] = [{ handed, shared }, more.length];
  }
  if (best !== null) return best;
  const own = all.filter((one) => one.worker === line.worker);
  return own.length === 1 ? { handed: own[0]!, shared: null } : null;
}

/** Forgets what was answered. */
export function heardOf<What>(handed: Handed<What>, { open }: Conversations<What>): void {
  open.set(
    handed.logger,
    (open.get(handed.logger) ?? []).filter((one) => one !== handed),
  );
}

const sameWork = (a: Omit<Handed<unknown>, 'what'>, b: Omit<Handed<unknown>, 'what'>): boolean =>
  a.marks.length === b.marks.length && a.marks.every((mark, at) => mark === b.marks[at]) && (a.marks.length > 0 || a.worker === b.worker);

const isOld = (one: Omit<Handed<unknown>, 'what'>, now: number | null): boolean =>
  one.at !== null && now !== null && now - one.at > LONGEST_MS;
