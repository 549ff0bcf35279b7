/** Input that is broken, strange or made to do harm: told, bounded, and the rest is read. */
import { appendFileSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDelivery } from '../../src/intake/delivery.js';
import { discover } from '../../src/intake/inputs/discover.js';
import { openText } from '../../src/intake/inputs/open.js';
import { spooled } from '../../src/intake/inputs/spool.js';
import { intake } from '../../src/intake/intake.js';
import { openLedger } from '../../src/intake/ledger.js';
import { createNormalizing } from '../../src/intake/normalizing.js';
import { readDocument } from '../../src/intake/records/documents.js';
import { sampleOf } from '../../src/intake/records/sample.js';
import type { Event } from '../../src/model/event.js';
import { tar, zip } from './containers/pack.js';
import { take, withFolder } from './with-files.js';

const LINE = 'time=2026-01-02T10:00:00Z level=info msg=sent\n';
const noStdin = () => Readable.from([]);

async function textOf(open: () => Readable): Promise<{ text: string; broken: string | null }> {
  const { chunks, totals } = openText(open);
  let text = '';
  for await (const chunk of chunks) text += chunk;
  return { text, broken: totals.broken };
}

describe('each kind of broken file is told, and does not stop the others', () => {
  test.each<[string, string | Buffer, string, RegExp]>([
    ['empty', '', 'empty', /^The file is empty/],
    ['only blanks', ' \n\t\n\n', 'empty', /blank lines only/],
    ['binary', Buffer.from(Array.from({ length: 4000 }, (_, n) => (n * 7) % 256)), 'unreadable', /binary data/],
    ['gzip cut in its header', gzipSync(LINE).subarray(0, 10), 'empty', /^The file is empty/],
    ['xz', Buffer.from('\xfd7zXZ\x00\x00\x04', 'latin1'), 'unreadable', /unxz FILE/],
  ])('%s', async (name, content, format, reason) => {
    const { inputs } = await take({ 'a-file': content, 'b.log': LINE });
    const input = inputs[0];
    expect(inputs.at(-1)?.records).toBe(1);
    expect(input?.format).toBe(format);
    expect(input?.reason).toMatch(reason);
    if (name.startsWith('gzip')) expect(input?.problems[0]?.reason).toMatch(/damaged or ends early/);
  });

  test('a last line that was cut is one record', async () => {
    const { inputs } = await take({ 'a.log': '{"level":"info","msg":"a"}\n{"level":"info","msg":"b"}\n{"level":"in' });
    expect(inputs[0]).toMatchObject({ records: 3 });
  });

  test('a line of 100 MB is one malformed record, in bounded memory', { timeout: 60_000 }, async () => {
    const part = Buffer.alloc(1_000_000, 'x');
    const { inputs } = await take({ 'a.log': Buffer.concat([Buffer.from(LINE), ...Array(100).fill(part), Buffer.from(`\n${LINE}`)]) });
    expect(inputs[0]).toMatchObject({ records: 3, sourceRecords: 2, malformed: 1 });
    expect(inputs[0]?.problems[0]).toMatchObject({ line: 2, reason: expect.stringContaining('longer than 8388608 characters') });
  });
});

test('a document that would not fit into memory is one malformed record that says what to do', async () => {
  async function* text() {
    const part = ' '.repeat(1_000_000);
    for (let n = 0; n <= 100; n++) yield part;
  }
  const read = () => {
    throw new Error('it must not be read');
  };
  const ledger = openLedger();
  const format = { name: 'json', kind: 'document', fit: () => ({ score: 1, reason: '' }), read } as const;
  const normalizing = createNormalizing({ file: 'a', format: 'json' }, ledger, () => {});
  await readDocument(
    format,
    text(),
    sampleOf('', true, 'a'),
    ledger,
    normalizing,
    createDelivery(() => {}),
  );
  expect(ledger).toMatchObject({ malformed: 1, sourceRecords: 0 });
  expect(ledger.problems[0]?.reason).toMatch(/it has 101000000 characters, and more than 100000000 are not read at once. Split it/);
});

describe('files', () => {
  test('that grow are read as they were found; that shrink or vanish say so', () =>
    withFolder({ 'grows.log': LINE, 'shrinks.log': LINE + LINE, 'vanishes.log': LINE }, async (folder) => {
      const { sources } = await discover([folder], noStdin);
      appendFileSync(path.join(folder, 'grows.log'), LINE);
      truncateSync(path.join(folder, 'shrinks.log'), LINE.length);
      rmSync(path.join(folder, 'vanishes.log'));
      const open = (name: string) => sources.find((source) => source.path === name)!.open;
      expect(await textOf(open('grows.log'))).toEqual({ text: LINE, broken: null });
      expect(await textOf(open('shrinks.log'))).toEqual({
        text: LINE,
        broken: expect.stringContaining('has become shorter while it was read'),
      });
      await expect(textOf(open('vanishes.log'))).rejects.toThrow(/ENOENT/);
    }));

  test('with strange names are read, and shown harmlessly', () =>
    withFolder({ 'b.log': LINE }, async (folder) => {
      writeFileSync(path.join(folder, 'a\n\u001b[31m.log'), LINE);
      for (const byte of [0xe4, 0xe5]) writeFileSync(Buffer.concat([Buffer.from(`${folder}/x`), Buffer.from([byte])]), LINE);
      const { sources } = await discover([folder], noStdin);
      expect(sources.map((source) => source.path)).toEqual([
        'a\ufffd\ufffd[31m.log',
        'b.log',
        'x\ufffd',
        expect.stringMatching(/^x\ufffd \(\d\)$/),
      ]);
      for (const { open } of sources) expect((await textOf(open)).text).toBe(LINE);
    }));

  test('in links that lead in a circle, and deep below, end', () =>
    withFolder({ 'a.log': LINE }, async (folder) => {
      symlinkSync('.', path.join(folder, 'loop'));
      const deep = path.join(folder, ...Array(300).fill('d'));
      mkdirSync(deep, { recursive: true });
      writeFileSync(path.join(deep, 'x.log'), LINE);
      const { sources, notes } = await discover([folder], noStdin);
      expect(sources.map((source) => source.path.length)).toEqual([5, 605]);
      expect(notes).toEqual(['loop was left out: it is a symbolic link.']);
    }));

  test('named as a device are left out, and do not block', () =>
    withFolder({ 'a.log': LINE }, async (folder) => {
      const { sources, notes } = await discover([folder, '/dev/zero'], noStdin);
      expect(sources).toHaveLength(1);
      expect(notes).toEqual(['/dev/zero was left out: it is a device or a socket.']);
    }));
});

describe('what can be read once', () => {
  test('is whole at each look, however far the look before it went', async () => {
    const open = spooled(() => Readable.from(['a\n', 'b\n', 'c\n'].map((part) => Buffer.from(part))));
    for await (const _first of open()) break;
    for (let look = 0; look < 2; look++) expect((await textOf(open)).text).toBe('a\nb\nc\n');
  });

  test('says when it is too long for a second look', async () => {
    const open = spooled(() => Readable.from(['a\n', 'b\n'].map((part) => Buffer.from(part))), 3);
    expect(await textOf(open)).toEqual({ text: 'a\nb\n', broken: null });
    expect((await textOf(open)).broken).toMatch(/cannot be read a second time/);
  });

  test('that ends early counts', async () => {
    async function* failing() {
      yield Buffer.from(LINE);
      throw new Error('the pipe broke');
    }
    expect(await textOf(spooled(() => Readable.from(failing())))).toEqual({
      text: LINE,
      broken: 'Reading stopped before the end: the pipe broke.',
    });
  });
});

/** Content in any encoding, packed in any way, cut anywhere, with damage in the middle. */
const content = fc
  .record({
    lines: fc.array(fc.constantFrom(LINE, '{"level":30,"msg":"größe"}\n', '\n', 'plain words\n', '\tat a.B.c(D.java:1)\n'), {
      maxLength: 30,
    }),
    encoding: fc.constantFrom('utf8', 'utf16le', 'latin1'),
    pack: fc.constantFrom('none', 'gzip', 'zip', 'tar', 'tgz'),
    cut: fc.nat({ max: 3000 }),
    flips: fc.array(fc.tuple(fc.nat({ max: 3000 }), fc.nat({ max: 255 })), { maxLength: 3 }),
  })
  .map(({ lines, encoding, pack, cut, flips }) => {
    const plain = Buffer.from(lines.join(''), encoding as BufferEncoding);
    const files = [
      { name: 'a.log', content: plain },
      { name: 'b/c.log', content: LINE },
    ];
    const packed = {
      none: () => plain,
      gzip: () => gzipSync(plain),
      zip: () => zip(files),
      tar: () => tar(files),
      tgz: () => gzipSync(tar(files)),
    }[pack as 'none']();
    const bytes = Buffer.from(packed.subarray(0, Math.max(1, packed.length - (cut % 3 === 0 ? 0 : cut))));
    for (const [at, byte] of flips) if (at < bytes.length) bytes[at] = byte;
    return bytes;
  });

test('every record is accounted for, whatever the packing, the encoding and the damage', { timeout: 120_000 }, () =>
  fc.assert(
    fc.asyncProperty(content, async (bytes) => {
      const { inputs, events } = await take({ 'a-file': bytes, 'z.log': LINE });
      for (const input of inputs) expect(input.records).toBe(input.sourceRecords + input.malformed + input.skipped);
      expect(inputs.at(-1)).toMatchObject({ path: 'z.log' });
      expect(inputs.some((input) => input.path === 'z.log' && (input.records === 1 || input.format === 'copy'))).toBe(true);
      expect(events.length).toBe(inputs.reduce((sum, input) => sum + input.events, 0));
    }),
    { numRuns: 120 },
  ),
);

test('a level that is the name of something every object has is no level', async () => {
  const lines = ['constructor', '__proto__', 'toString'].map((level) =>
    JSON.stringify({ time: '2026-01-02T10:00:00Z', level, msg: 'sent' }),
  );
  const events: Event[] = [];
  await withFolder({ 'a.log': lines.join('\n') }, (folder) => intake([folder], (batch) => void events.push(...batch)));
  expect(events.map(({ level }) => level)).toEqual([null, null, null]);
});
