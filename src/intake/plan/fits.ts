/** Which values fit a field whose name means other things elsewhere. */

import { isProcedure } from '../exchanges/procedure.js';
import type { PathNode } from './paths.js';

const ANSWER = /^(?!.*err).*(?:body|resp|reply|answer|antwort|respuesta|r[eé]ponse|resposta|risposta|antwoord)/;

/** Names that mean different things are told apart by their values. */
export function fits(field: string, value: string | number | boolean, node: PathNode): boolean {
  const name = node.last;
  // What is neither JSON nor XML is the body of an answer where the name says so; `result: OK` tells of the line.
  if (field.endsWith('_body') && typeof value === 'string' && !/^\s*[[{<]/.test(value))
    return field === 'response_body' && ANSWER.test(name);
  if (field === 'service' && name === 'name') return !/[.\s#]|^\d/.test(String(value));
  if (field === 'logger' && name === 'name') return /^[\w.$-]+$/.test(String(value));
  if (field === 'topic' && (name === 'type' || name === 'kind'))
    return /[./:_]/.test(String(value)) && !/^(?:access_log|http|log)/i.test(String(value));
  // What is numbered is a record or a run; steps have names.
  if (field === 'step') return /^\p{L}/u.test(String(value)) && !/\d{3}/.test(String(value));
  if (field === 'version' && name === '@version') return false;
  // The number of a delivery is small where it counts tries; a delivery note has a long one.
  if (field === 'attempt' && name.startsWith('delivery') && /(?:no|number|seq)$/.test(name)) return Number(value) <= 50;
  // `after=3` may count anything.
  if (field === 'duration' && name === 'after') return /^\d+(?:\.\d+)?\s?[mµu]?s$/.test(String(value));
  if (field === 'location') return String(value).includes('/');
  if (field === 'service') return !/^\d/.test(String(value));
  if (field === 'client') return !/\.\w{1,4}:\d+$/.test(String(value));
  if (field === 'topic' && name === 'subject') return !/\s/.test(String(value));
  if (field === 'code' && (name === 'reason' || name === 'type')) return /^[\w.-]+$/.test(String(value));
  if (field === 'retry_after' || field === 'limit_reset') return /\d/.test(String(value));
  if (field === 'host' && name === 'host') return String(value).includes('.');
  if (field === 'operation' && isProcedure(String(value))) return true;
  if (field === 'operation' && /soap_?action/.test(name)) return String(value).length < 200;
  // One letter says what a change log did with a row (c, u, d).
  if (field === 'operation' && name === 'op') return /^[A-Za-z_][\w.:/-]{2,59}$/.test(String(value));
  if (field === 'operation' || field === 'target') return !/^\d+$|^\/|:\/\//.test(String(value)) && String(value).length < 60;
  return true;
}
