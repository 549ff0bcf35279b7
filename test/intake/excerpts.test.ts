import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readExcerpts } from '../../src/intake/excerpts.js';
import { intake } from '../../src/intake/intake.js';
import { Event } from '../../src/model/event.js';
import { stubNormalizer } from './stub-normalizer.js';
import { withFolder } from './with-files.js';

function excerpts(files: Record<string, string | Buffer>, wanted: { file: string; line: number }[]) {
  return withFolder(files, async (folder) => {
    const inputs = await intake([folder], () => {}, { normalizer: stubNormalizer });
    return readExcerpts(wanted, inputs);
  });
}

const LINES = ['2026-01-02T10:00:00Z INFO a', '2026-01-02T10:00:01Z INFO b', '2026-01-02T10:00:02Z INFO c'].join('\n');

describe('readExcerpts', () => {
  test('gives the physical lines that are named, of packed files too', async () => {
    const found = await excerpts({ 'a.log': LINES, 'b.log.gz': gzipSync(LINES) }, [
      { file: 'a.log', line: 3 },
      { file: 'b.log.gz', line: 2 },
      { file: 'a.log', line: 99 },
      { file: 'no.log', line: 1 },
    ]);
    expect(Object.fromEntries(found)).toEqual({ 'a.log:3': '2026-01-02T10:00:02Z INFO c', 'b.log.gz:2': '2026-01-02T10:00:01Z INFO b' });
  });

  test('shows no secret, also not one at the cut', async () => {
    const token = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1gFWFOEjXk';
    const long = `2026-01-02T10:00:00Z INFO ${'x '.repeat(180)}authorization=Bearer ${token} ${'y'.repeat(500)}`;
    const found = await excerpts({ 'a.log': long }, [{ file: 'a.log', line: 1 }]);
    const text = found.get('a.log:1') as string;
    expect(text.length).toBeLessThanOrEqual(400);
    expect(text).not.toContain('eyJhbGci');
  });

  test('shows no cell under the name of a credential', async () => {
    const rows = ['order,partner_api_key,state', 'A-1001,f7Qm2Zx9Lw4Tn8Rb3Ky6,"open, late"', 'A-1002,b2Vx8Rk5Wd1Hs7Pc4Gj9,done'].join('\n');
    const found = await excerpts({ 'a.csv': rows }, [{ file: 'a.csv', line: 3 }]);
    expect(found.get('a.csv:3')).toBe('A-1002,[REDACTED:credential],done');
  });

  test('shows the line inside its wrapper', async () => {
    const line = (log: string) => JSON.stringify({ log: `${log}\n`, stream: 'stdout', time: '2026-01-02T10:00:00Z' });
    const found = await excerpts({ 'a.log': [line('level=info msg=a'), line('level=info msg=b')].join('\n') }, [
      { file: 'a.log', line: 2 },
    ]);
    expect(found.get('a.log:2')).toBe('level=info msg=b');
  });

  test('a line that only opens a bracket is joined with those after it', async () => {
    const found = await excerpts({ 'a.json': '[\n  {\n    "status": "firing"\n  }\n]\n' }, [{ file: 'a.json', line: 2 }]);
    expect(found.get('a.json:2')).toContain('"status": "firing"');
  });

  test('for events of a stream it is the text that came with them', async () => {
    const event = Event.parse({ file: 'logs/app.log', line: 7, kind: 'statement' });
    const found = await excerpts({ 'events.ndjson': `${JSON.stringify({ ...event, text: 'order A-1001 sent' })}\n` }, [
      { file: 'logs/app.log', line: 7 },
    ]);
    expect(found.get('logs/app.log:7')).toBe('order A-1001 sent');
  });

  test('takes very many places at once', async () => {
    const lines = Array.from({ length: 150_000 }, (_, n) => `level=info n=${n}`);
    const wanted = lines.map((_, n) => ({ file: 'a.log', line: n + 1 }));
    expect((await excerpts({ 'a.log': lines.join('\n') }, wanted)).size).toBe(150_000);
  });

  test('standard input can be quoted', async () => {
    const inputs = await intake(['-'], () => {}, { normalizer: stubNormalizer, stdin: () => Readable.from([LINES]) });
    expect((await readExcerpts([{ file: '-', line: 2 }], inputs)).get('-:2')).toBe('2026-01-02T10:00:01Z INFO b');
  });
});
