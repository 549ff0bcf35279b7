/** The examples of docs/adding-a-format.md are read as the page says. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';
import { choicesAsked } from '../src/cli/choices.js';
import { type IntakeOptions, intake } from '../src/intake/intake.js';
import type { LineFormat } from '../src/intake/records/format.js';
import type { Event } from '../src/model/event.js';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-format-'));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const page = fs.readFileSync('docs/adding-a-format.md', 'utf8');
const blocks = (language: string): string[] =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map((match) => match[1] ?? '');
const [printer, scale] = blocks('text');

async function read(name: string, text: string | undefined, options: IntakeOptions) {
  const file = path.join(root, name);
  fs.writeFileSync(file, text ?? '');
  const events: Event[] = [];
  const [input] = await intake([file], (batch) => void events.push(...batch), options);
  return { events, input };
}

test('the mapping reads the label printer', async () => {
  const mapping = path.join(root, 'own.yaml');
  fs.writeFileSync(mapping, blocks('yaml')[0] ?? '');
  const { events, input } = await read('labels-march.log', printer, { choices: choicesAsked([], [mapping]) });
  expect(input).toMatchObject({ format: 'label-printer', records: 3, malformed: 0, events: 3 });
  expect(events[1]).toMatchObject(JSON.parse(blocks('json')[0] ?? '{}'));
  expect(events.map(({ status }) => status)).toEqual([200, 422, 200]);
  expect(input?.fields.find(({ field }) => field === 'status')?.from).toEqual(['result']);
});

test('the format reads the scale', async () => {
  const script = ts.transpileModule(blocks('ts')[0] ?? '', {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const loaded = (await import(`data:text/javascript,${encodeURIComponent(script.outputText)}`)) as { scale: LineFormat };
  const { events, input } = await read('scale.log', scale, { formats: [loaded.scale] });
  expect(input).toMatchObject({ format: 'scale', records: 3, malformed: 1, events: 2 });
  expect(input?.problems.map(({ line }) => line)).toEqual([3]);
  expect(events.map(({ record_key, signal }) => [record_key, signal])).toEqual([
    ['88001', 'succeeded'],
    ['88002', 'failed'],
  ]);
});
