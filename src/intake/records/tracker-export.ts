/**
 * Tickets out of an export of a tracker: CSV or JSON of Jira, GitHub, GitLab, Linear, Azure DevOps, or of any other
 * that exports labels and states. Only those count that carry a key of an audit.
 */

import type { KnownTicket } from '../../model/known-ticket.js';
import { csvRows } from '../formats/documents/csv-rows.js';
import { isObject } from './value.js';

const KEY = /\bcaseharden-[0-9a-f]{12}\b/g;
/** Where the labels were lost on the way, the last line of the description still names the key. */
const KEY_LINE = /Key:\s*\W*(caseharden-[0-9a-f]{12})\b/;

/** Words of all trackers for a ticket that nobody works on any more. */
const CLOSED =
  /^(done|closed|complete[d]?|resolved|fixed|cancell?ed|removed|won'?t (do|fix)|duplicate|declined|rejected|merged|archived)$/i;

/** A ticket as names of fields to values, whatever the tracker calls them. */
interface Entry {
  readonly place: string;
  readonly fields: readonly (readonly [name: string, value: unknown])[];
}

/** @param name of the file, for places. @throws SyntaxError when it looks like JSON and is none. */
export function knownTickets(name: string, text: string): KnownTicket[] {
  const plain = text.replace(/^\uFEFF/, '');
  const entries = /^\s*[[{]/.test(plain) ? jsonEntries(name, plain) : csvEntries(name, plain);
  return entries.map(ticketOf).filter(({ keys }) => keys.length > 0);
}

function csvEntries(name: string, text: string): Entry[] {
  const head = text.slice(0, Math.max(0, text.search(/\r?\n/)));
  const delimiter = [',', ';', '\t'].sort((a, b) => head.split(b).length - head.split(a).length)[0] ?? ',';
  const [header, ...rows] = csvRows(text, delimiter);
  return rows.map(({ line, cells }) => ({
    place: `${name}:${line}`,
    fields: (header?.cells ?? []).map((column, at) => [column, cells[at] ?? ''] as const),
  }));
}

/** The list stands at the top, or below a few names: issues, value, data.issues.nodes. GitHub's command line writes a line each. */
function jsonEntries(name: string, text: string): Entry[] {
  const value = parse(text);
  return ticketsIn(value).map((one, at) => ({ place: `${name}: entry ${at + 1}`, fields: flat(one, '') }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length < 2) throw error;
    return lines.map((line) => JSON.parse(line) as unknown);
  }
}

type Fields = Readonly<Record<string, unknown>>;
function ticketsIn(value: unknown, depth = 0): Fields[] {
  if (Array.isArray(value)) return value.flatMap((one) => (isObject(one) ? (isTicket(one) ? [one] : ticketsIn(one, depth + 1)) : []));
  if (!isObject(value) || depth > 4) return [];
  return isTicket(value) ? [value] : Object.values(value).flatMap((one) => ticketsIn(one, depth + 1));
}

const isTicket = (value: Fields): boolean =>
  ['title', 'summary'].some((field) => field in value) || (isObject(value.fields) && Object.keys(value.fields).length > 0);

/** Fields by their path; a list of labels, or of objects with names, is one value. */
function flat(value: Fields, above: string): (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([name, inner]): (readonly [string, unknown])[] => {
    const path = above === '' ? name : `${above}.${name}`;
    if (Array.isArray(inner)) return [[path, inner.map(labelName)]];
    if (isObject(inner) && Array.isArray(inner.nodes)) return [[path, inner.nodes.map(labelName)]];
    return isObject(inner) ? flat(inner, path) : [[path, inner]];
  });
}

const labelName = (one: unknown): string => (isObject(one) ? String(one.name ?? one.title ?? '') : String(one));

function ticketOf({ place, fields }: Entry): KnownTicket {
  const labels = fields
    .filter(([name]) => /(^|[.\s_])(labels?|tags?)$/i.test(name))
    .flatMap(([, value]) => (Array.isArray(value) ? value : String(value ?? '').split(/[,;]/)))
    .map((one) => String(one).trim())
    .filter((one) => one !== '');
  const fromLabels = [...new Set(labels.flatMap((one) => one.match(KEY) ?? []))];
  const status = statusOf(fields);
  return {
    keys: fromLabels.length > 0 ? fromLabels : keysInText(fields),
    id: first(fields, [/^(issue )?key$/i, /^id(entifier)?$/i, /^number$/i, /^iid$/i, /^issue id$/i]),
    title: first(fields, [/(^|\.)(title|summary)$/i, /^System\.Title$/i, /\.System\.Title$/i]),
    open: !isClosed(fields, status),
    status,
    labels,
    place,
  };
}

function keysInText(fields: Entry['fields']): string[] {
  const found = fields.flatMap(([, value]) => (typeof value === 'string' ? (KEY_LINE.exec(value)?.[1] ?? []) : []));
  return [...new Set(found)];
}

function first(fields: Entry['fields'], patterns: readonly RegExp[]): string | null {
  for (const pattern of patterns) {
    const found = fields.find(([name, value]) => pattern.test(name) && value !== null && value !== '' && !Array.isArray(value));
    if (found) return String(found[1]);
  }
  return null;
}

function statusOf(fields: Entry['fields']): string | null {
  return first(fields, [/(^|\.)status\.name$/i, /(^|\.)state\.name$/i, /(^|\.)(status|state)$/i]);
}

/** The category of a status tells more than its name, which teams choose; so does the day on which a ticket ended. */
function isClosed(fields: Entry['fields'], status: string | null): boolean {
  const category = first(fields, [/statusCategory\.key$/i, /^status category$/i, /(^|\.)state\.type$/i]);
  if (
    category !== null &&
    /^(done|completed|canceled|to ?do|new|indeterminate|in progress|started|unstarted|backlog|triage)$/i.test(category)
  )
    return /^(done|completed|canceled)$/i.test(category);
  if (status !== null) return CLOSED.test(status.trim());
  return first(fields, [/^(completed|canceled|closed at.*|resolved)$/i]) !== null;
}
