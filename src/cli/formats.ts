/** `caseharden formats`: what can be read, by name. */
import { aboutFormats } from '../intake/formats/about.js';
import { print, widthOf, wrap } from './terminal.js';

const KINDS: Readonly<Record<string, string>> = {
  wrapper: 'Around the lines of another format',
  lines: 'Line by line',
  document: 'Read whole',
};

/** Exit status 0. */
export async function listFormats(): Promise<number> {
  const formats = aboutFormats();
  const width = Math.max(...formats.map(({ name }) => name.length)) + 2;
  const blocks = Object.entries(KINDS).map(([kind, title]) => {
    const rows = formats
      .filter((format) => format.kind === kind)
      .flatMap(({ name, about }) =>
        wrap(about, widthOf(process.stdout) - width - 2).map((line, i) => `  ${(i === 0 ? name : '').padEnd(width)}${line}`),
      );
    return [title, ...rows].join('\n');
  });
  await print(`${blocks.join('\n\n')}\n\nFiles of none of these: write a mapping, see docs/adding-a-format.md.\n`);
  return 0;
}
