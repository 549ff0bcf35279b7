/** What the input shows of one control. Numbers only; findings are weighed in `controls`. */
export interface ControlEvidence {
  /** Seen working, with numbers; null when it was not. */
  readonly works: string | null;
  /** Seen lacking although no rule made a finding of it; null when not. */
  readonly lacks: string | null;
  /** Why nothing can be said, and what to log. */
  readonly unseen: string;
}

/** Fewer cases than these show nothing: one quiet minute is no proof. */
export const ENOUGH_CALLS = 20;
export const ENOUGH_WAITS = 5;

/** Nothing seen, except what is given. */
export function evidence(found: Partial<ControlEvidence>): ControlEvidence {
  return { works: null, lacks: null, unseen: '', ...found };
}
