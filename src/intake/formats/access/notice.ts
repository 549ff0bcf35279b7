/** Lines in which a server tells of itself among those of its requests: started, stopped, a backend that is down. */

/** What begins the notices of servers: a level or a process in brackets, each followed by blanks, and a colon. */
const LABEL =
  /^(?:\[?(?:emerg|alert|crit|error|err|warn(?:ing)?|notice|info|debug)\]?\s*:?\s+|[[(]?pid[\s:=]*\d+[\])]?:?\s+|[[(]\d+[\])]:?\s*|:\s+)*/i;
/** The first word of a sentence, or what a notice is about. */
const FIRST = /^(?:[A-Z][a-z]+|backend|frontend|listener|proxy|server|worker|upstream)(?=\s)/;
/** What only the line of a request holds, whole or cut. */
const OF_REQUEST = /\bHTTP\/\d|\[\d{1,2}\/[A-Z][a-z]{2}\/\d{4}|\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/|https?:\/\//;

/** True for a sentence of the server about itself: a record of its own, not a broken request. */
export function isNotice(line: string): boolean {
  const said = line.slice(0, 400).replace(LABEL, '');
  const quotes = said.split('"').length - 1;
  return quotes % 2 === 0 && !OF_REQUEST.test(said) && FIRST.test(said) && mostAreWords(said);
}

/** At least two plain words, and half of what is said first: names of servers and figures stand between them. */
function mostAreWords(text: string): boolean {
  const first = text.split(/\s+/).slice(0, 8);
  const words = first.filter((word) => /^[A-Za-z]{2,}[.,:;]?$/.test(word)).length;
  return words >= 2 && words >= first.length / 2;
}
