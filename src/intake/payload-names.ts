/** Names under which a line carries a payload that it tells of. */

/** Of a member of the record: `record: {…}`. */
const MEMBER = /^(?:value|record|entity|document|doc|after|object|content|row|message|event)$/i;
/** Before the JSON that ends a message: `received body={…}`. */
const BEFORE = /^(?:(?:message_?|event_?|request_?|req_?)?(?:body|payload|content|value)|message|msg|event|record|entity|document)$/i;

export const carriesPayload = (member: string): boolean => MEMBER.test(member);
export const namesPayload = (word: string | null): boolean => word !== null && BEFORE.test(word);
