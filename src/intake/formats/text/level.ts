/** Level words of plain-text logs. */
import { once } from '../../../util/once.js';
import { levelsInText } from '../../vocabulary/levels.js';

/** One letter, as glog, Android and klog mark a line. */
const LETTER = '[DIWEFVTC]';

const patterns = once(() => {
  const { any, abroad, capital } = levelsInText();
  // Oracle and others count the kinds of their log: LOG1.
  const small = `${any.join('|')}|log\\d`;
  const upper = `${[...any.map((word) => word.toUpperCase()), ...abroad].join('|')}|LOG\\d`;
  // "Error reading the file" is a sentence, "Error: …" may be the name of an exception.
  const titled = capital.filter((word) => word !== 'Error').join('|');
  return {
    word: new RegExp(`^(?:${small}|${upper}|${titled}|Error|Note|System|${LETTER})$`),
    capitals: new RegExp(`(?:${upper}|${LETTER}(?=[\\s,|:]))(?![\\w.-])`, 'y'),
    small: new RegExp(`(?:${small})(?=[:\\s|\\]]|$)`, 'y'),
    titled: new RegExp(`(?:${titled}|Error(?= ))(?=[:\\s|\\]]|$)`, 'y'),
  };
});

/** True when a text, as in brackets, is a level and nothing else. */
export function isLevel(text: string): boolean {
  return patterns().word.test(text);
}

function lengthAt(pattern: RegExp, line: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(line) ? pattern.lastIndex - at : 0;
}

/** Length of the level word in capitals at a place; 0 when there is none. */
export function capitalLevelAt(line: string, at: number): number {
  return lengthAt(patterns().capitals, line, at);
}

/** Length of the level word in small letters or with a capital at a place; 0 when there is none. */
export function smallLevelAt(line: string, at: number): number {
  return lengthAt(patterns().small, line, at) || lengthAt(patterns().titled, line, at);
}
