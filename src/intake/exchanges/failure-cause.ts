/** The part of a message that says why something failed or was refused. */
import { wordPairs } from '../messages/named-words.js';
import { templateOf } from '../messages/template.js';

/** The line of a printed report that says what went wrong: `Message   : trader not active`. */
const LABELLED = /^[ \t]*(?:(?:error )?message|detail|reason|description|fault ?string|cause)[ \t]*[:=][ \t]*(\S.{3,})$/im;

/** What is said behind a cause of how often was tried: ` (attempt 2 of 8, next in 90 s)`, `; retrying in 1s`, `, Versuch 2`. */
const ON_TRIES =
  /(?<=\w{3}.*)\s*[([;,–-]\s*(?:will |now |next |n[äa]chste[rs]? |prochaine? |pr[óo]xim[oa] |prossim[oa] |volgende )?(?:attempts?|tr(?:y|ies|ying)|retr(?:y|ies|ying)|re-?tried|versuche?|essai|tentative?|tentativ[oa]|intento|reintent\w+|poging)\b[^:]*$/iu;

/** The part of a failure's message that names the cause: what follows the last colon, as far as its bracket, else all of it. */
export function tailOf(message: string): string {
  const labelled = message.includes('\n') ? LABELLED.exec(message)?.[1] : undefined;
  if (labelled !== undefined) return templateOf(labelled);
  const text = behindPairs(message) ?? message;
  const colon = text.lastIndexOf(': ');
  const tail = withinBracket(text.slice(0, Math.max(0, colon)), text.slice(colon + 2)).replace(ON_TRIES, '');
  return templateOf(colon > 0 && tail.length > 4 && !/^\S+=\S+$/.test(tail) ? tail : text);
}

/** `Activity error. WorkflowID A-1 ActivityType Pay Attempt 2 Error no seat left`: of values behind blanks the sentence comes last. */
function behindPairs(message: string): string | null {
  const found = /^(.*? [A-Z]\w* \S+) Error (\S.{3,})$/.exec(message);
  return found !== null && wordPairs(found[1]!).length >= 2 ? found[2]! : null;
}

/** `failed (HTTP 400: no such unit), attempt 2`: the cause ends where the bracket does that was open before it. */
function withinBracket(before: string, tail: string): string {
  if (before.lastIndexOf('(') <= before.lastIndexOf(')')) return tail;
  let open = 1;
  for (let at = 0; at < tail.length; at += 1) {
    if (tail[at] === '(') open += 1;
    else if (tail[at] === ')' && --open === 0) return tail.slice(0, at);
  }
  return tail;
}

/** Three words: less may be a name, a unit or the standard's phrase for the status. */
const PROSE = /(?:\p{L}{2,}[ '’-]+(?:\S{1,20} )?){2}\p{L}{2,}/u;

/** Where words of one's own stand behind a status: behind the last colon, in brackets or quotes, behind a dash. */
const PLACES = [/^.*: (.+)$/, /\(([^()]+)\)/, /["“«]([^"“”«»]+)["”»]/, / [–—-] (.+)$/];
const PAIRS_BEHIND = /(?:[\s,;]+[\w.-]+=\S+)+\s*$/;

/** `HTTP 400 289 ms try=1 fault env:Sender: unit code 7 is not in the list`: why a line that needs no word of failure says that a call was refused. */
export function causeOfRefusal(message: string, status: number): string | null {
  const at = new RegExp(`\\b${status}\\b`).exec(message)?.index;
  if (at === undefined) return null;
  const line = message.slice(at + 3).replace(/\n[\s\S]*$/, '');
  const before = message.slice(0, at);
  for (const place of PLACES) {
    const cause = withinBracket(before, place.exec(line)?.[1] ?? '')
      .replace(PAIRS_BEHIND, '')
      .replace(ON_TRIES, '')
      .replace(/^["“«]|["”»]$/g, '');
    if (PROSE.test(cause) && !/[{}=/]/.test(cause)) return templateOf(cause);
  }
  return null;
}
