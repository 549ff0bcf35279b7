import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { intake } from '../../src/intake/intake.js';
import { plainReason } from '../../src/intake/plan/reasons.js';
import { eventWriter } from '../../src/intake/records/event-stream.js';
import { Event } from '../../src/model/event.js';
import { Input } from '../../src/model/input.js';
import { stubNormalizer } from './stub-normalizer.js';
import { take, takeText, withFolder } from './with-files.js';

const LINE = '2026-01-02T10:00:00Z INFO order A-1001 sent';

describe('intake', () => {
  test('one file that cannot be read does not stop the others', async () => {
    const { inputs, events } = await take({
      'a.bin': Buffer.from('PK\x03\x04...'),
      'b.log': `${LINE}\n`,
      'c.log': '',
      'd.log.gz': gzipSync(LINE),
    });
    expect(inputs.map(({ path, format, records }) => [path, format, records])).toEqual([
      ['a.bin', 'unreadable', 0],
      ['b.log', 'timestamped-text', 1],
      ['c.log', 'empty', 0],
      ['d.log.gz', 'timestamped-text', 1],
    ]);
    expect(inputs[0]?.problems).toEqual([
      {
        line: null,
        reason:
          'The zip archive cannot be read (End of central directory record signature not found. Either not a zip file, or file is truncated); pack it anew.',
      },
    ]);
    expect(events.map(({ file }) => file)).toEqual(['b.log', 'd.log.gz']);
  });

  // As root every file can be read, so the words are tested apart from the files.
  test('what the system says of a path is told in words', () => {
    expect(plainReason({ code: 'EACCES' })).toBe('reading it is not permitted');
    expect(plainReason({ code: 'EPERM' })).toBe('reading it is not permitted');
    expect(plainReason({ code: 'ENOENT' })).toBe('there is no such file or folder');
    expect(plainReason(new Error('EIO: i/o error'))).toBe('EIO: i/o error');
  });

  test('an input is what its schema says, and states its time span', async () => {
    const { input } = await takeText(`${LINE}\n2026-01-02T10:05:00Z INFO done\n`);
    expect(Input.parse(input)).toMatchObject({ start: '2026-01-02T10:00:00Z', end: '2026-01-02T10:05:00Z', sourceRecords: 2, events: 2 });
    expect(JSON.stringify(input)).not.toContain(tmpdir());
  });

  test('events come in batches, in order, and progress is told', async () => {
    const lines = Array.from({ length: 5_000 }, (_, n) => `2026-01-02T10:00:00Z INFO order A-${n} sent`);
    const sizes: number[] = [];
    const seen: string[] = [];
    const told: number[] = [];
    await withFolder({ 'a.log': lines.join('\n') }, (folder) =>
      intake(
        [folder],
        async (events) => {
          sizes.push(events.length);
          seen.push(...events.map(({ title }) => title ?? ''));
        },
        { normalizer: stubNormalizer, onProgress: ({ events }) => told.push(events) },
      ),
    );
    expect(sizes).toEqual(Array.from({ length: 50 }, () => 100));
    expect(seen).toEqual(lines.map((line) => line.slice(26)));
    expect(told.length).toBeGreaterThan(0);
  });

  test('an error of the sink is not taken for one of the input', async () => {
    const failing = () => Promise.reject(new Error('disk full'));
    await withFolder({ 'a.log': LINE }, (folder) =>
      expect(intake([folder], failing, { normalizer: stubNormalizer })).rejects.toThrow('disk full'),
    );
  });

  test('a record that the normalizer stumbles over is malformed, with the reason', async () => {
    const { inputs } = await take(
      { 'a.log': `${LINE}\n${LINE}\n` },
      {
        normalizer: (context, sample) => ({
          ...stubNormalizer(context, sample),
          events: (record) => {
            if (record.line === 2) throw new Error('odd value');
            return stubNormalizer(context, sample).events(record);
          },
        }),
      },
    );
    expect(inputs[0]).toMatchObject({
      records: 2,
      sourceRecords: 1,
      malformed: 1,
      problems: [{ line: 2, reason: expect.stringContaining('odd value') }],
    });
  });

  test('standard input is read under the name of a dash', async () => {
    const events: Event[] = [];
    const inputs = await intake(['-'], (batch) => void events.push(...batch), {
      normalizer: stubNormalizer,
      stdin: () => Readable.from([`${LINE}\n`]),
    });
    expect(inputs[0]).toMatchObject({ path: '-', records: 1 });
    expect(events[0]).toMatchObject({ file: '-', line: 1 });
  });

  test('a line that is too long is malformed, the next one is read', async () => {
    const { input } = await takeText(`${LINE}\n${'x'.repeat(9 * 1024 * 1024)}\n${LINE}\n`);
    expect(input).toMatchObject({
      records: 3,
      sourceRecords: 2,
      malformed: 1,
      problems: [{ line: 2, reason: expect.stringContaining('longer than') }],
    });
  });

  test('an earlier output inside the input is left out with a note', async () => {
    const notes: string[] = [];
    const files = { 'a.log': LINE, 'review/findings.json': '{}', 'review/review.md': '', 'review/tickets/jira.csv': '' };
    const { inputs } = await take(files, { onNote: (note) => notes.push(note) });
    expect(inputs).toHaveLength(1);
    expect(notes).toHaveLength(1);
  });
});

describe('event streams', () => {
  const event = Event.parse({ file: 'logs/app.log', line: 12, kind: 'statement', at_ms: 1_767_348_000_000, template: 'order <id> sent' });

  test('what was written is read back as it was', async () => {
    const writer = eventWriter();
    writer.write({ ...event, text: 'order A-1001 sent' });
    writer.end();
    let text = '';
    for await (const chunk of writer) text += chunk;
    const { input, events } = await takeText(text);
    expect(input).toMatchObject({ format: 'caseharden-events', records: 1, events: 1, start: '2026-01-02T10:00:00Z' });
    expect(events).toEqual([event]);
  });

  test('a line that is no event is malformed, with the field that is wrong', async () => {
    const good = JSON.stringify(event);
    const { input } = await takeText([good, good, good, JSON.stringify({ ...event, line: 0 }), '{"file":'].join('\n'));
    expect(input).toMatchObject({ records: 5, sourceRecords: 3, malformed: 2 });
    expect(input.problems.map(({ line }) => line)).toEqual([4, 5]);
    expect(input.problems[0]?.reason).toContain('line:');
  });
});

test('a folder of nothing but blanks is empty, not an error', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'caseharden-'));
  await expect(intake([folder], () => {})).rejects.toThrow(/Found no file/);
  const { input } = await takeText('\n \n\n');
  expect(input).toMatchObject({ format: 'empty', records: 0, reason: 'The file holds blank lines only.' });
});
