/** How much of what was sent an answer says was taken: "accepted 471 of 500", "480 von 500 Zeilen übernommen". */
import { memoOfMessages } from '../../util/memo.js';

const TAKEN =
  'accepted|took|taken|stored|imported|written|applied|booked|saved|posted|confirmed|acknowledged|loaded|inserted|registered|angenommen|übernommen|gespeichert|verbucht|gebucht|importiert|bestätigt|acceptée?s?|enregistrée?s?|importée?s?|reprise?s?|confirmée?s?|aceptad[oa]s?|registrad[oa]s?|importad[oa]s?|guardad[oa]s?|confirmad[oa]s?|accettat[oaie]|registrat[oaie]|importat[oaie]|confermat[oaie]|geaccepteerd|opgeslagen|geboekt|aceit[oa]s?|gravad[oa]s?';
const SHARE = String.raw`(\d{1,9}) ?(?:of|out of|von|sur|de|su|di|van|/) ?(\d{1,9})(?![\d.,:/-]*\d)`;
/** What else is counted so: how often something was tried. */
const TRIES = '(?! (?:attempts?|tries|retries|versuche?n?|essais|tentatives|tentativ[oi]|intentos|pogingen))';
const VERB_FIRST = new RegExp(String.raw`(?<![\p{L}\d])(?:${TAKEN})(?:: ?| )${SHARE}${TRIES}`, 'iu');
const VERB_LAST = new RegExp(String.raw`(?<![\p{L}\d./:-])${SHARE}${TRIES} (?:\p{L}+ ){0,3}(?:${TAKEN})(?!\p{L})`, 'iu');

/** `partial` where less was taken than was sent, `error` where nothing was; null where the text does not say so. */
export const takenIn = memoOfMessages((message: string): 'partial' | 'error' | null => {
  if (!/\d ?(?:[a-z]{1,3}( of)?|\/) ?\d/i.test(message)) return null;
  const m = VERB_FIRST.exec(message) ?? VERB_LAST.exec(message);
  if (m === null) return null;
  const [taken, sent] = [Number(m[1]), Number(m[2])];
  return taken >= sent ? null : taken === 0 ? 'error' : 'partial';
});
