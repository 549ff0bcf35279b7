/** The files that make the views, and which of them an input asks for. */
import { expect, it } from 'vitest';
import type { Row } from '../../src/store/engine.js';
import { conditionOf, neededFiles, viewFiles } from '../../src/store/view-files.js';

const conditional = viewFiles().filter((file) => conditionOf(file) !== null);

/** An engine that answers every question alike. */
const answering = (answer: boolean) => ({
  rows: async (sql: string): Promise<Row[]> =>
    answer ? [...sql.matchAll(/SELECT (\d+) AS file/g)].map(([, file]) => ({ file: Number(file) })) : [],
});

it('files that no event asks for are left out, and no others', async () => {
  expect(conditional.length).toBeGreaterThan(0);
  const names = (files: readonly { readonly name: string }[]) => files.map(({ name }) => name);
  expect(names(await neededFiles(answering(true)))).toEqual(names(viewFiles()));
  expect(names(await neededFiles(answering(false)))).toEqual(names(viewFiles().filter((file) => conditionOf(file) === null)));
});

it.each(conditional)('$name makes no view, so that it may be left out', ({ sql }) => {
  const made = [...sql.matchAll(/^CREATE (.*?)(?:TABLE|VIEW) (\w+)/gm)];
  for (const [, how, name] of made) {
    expect(how, `${name} would be missing where the file is left out`).toBe('TEMP ');
    expect(sql).toContain(`DROP TABLE ${name};`);
  }
});
