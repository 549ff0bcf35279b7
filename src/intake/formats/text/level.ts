/** Level words of plain-text logs. */

const NAMES =
  'trace|debug|dbug|dbg|verbose|vrb|information|info|inf|notice|note|warning|warn|wrn|error|err|eror|fail|failure|critical|crit|fatal|ftl|severe|emergency|emerg|alert|panic|config|fine|finer|finest|success|http|silly|log\\d?|statement|detail|hint';
/** The words of other languages, as programs write them in capitals. */
const ABROAD =
  'FEHLER|WARNUNG|HINWEIS|SCHWERWIEGEND|ERREUR|AVERTISSEMENT|ALERTE|AVISO|ADVERTENCIA|ERRO|ERRORE|AVVISO|ATTENZIONE|FOUT|WAARSCHUWING';
const UPPER = `${NAMES.toUpperCase().replace('\\D', '\\d')}|${ABROAD}`;

/** A level word on its own: whole, in capitals, small letters or with a capital. */
const WORD = new RegExp(
  `^(?:${NAMES}|${UPPER}|Trace|Debug|Information|Info|Notice|Warning|Warn|Error|Critical|Fatal|Severe|Verbose|Note|System)$`,
);
const CAPITALS = new RegExp(`(?:${UPPER}|[DIWEFVTC](?=[\\s,|:]))(?![\\w.-])`, 'y');
const SMALL = new RegExp(`(?:${NAMES})(?=[:\\s|\\]]|$)`, 'y');
const TITLE = /(?:Trace|Debug|Information|Info|Notice|Warning|Warn|Critical|Fatal|Severe|Verbose|Error(?= ))(?=[:\s|\]]|$)/y;

/** True when a text, as in brackets, is a level and nothing else. */
export function isLevel(text: string): boolean {
  return WORD.test(text) || /^[DIWEFVTC]$/.test(text);
}

/** Length of the level word in capitals at a place; 0 when there is none. */
export function capitalLevelAt(line: string, at: number): number {
  CAPITALS.lastIndex = at;
  return CAPITALS.test(line) ? CAPITALS.lastIndex - at : 0;
}

/** Length of the level word in small letters or with a capital at a place; 0 when there is none. */
export function smallLevelAt(line: string, at: number): number {
  SMALL.lastIndex = at;
  if (SMALL.test(line)) return SMALL.lastIndex - at;
  TITLE.lastIndex = at;
  return TITLE.test(line) ? TITLE.lastIndex - at : 0;
}
