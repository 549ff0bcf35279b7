/** The terminal: standard output for results, standard error for everything else, colour only where a person looks. */
import { Chalk, type ChalkInstance } from 'chalk';
import type { Paint } from '../report/summary.js';

/** Colours for a stream: none when it is not a terminal or NO_COLOR is set (https://no-color.org). */
export function coloursFor(stream: NodeJS.WriteStream): ChalkInstance {
  const plain = !stream.isTTY || Boolean(process.env.NO_COLOR) || process.env.TERM === 'dumb';
  return new Chalk({ level: plain ? 0 : 1 });
}

/** What the summary is painted with. */
export function paint(colours: ChalkInstance): Paint {
  const { red, yellow, cyan, dim, bold, green } = colours;
  return { critical: colours.bold.red, high: red, medium: yellow, low: cyan, info: dim, bold, dim, good: green };
}

/** Width to write for, in characters: the terminal's, at most 100; 80 when it is not one. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return stream.isTTY && stream.columns ? Math.max(60, Math.min(stream.columns, 100)) : 80;
}

/**
 * Writes to standard output and waits until it is taken, so that a pipe never fills the memory.
 * A reader that went away (EPIPE, as with `| head`) gives false: there is no reason to go on.
 */
export function print(text: string): Promise<boolean> {
  // The callback below is told of every failure; without a listener Node would end the program as well.
  if (process.stdout.listenerCount('error') === 0) process.stdout.on('error', () => {});
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (!error) resolve(true);
      else if ('code' in error && error.code === 'EPIPE') resolve(false);
      else reject(error);
    });
  });
}

export function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Control characters out: text from logs must not steer the terminal. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the purpose
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

/** Breaks text at blanks into lines of at most `width` characters; a longer word is broken hard. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).flatMap((part) => part.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [])) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
