/** The words by which claims are understood, read from the file beside this one. */
import { readFileSync } from 'node:fs';
import { parseYaml } from '../../util/yaml.js';

const TOPICS = [
  'lost',
  'arrived',
  'twice',
  'refused',
  'late',
  'affected',
  'failing',
  'begins',
  'ends',
  'alerting',
  'lasting',
  'backoff',
  'attempts',
  'retries',
  'approximate',
  'unsure',
  'none',
  'all',
  'minutes',
  'hours',
  'seconds',
  'days',
  'calls',
] as const;
/** What a word tells of. */
export type Topic = (typeof TOPICS)[number];

interface ClaimWords {
  readonly patterns: Readonly<Record<Topic, RegExp>>;
  readonly numbers: ReadonlyMap<string, number>;
}

let known: ClaimWords | null = null;

/** Read once, when it is first needed. */
export function claimWords(): ClaimWords {
  known ??= read();
  return known;
}

/** True when a text holds a word of the topic. */
export function speaksOf(text: string, topic: Topic): boolean {
  return claimWords().patterns[topic].test(text);
}

function read(): ClaimWords {
  const data = parseYaml(readFileSync(new URL('words.yaml', import.meta.url), 'utf8')) as Record<Topic, string[]> & {
    numbers: Record<string, number>;
  };
  const patterns = Object.fromEntries(TOPICS.map((topic) => [topic, patternOf(data[topic])])) as Record<Topic, RegExp>;
  return { patterns, numbers: new Map(Object.entries(data.numbers)) };
}

function patternOf(words: readonly string[]): RegExp {
  const forms = words.map((word) =>
    word
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\*$/, '\\p{L}*')
      .replace(/\s+/g, '\\s+'),
  );
  return new RegExp(`(?<![\\p{L}\\p{N}-])(?:${forms.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}
