import { describe, expect, it } from 'vitest';
import { capitalLevelAt, isLevel, smallLevelAt } from '../../../src/intake/formats/text/level.js';
import { levelNamed, levelsInText } from '../../../src/intake/vocabulary/levels.js';

describe('levelNamed', () => {
  it.each([
    ['INFO', 'info'],
    ['Warning', 'warn'],
    ['ERROR+1', 'error'],
    ['Fehler', 'error'],
    ['avertissement', 'warn'],
    ['E', 'error'],
    ['dpanic', 'fatal'],
    ['default', 'info'],
  ])('reads %s as %s', (word, level) => expect(levelNamed(word)).toBe(level));

  it.each(['shipped', 'statement', 'constructor', ''])('knows no level in %j', (word) => expect(levelNamed(word)).toBeNull());
});

describe('levels in plain text', () => {
  it.each(['ERROR', 'warn', 'Information', 'FEHLER', 'W', 'log3', 'DETAIL'])('takes [%s] for a level', (word) =>
    expect(isLevel(word)).toBe(true),
  );
  it.each(['fehler', 'Success', 'DEFAULT', 'w', 'ERRORS'])('takes [%s] for none', (word) => expect(isLevel(word)).toBe(false));

  it('reads the longest word at a place', () => {
    expect(capitalLevelAt('INFORMATION sent', 0)).toBe(11);
    expect(smallLevelAt('warning: slow', 0)).toBe(7);
  });

  it('takes the first word of a sentence for none', () => {
    expect(smallLevelAt('Note: slow', 0)).toBe(0);
    expect(smallLevelAt('Error: connect ECONNREFUSED', 0)).toBe(0);
    expect(capitalLevelAt('ERROR_CODE 7', 0)).toBe(0);
  });

  it('grades every word of a text that does not go with the line before', () => {
    const beside = new Set(['statement', 'detail', 'hint']);
    const { any, abroad, capital } = levelsInText();
    for (const word of [...any, ...abroad, ...capital].map((one) => one.toLowerCase()).filter((one) => !beside.has(one)))
      expect(levelNamed(word)).not.toBeNull();
  });
});
