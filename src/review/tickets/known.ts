/** What an audit says of the tickets that a tracker holds already. */
import type { KnownTicket } from '../../model/known-ticket.js';
import type { Review } from '../../model/review.js';
import type { Ticket } from '../../model/ticket.js';
import { ticketKey } from './tickets.js';

/**
 * new: not in the tracker. still_open: there and open. regressed: there and closed, and the fault is found again.
 * fixed: its fault is not found any more. not_judged: not found, but no rule of its kind could judge this input, or the finding
 * is suppressed; that proves nothing.
 */
export type TicketState = 'new' | 'still_open' | 'regressed' | 'fixed' | 'not_judged';

export interface TicketComparison {
  readonly state: TicketState;
  /** The ticket of this audit; null for what is not found any more. */
  readonly ticket: Ticket | null;
  /** The ticket of the tracker; null for what is new. */
  readonly known: KnownTicket | null;
}

/** Tickets of the audit in the order of the plan, then tickets of the tracker whose faults are not found any more. */
export function compareTickets(
  review: Pick<Review, 'tickets' | 'rules' | 'findings' | 'suppressed'>,
  known: readonly KnownTicket[],
): TicketComparison[] {
  const found = review.tickets.map((ticket): TicketComparison => {
    const same = known.filter(({ keys }) => keys.some((key) => ticket.keys.includes(key)));
    // An open ticket is where the work goes on, whatever was closed before it.
    const match = same.find(({ open }) => open) ?? same[0] ?? null;
    return { state: match === null ? 'new' : match.open ? 'still_open' : 'regressed', ticket, known: match };
  });
  const keys = new Set(review.tickets.flatMap((ticket) => ticket.keys));
  const gone = known.filter((one) => !one.keys.some((key) => keys.has(key)));
  return [
    ...found,
    ...gone.map((one): TicketComparison => ({ state: isJudged(one, review) ? 'fixed' : 'not_judged', ticket: null, known: one })),
  ];
}

/** The labels of a ticket name the categories of its faults: each must have been looked for. Without such a label any rule that judged will do. */
function isJudged(
  { keys, labels }: KnownTicket,
  { rules, findings, suppressed }: Pick<Review, 'rules' | 'findings' | 'suppressed'>,
): boolean {
  // A finding without a ticket, or one that is suppressed: the fault is there.
  if ([...findings, ...suppressed].some(({ fingerprint }) => keys.includes(ticketKey(fingerprint)))) return false;
  const judged = rules.filter(({ outcome }) => outcome === 'found' || outcome === 'clear');
  const named = new Set(rules.flatMap(({ category }) => (category && labels.includes(category.replace(/_/g, '-')) ? [category] : [])));
  if (named.size === 0) return judged.length > 0;
  return [...named].every((category) => judged.some((one) => one.category === category));
}
