/** Statuspage incidents: what was told to customers, and when. One update is one record. */
import type { ReadResult, Value } from '../../records/format.js';
import { defined } from '../json/http.js';
import type { Located } from '../json/located.js';
import { asList, asObject, asText, at } from '../json/value.js';
import { apiTime } from './alert.js';
import type { DocumentShape } from './json-document.js';

/** What the word of a status page says about the course of an incident. */
const STATES: Readonly<Record<string, string>> = {
  investigating: 'detected',
  identified: 'detected',
  monitoring: 'mitigated',
  resolved: 'resolved',
  postmortem: 'resolved',
};

const incidents = (value: Value): readonly Value[] => (Array.isArray(value) ? value : asList(at(value, 'incidents')));

/** Updates stand newest first in the answer; records follow the text, the time tells their order. */
function* read(document: Located): Generator<ReadResult> {
  for (const item of incidents(document.value)) {
    const incident = asObject(item);
    const updates = asList(incident.incident_updates);
    for (const update of updates.length > 0 ? updates : [item]) {
      const one = asObject(update);
      const ms = apiTime(one.display_at ?? one.created_at);
      const status = asText(one.status);
      const text = [asText(incident.name), asText(one.body)].filter((part) => part !== null).join(': ');
      yield {
        line: document.lineOf(update),
        time: ms,
        message: text,
        fields: { impact: incident.impact ?? null, status },
        proven: defined({ kind: 'note', title: text, at_ms: ms, state: STATES[status ?? ''] ?? null }),
      };
    }
  }
}

export const statuspage: DocumentShape = {
  name: 'statuspage',
  fits: (value) => (at(incidents(value)[0], 'incident_updates') !== undefined ? 'incidents of a status page with their updates' : null),
  read,
};
