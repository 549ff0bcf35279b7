/** How a line carries a payload that it tells of: under which names, and when the JSON behind a status is the body of an answer. */
import type { Value } from './format.js';

/** Of a member of the record: `record: {…}`. */
const MEMBER = /^(?:value|record|entity|document|doc|after|object|content|row|message|event)$/i;
/** Before the JSON that ends a message: `received body={…}`. */
const BEFORE = /^(?:(?:message_?|event_?|request_?|req_?)?(?:body|payload|content|value)|message|msg|event|record|entity|document)$/i;

export const carriesPayload = (member: string): boolean => MEMBER.test(member);
export const namesPayload = (word: string | null): boolean => word !== null && BEFORE.test(word);

/** True for JSON that is the body of an answer rather than what a logger adds: it is short or tells of errors, and counts no attempts. */
export const isBody = (json: Readonly<Record<string, Value>>): boolean =>
  (typeof json['error'] === 'object' || 'errors' in json || Object.keys(json).length <= 3) &&
  !('attempt' in json) &&
  !('timestamp' in json);
