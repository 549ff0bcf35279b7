import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { choicesAsked, outputAsked } from '../../../src/cli/choices.js';
import { intake } from '../../../src/intake/intake.js';
import { settledMappings } from '../../../src/intake/mapping/settle.js';
import { timeReader } from '../../../src/intake/mapping/time.js';
import type { Event } from '../../../src/model/event.js';
import { toYaml } from '../../../src/util/yaml.js';
import { withFolder } from '../with-files.js';

const JSON_LINES = [
  { zeit: '2026-03-04T09:00:00Z', satz: { nummer: 'K-77001' }, ergebnis: 'ACK', dauer: 1.5 },
  { zeit: '2026-03-04T09:00:02Z', satz: { nummer: 'K-77002' }, ergebnis: 'NAK', dauer: 0.25 },
]
  .map((line) => JSON.stringify(line))
  .join('\n');

const OWN = `mappings:
  - name: own
    files: ["*.ndj"]
    format: json
    time: zeit
    fields:
      record_key: satz.nummer
      status: { from: ergebnis, values: { ACK: 200, NAK: 409 } }
      duration_ms: { from: dauer, unit: s }
    constants: { service: bridge, target: erp.test, kind: exchange }
`;

async function eventsOf(folder: string, names: readonly string[], mapping?: string): Promise<Event[]> {
  const events: Event[] = [];
  const choices = mapping === undefined ? [] : choicesAsked([], [mapping]);
  await intake(
    names.map((name) => path.join(folder, name)),
    (batch) => void events.push(...batch),
    { choices },
  );
  return events;
}

test('paths in JSON, values in words, units and constants', () =>
  withFolder({ 'a.ndj': JSON_LINES, 'own.yaml': OWN }, async (folder) => {
    const events = await eventsOf(folder, ['a.ndj'], path.join(folder, 'own.yaml'));
    expect(events).toMatchObject([
      { record_key: 'K-77001', record_field: 'nummer', status: 200, duration_ms: 1500, at_ms: Date.UTC(2026, 2, 4, 9), target: 'erp.test' },
      { record_key: 'K-77002', status: 409, duration_ms: 250, service: 'bridge', kind: 'exchange' },
    ]);
  }));

test('columns of a table', () =>
  withFolder(
    {
      't.csv': 'a;b;c\n1772611200;X-1;done\n1772611260;X-2;broken\n',
      'own.yaml':
        'mappings:\n  - name: t\n    files: [t.csv]\n    format: csv\n    time: a\n    fields: { record_key: b, signal: { from: c, values: { done: succeeded, broken: failed } } }\n',
    },
    async (folder) => {
      const events = await eventsOf(folder, ['t.csv'], path.join(folder, 'own.yaml'));
      expect(events).toMatchObject([
        { record_key: 'X-1', signal: 'succeeded', at_ms: 1_772_611_200_000 },
        { record_key: 'X-2', signal: 'failed' },
      ]);
    },
  ));

describe('times', () => {
  test.each([
    [{ from: 't', form: 'dd.MM.yyyy HH:mm:ss', zone: 'Europe/Berlin' }, '29.03.2026 03:30:00', '2026-03-29T01:30:00.000Z'],
    [{ from: 't', form: 'dd.MM.yyyy HH:mm:ss', zone: 'Europe/Berlin' }, '28.03.2026 03:30:00', '2026-03-28T02:30:00.000Z'],
    [{ from: 't', zone: '+05:30' }, '2026-03-04 09:00:00', '2026-03-04T03:30:00.000Z'],
    [{ from: 't', zone: '+05:30' }, '2026-03-04T09:00:00Z', '2026-03-04T09:00:00.000Z'],
    [{ from: 't', form: 'yyyyMMddHHmmssSSS' }, '20260304090000250', '2026-03-04T09:00:00.250'],
  ])('%j: %s', (time, value, expected) => expect(timeReader(time)(value)).toBe(expected));
});

test('what was learned, written as a mapping and fed back, gives the same events', { timeout: 60_000 }, () =>
  withFolder({}, async (folder) => {
    for (const sample of ['nightly-inventory', 'double-orders', 'ledger-outage']) {
      const from = path.join('samples', sample);
      const mappings = await settledMappings([from], {});
      const file = path.join(folder, `${sample}.yaml`);
      fs.writeFileSync(file, toYaml({ mappings }));
      expect(
        mappings.some(({ fields }) => Object.keys(fields).length > 0),
        sample,
      ).toBe(true);
      const learned: Event[] = [];
      const mapped: Event[] = [];
      await intake([from], (batch) => void learned.push(...batch));
      await intake([from], (batch) => void mapped.push(...batch), { choices: choicesAsked([], [file]) });
      expect(mapped).toEqual(learned);
    }
  }),
);

describe('faults name the line, what is wrong and the mend', () => {
  const broken: readonly [string, string, string, RegExp][] = [
    ['a key of the file', 'constants:', 'constnats:', /own\.yaml:10: .*constnats.*did you mean constants\?/],
    ['a field', 'record_key', 'recrod_key', /own\.yaml:7: .*there is no field recrod_key; did you mean record_key\?/],
    ['a format', 'format: json', 'format: jsn', /own\.yaml:4: .*there is no format jsn; did you mean json\?/],
    ['a value', 'NAK: 409', 'NAK: refused', /own\.yaml:8: .*refused is no value of status/],
    ['a unit', 'unit: s', 'unit: sec', /own\.yaml:9: /],
    ['a zone', 'time: zeit', 'time: { from: zeit, zone: Mars/Olympus }', /own\.yaml:5: .*there is no zone Mars\/Olympus/],
    ['both kinds', 'format: json', 'format: json\n    lines: { pattern: x }', /needs either lines or format/],
    [
      'a group',
      'format: json',
      "lines: { pattern: '(?<satz>x)' }",
      /own\.yaml:7: .*the pattern has no group satz\.nummer; did you mean satz\?/,
    ],
    ['a pattern', 'format: json', "lines: { pattern: '(?<a>x' }", /own\.yaml:4: .*is no regular expression/],
    ['a pattern without end', 'format: json', "lines: { pattern: '(?<a>(x+)+)' }", /may take for ever/],
  ];
  test.each(broken)('%s', (_, right, wrong, message) =>
    withFolder({ 'own.yaml': OWN.replace(right, wrong) }, async (folder) => {
      expect(() => choicesAsked([], [path.join(folder, 'own.yaml')])).toThrow(message);
    }),
  );
});

describe('--format', () => {
  test('an unknown name, an unknown output, a missing pattern', () => {
    expect(() => choicesAsked(['*.log=pion'], [])).toThrow(/there is no format pion; did you mean pino\?/);
    expect(() => choicesAsked(['=pino'], [])).toThrow(/pattern of paths is missing/);
    expect(() => outputAsked(['jsno'])).toThrow(/there is no such output; did you mean json\?/);
    expect(outputAsked(['*.log=pino', 'json'])).toBe('json');
  });

  test('forces a format, says where it does not fit and which pattern matches nothing', () =>
    withFolder(
      { 'a.log': 'level=info msg=fine order=A-1\nlevel=info msg=well order=A-2\n', 'b.log': 'plain words\nmore words\n' },
      async (folder) => {
        const notes: string[] = [];
        const choices = choicesAsked(['a.log=text', 'b.log=logfmt', 'c/**=pino'], []);
        const inputs = await intake([folder], () => {}, { choices, onNote: (note) => notes.push(note) });
        expect(inputs.map(({ format }) => format)).toEqual(['text', 'logfmt']);
        expect(inputs[0]?.problems).toEqual([]);
        expect(inputs[1]?.problems[0]?.reason).toMatch(
          /--format b\.log=logfmt does not fit: no record reads as logfmt\. By its content the file is text/,
        );
        expect(notes).toEqual(['--format c/**=pino matches no file; paths look like a.log.']);
      },
    ));
});
