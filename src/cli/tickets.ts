/** `caseharden tickets`: what an audit says of the tickets that a tracker holds, and tickets for what is new only. */
import fs from 'node:fs';
import { plainReason } from '../intake/plan/reasons.js';
import { knownTickets } from '../intake/records/tracker-export.js';
import type { KnownTicket } from '../model/known-ticket.js';
import { terminal } from '../report/escape.js';
import { parseReview } from '../report/json.js';
import { renderTickets } from '../report/tickets/tickets.js';
import { compareTickets, type TicketComparison, type TicketState } from '../review/tickets/known.js';
import { UserError } from '../util/user-error.js';
import { writeOutput } from './output.js';
import { print } from './terminal.js';

export interface TicketOptions {
  readonly known: readonly string[];
  readonly out?: string;
  readonly format: 'text' | 'json';
}

/** @throws UserError when a file cannot be read, or the folder cannot be written. */
export async function runTickets(file: string, options: TicketOptions): Promise<number> {
  const review = parseReview(read(file, 'Name the findings.json that an audit wrote.'), file);
  const compared = compareTickets(review, options.known.flatMap(exported));
  const fresh = compared.flatMap(({ state, ticket }) => (state === 'new' && ticket ? [ticket] : []));
  const files = new Map([...renderTickets({ tickets: fresh }), ['tickets/status.json', statusJson(compared)] as const]);
  if (options.out !== undefined) writeOutput(options.out, files);
  await print(options.format === 'json' ? statusJson(compared) : statusText(compared, fresh.length, options.out));
  return 0;
}

function exported(file: string): KnownTicket[] {
  const text = read(file, 'Name a CSV or JSON file that was exported from your tracker.');
  try {
    return knownTickets(file, text);
  } catch (error) {
    throw new UserError(`${file}: neither CSV nor JSON (${(error as Error).message}). Export the tickets from your tracker again.`);
  }
}

function read(file: string, what: string): string {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`${file}: ${plainReason(error)}. ${what}`);
  }
}

const STATES: Readonly<Record<TicketState, string>> = {
  new: 'new: written',
  still_open: 'still open: nothing is written',
  regressed: 'closed, and found again: reopen',
  fixed: 'not found any more: close if it is open',
  not_judged: 'not found, but this input cannot show that it is mended',
};

function statusText(compared: readonly TicketComparison[], written: number, out: string | undefined): string {
  const groups = (Object.keys(STATES) as TicketState[]).flatMap((state) => {
    const own = compared.filter((one) => one.state === state);
    return own.length === 0 ? [] : [`${own.length} ${STATES[state]}`, ...own.map(lineOf)];
  });
  const none = 'No tickets: the audit found nothing, and the tracker holds none of its tickets.';
  const where = out === undefined ? [] : [`${written} written to ${terminal(out)}/tickets`];
  return `${[...(groups.length > 0 ? groups : [none]), ...where].join('\n')}\n`;
}

function lineOf({ ticket, known }: TicketComparison): string {
  const id = known?.id ?? null;
  const key = ticket?.key ?? known?.keys[0] ?? '';
  const name = [key, ...(id === null || id === key ? [] : [id]), ...(known?.status ? [`(${known.status})`] : [])].join(' ');
  return `  ${terminal(name)}  ${terminal(ticket?.summary ?? known?.title ?? '')}`;
}

function statusJson(compared: readonly TicketComparison[]): string {
  const rows = compared.map(({ state, ticket, known }) => ({
    state,
    key: ticket?.key ?? known?.keys[0] ?? null,
    summary: ticket?.summary ?? known?.title ?? null,
    findings: ticket?.findings ?? [],
    known: known && { id: known.id, status: known.status, open: known.open, place: known.place },
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}
