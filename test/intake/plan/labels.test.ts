import { describe, expect, it } from 'vitest';
import { labelsOf, noteLabel, stepOf } from '../../../src/intake/plan/labels.js';

const learned = (lines: readonly string[]) => {
  const counts = new Map();
  for (const line of lines) noteLabel('engine', line, counts);
  return labelsOf(counts);
};
const many = (...lines: ((n: number) => string)[]) => Array.from({ length: 12 }, (_, n) => lines.map((line) => line(n))).flat();

describe('the label of a step', () => {
  it.each<[string, string, (n: number) => string]>([
    ['Map Order', 'a run before it', (n) => `run-${n}a Map Order: order A-${n} mapped`],
    ['Post invoice', 'brackets', (n) => `Step 3 [Post invoice] invoice I-${n}`],
    ['Auftrag zuordnen', 'German', (n) => `Auftrag zuordnen: A-${n}`],
  ])('%s (%s)', (label, _, line) => {
    const labels = learned(many(line, (n) => `run-${n}a Send Out: order A-${n}`));
    expect(stepOf('engine', line(99), labels)).toBe(label);
    expect(stepOf('other', line(99), labels)).toBeNull();
  });

  it.each<[string, ((n: number) => string)[]]>([
    ['of one kind only', [(n) => `Result text: A-${n}`, (n) => `Result text: B-${n}`]],
    [
      'of too many kinds',
      [
        (n) => `Client ${'ABCDEFGHIJKLMNOP'[n]}x: on`,
        (n) => `Host ${'ABCDEFGHIJKLMNOP'[n]}y: on`,
        (n) => `Zone ${'ABCDEFGHIJKLMNOP'[n]}z: on`,
      ],
    ],
    ['on some lines', [(n) => `Map Order: A-${n}`, () => 'mapping', () => 'done']],
    ['words of failure', [(n) => `Error: A-${n}`, (n) => `Warning: A-${n}`]],
  ])('not: %s', (_, lines) => {
    expect(learned(many(...lines)).size).toBe(0);
  });
});
