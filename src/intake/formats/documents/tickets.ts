/** Incident tickets of service desks, in JSON and in tables: a person noticed something, and when it was over. */

import type { ReadResult, SourceRecord } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { defined } from '../json/http.js';
import type { Located } from '../json/located.js';
import { asObject, asText } from '../json/value.js';
import { apiTime } from './alert.js';
import type { DocumentShape } from './json-document.js';
import { labelText } from './labels.js';
import { mainList, shareOf } from './list.js';
import { byName } from './names.js';

const NAMES = {
  title: ['shortdescription', 'summary', 'fieldssummary', 'title', 'subject'],
  opened: ['openedat', 'opened', 'created', 'fieldscreated', 'syscreatedon', 'createdat', 'reportedat'],
  resolved: ['resolvedat', 'resolutiondate', 'fieldsresolutiondate', 'resolved', 'closedat'],
  priority: ['priority', 'priorityname', 'severity', 'impact', 'urgency'],
  kind: ['issuetype', 'issuetypename', 'tickettype', 'sysclassname'],
} as const;

/** Jira's fields stand one level deeper, and their values a further one. */
function flat(ticket: JsonObject): JsonObject {
  const fields = asObject(ticket.fields);
  const named = Object.entries(fields).map(([key, value]) => [key, asText(asObject(value).name) ?? value] as const);
  return { ...ticket, ...Object.fromEntries(named) };
}

/** Only incidents: most tickets ask for something. ServiceNow tells them by their number, others by their type. */
export function isIncident(source: JsonObject): boolean {
  const ticket = flat(source);
  const get = byName(ticket);
  const told = /^INC\d+$/.test(asText(ticket.number ?? ticket.Number) ?? '') || /\bincident\b/i.test(asText(get(NAMES.kind)) ?? '');
  return told && asText(get(NAMES.title)) !== null && apiTime(get(NAMES.opened)) !== null;
}

export function ticketRecord(source: JsonObject, line: number): SourceRecord {
  const get = byName(flat(source));
  const title = asText(get(NAMES.title));
  const opened = apiTime(get(NAMES.opened));
  const resolved = apiTime(get(NAMES.resolved));
  const priority = asText(get(NAMES.priority));
  const note = { kind: 'note', title, labels: priority === null ? null : labelText({ severity: priority }) } as const;
  const over = resolved === null ? [] : [defined({ ...note, state: 'resolved', at_ms: resolved })];
  return {
    line,
    time: opened,
    message: title,
    fields: {},
    proven: defined({ ...note, state: 'notice', at_ms: opened }),
    ...(over.length > 0 ? { also: over } : {}),
  };
}

export const tickets: DocumentShape = {
  name: 'incident-tickets',
  score: 0.93,
  fits: (value) => (shareOf(mainList(value) ?? [], isIncident) > 0.5 ? 'incident tickets of a service desk' : null),
  *read(document: Located): Generator<ReadResult> {
    for (const item of mainList(document.value) ?? []) yield ticketRecord(asObject(item), document.lineOf(item));
  },
};
