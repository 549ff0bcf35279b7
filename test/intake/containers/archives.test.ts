import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { tar, zip } from './pack.js';
import { withSource } from './sources.js';

const LOG = 'level=info msg=one\nlevel=info msg=two\n';
const OTHER = `level=info msg=${'three '.repeat(500)}\n`;
const FILES = [
  { name: 'logs/app.log', content: LOG },
  { name: 'logs.txt', content: OTHER },
  { name: 'a/b/c.log', content: LOG },
];
const READ = { 'x/a/b/c.log': LOG, 'x/logs/app.log': LOG, 'x/logs.txt': OTHER };

describe('an archive is read as a folder of its name', () => {
  test.each([
    ['zip', zip(FILES)],
    ['zip, stored', zip(FILES.map((file) => ({ ...file, stored: true })))],
    ['zip, written as a stream', zip(FILES.map((file) => ({ ...file, streamed: true })))],
    ['zip64', zip(FILES.map((file) => ({ ...file, zip64: true })))],
    ['zip with names of Windows', zip(FILES.map((file) => ({ ...file, name: file.name.replaceAll('/', '\\') })))],
    ['tar', tar(FILES)],
    ['tar from before ustar', tar(FILES.map((file) => ({ ...file, old: true })))],
    ['tar.gz', gzipSync(tar(FILES))],
    ['zip in gzip', gzipSync(zip(FILES))],
  ])('%s', async (_name, bytes) => {
    const { texts, notes } = await withSource(bytes);
    expect(texts).toEqual(READ);
    expect(Object.keys(texts)).toEqual(['x/a/b/c.log', 'x/logs/app.log', 'x/logs.txt']);
    expect(notes).toEqual([]);
  });

  test('each file can be read again, and knows when it was changed', async () => {
    for (const bytes of [zip(FILES), gzipSync(tar(FILES))]) {
      const { sources } = await withSource(bytes);
      for (let time = 0; time < 2; time++) expect(Buffer.concat(await sources[1]!.open().toArray()).toString()).toBe(LOG);
      expect(await sources[1]!.changed?.()).toBe(Date.UTC(2026, 0, 2, 10));
    }
  });

  test('archives inside archives are opened, three deep, each with its compression', async () => {
    const host = tar([
      { name: 'app.log', content: LOG },
      { name: 'old.log.gz', content: gzipSync(LOG) },
    ]);
    const { texts } = await withSource(zip([{ name: 'one.tar.gz', content: gzipSync(zip([{ name: 'two.tar', content: host }])) }]));
    expect(texts).toEqual({ 'x/one.tar.gz/two.tar/app.log': LOG, 'x/one.tar.gz/two.tar/old.log.gz': LOG });
  });

  test('deeper ones are left closed and said to be archives', async () => {
    let bytes = zip([{ name: 'app.log', content: LOG }]);
    for (let depth = 0; depth < 30; depth++) bytes = zip([{ name: 'n.zip', content: bytes }]);
    const { texts } = await withSource(bytes);
    expect(texts).toEqual({ 'x/n.zip/n.zip/n.zip': 'Error: The file is a zip archive, not text. Unpack or export it as text.' });
  });

  test('hidden files, resource forks and the output of an earlier audit are left out as in a folder', async () => {
    const names = ['.git/HEAD', '__MACOSX/._app.log', 'out/findings.json', 'out/review.md', 'out/tickets/jira.csv', 'app.log', 'logs/'];
    for (const bytes of [zip(names.map((name) => ({ name, content: LOG }))), tar(names.map((name) => ({ name, content: LOG })))]) {
      const { texts, notes } = await withSource(bytes);
      expect(Object.keys(texts)).toEqual(['x/app.log']);
      expect(notes).toEqual(['Folder x/out was left out: it holds the output of an earlier audit.']);
    }
  });

  test('one without files says so', async () => {
    for (const bytes of [zip([]), tar([{ name: 'logs/', type: '5' }])]) {
      const { texts, notes } = await withSource(bytes);
      expect(texts).toEqual({});
      expect(notes).toEqual(['x holds no file to read.']);
    }
  });

  test('an Office document is none', async () => {
    const { texts } = await withSource(
      zip([
        { name: '[Content_Types].xml', content: '<x/>' },
        { name: 'xl/sheet1.xml', content: '<x/>' },
      ]),
    );
    expect(texts).toEqual({ x: 'Error: The file is an Office document, not a bundle of logs. Export it as text or CSV.' });
  });
});

describe('a hostile or broken archive', () => {
  test('says which file is encrypted, and reads the others', async () => {
    const { texts } = await withSource(
      zip([
        { name: 'a.log', content: LOG, encrypted: true },
        { name: 'b.log', content: LOG },
      ]),
    );
    expect(texts['x/a.log']).toMatch(/^Error: It is encrypted; unpack the archive with its password/);
    expect(texts['x/b.log']).toBe(LOG);
  });

  test('says which file is packed in a way that is not read', async () => {
    const { texts } = await withSource(zip([{ name: 'a.log', content: LOG, method: 93 }]));
    expect(texts['x/a.log']).toMatch(/not read \(method 93\); unpack the archive/);
  });

  test('names that lead out are shown harmlessly and read in place', async () => {
    const files = [
      { name: '../../etc/cron.d/x', content: LOG },
      { name: '/etc/passwd', content: LOG },
      { name: 'C:\\a\nb.log', content: LOG },
    ];
    for (const bytes of [zip(files), tar(files)]) {
      const { texts, notes } = await withSource(bytes);
      expect(texts).toEqual({ 'x/a\ufffdb.log': LOG, 'x/etc/cron.d/x': LOG, 'x/etc/passwd': LOG });
      expect(notes).toEqual(['x holds 3 names that lead out of it; these files were read, and nothing is written outside.']);
    }
  });

  test('files that lie over one another are read once', async () => {
    const { texts, notes } = await withSource(
      zip([
        { name: 'a.log', content: LOG },
        { name: 'b.log', content: LOG, overlaps: true },
        { name: 'c.log', content: LOG },
      ]),
    );
    expect(texts).toEqual({ 'x/a.log': LOG, 'x/c.log': LOG });
    expect(notes.join()).toMatch(/1 of its files lie over others/);
  });

  test('a file whose checksum is wrong is read, and said to be damaged', async () => {
    const { texts, broken } = await withSource(zip([{ name: 'a.log', content: LOG, wrongSum: true }]));
    expect(texts).toEqual({ 'x/a.log': LOG });
    expect(broken['x/a.log']).toMatch(/checksum in the archive is another one/);
  });

  test.each([
    ['zip', zip(FILES)],
    ['zip, written as a stream', zip(FILES.map((file) => ({ ...file, streamed: true })))],
    ['zip, stored', zip(FILES.map((file) => ({ ...file, stored: true })))],
  ])('%s that was cut anywhere gives what it holds, or says that it cannot be read', async (_name, bytes) => {
    for (let length = 4; length < bytes.length; length += 29) {
      const { texts, notes } = await withSource(bytes.subarray(0, length));
      const whole = Object.entries(texts).filter(([path, text]) => text === READ[path as keyof typeof READ]);
      if (texts['x'] === undefined) expect(notes.join()).toMatch(/x is damaged or ends early/);
      else expect(texts['x']).toMatch(/^Error: The (?:zip archive cannot be read|file is a zip archive)/);
      for (const [path, text] of Object.entries(texts))
        if (path !== 'x') expect(READ[path as keyof typeof READ].startsWith(text.replace(/^Error.*/s, ''))).toBe(true);
      if (length > 200) expect(whole.length).toBeGreaterThan(0);
    }
  });

  test('tar that was cut gives what it holds and says so', async () => {
    const bytes = tar(FILES);
    const { texts, broken } = await withSource(bytes.subarray(0, 512 + 512 + 512 + 1000));
    expect(texts['x/logs/app.log']).toBe(LOG);
    expect(texts['x/logs.txt']).toBe(OTHER.slice(0, 1000));
    expect(broken['x/logs.txt']).toMatch(/The archive ends after 1000 of its 3016 bytes/);
  });

  test('tar.gz that was cut says so', async () => {
    const bytes = gzipSync(tar(FILES), { level: 0 });
    const { texts, notes } = await withSource(bytes.subarray(0, 2048));
    expect(texts['x/logs/app.log']).toBe(LOG);
    expect(notes.join()).toMatch(/x is not whole. The gzip data is damaged or ends early/);
  });

  test('what does not fit into memory is found again in the archive', async () => {
    for (const bytes of [gzipSync(tar(FILES)), tar(FILES)]) expect((await withSource(bytes, 0)).texts).toEqual(READ);
    const { texts } = await withSource(
      zip([
        { name: 'n.zip', content: zip(FILES) },
        { name: 'a.log', content: LOG },
      ]),
      0,
    );
    expect(texts['x/n.zip']).toMatch(/too large to be read from inside another; unpack the outer one/);
    expect(texts['x/a.log']).toBe(LOG);
  });

  test('links and devices in tar are left out and counted', async () => {
    const { texts, notes } = await withSource(
      tar([{ name: 'l', type: '2' }, { name: 'd', type: '3' }, { name: 'e', type: '3' }, ...FILES]),
    );
    expect(texts).toEqual(READ);
    expect(notes).toEqual([
      'x 1 of its entries are not files (symlink) and were left out.',
      'x 2 of its entries are not files (character-device) and were left out.',
    ]);
  });

  test('a bomb in zip stops, is told, and the files beside it are read', { timeout: 60_000 }, async () => {
    const { texts, broken } = await withSource(
      zip([
        { name: 'a.log', content: Buffer.alloc(300e6) },
        { name: 'b.log', content: LOG },
      ]),
    );
    expect(texts).toEqual({ 'x/a.log': '', 'x/b.log': LOG });
    expect(broken['x/a.log']).toMatch(/Unpacking was stopped/);
  });
});
