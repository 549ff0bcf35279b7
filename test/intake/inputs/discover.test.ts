import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { discover } from '../../../src/intake/inputs/discover.js';
import { UserError } from '../../../src/util/user-error.js';
import { withFolder } from '../with-files.js';

const noStdin = () => Readable.from([]);
const paths = (found: { sources: readonly { path: string }[] }) => found.sources.map((source) => source.path);

describe('discover', () => {
  test('lists a folder recursively, sorted, without its own name', () =>
    withFolder({ 'b.log': 'x', 'a/z.log': 'x', 'a/b/c.log': 'x' }, async (folder) => {
      expect(paths(await discover([folder], noStdin))).toEqual(['a/b/c.log', 'a/z.log', 'b.log']);
    }));

  test('keeps paths apart when several folders are given', () =>
    withFolder({ 'one/app.log': 'x', 'two/app.log': 'x' }, async (folder) => {
      const found = paths(await discover([path.join(folder, 'one'), path.join(folder, 'two')], noStdin));
      expect(found).toEqual(['one/app.log', 'two/app.log']);
    }));

  test('reads a file that is named twice once', () =>
    withFolder({ 'app.log': 'x' }, async (folder) => {
      const file = path.join(folder, 'app.log');
      expect(paths(await discover([file, file], noStdin))).toHaveLength(1);
      expect(paths(await discover([file, folder], noStdin))).toHaveLength(1);
    }));

  test('leaves hidden files and symbolic links out', () =>
    withFolder({ 'app.log': 'x', '.DS_Store': 'x', '.git/HEAD': 'x', 'deep/x.log': 'x' }, async (folder) => {
      symlinkSync('/etc', path.join(folder, 'elsewhere'));
      const found = await discover([folder], noStdin);
      expect(paths(found)).toEqual(['app.log', 'deep/x.log']);
      expect(found.notes).toEqual(['elsewhere was left out: it is a symbolic link.']);
    }));

  test('leaves the output of an earlier audit out and says so', () =>
    withFolder({ 'app.log': 'x', 'out/findings.json': '{}', 'out/review.md': 'x', 'out/tickets/jira.csv': 'x' }, async (folder) => {
      const found = await discover([folder], noStdin);
      expect(paths(found)).toEqual(['app.log']);
      expect(found.notes.join()).toMatch(/out was left out: it holds the output of an earlier audit/);
    }));

  test('says which path is missing and what to do', async () => {
    await expect(discover(['/no/such/folder'], noStdin)).rejects.toThrow(UserError);
    await expect(discover(['/no/such/folder'], noStdin)).rejects.toThrow(/Cannot read \/no\/such\/folder: there is no such file or folder/);
  });

  test('an empty folder is an error of the user', () =>
    withFolder({}, async (folder) => {
      await expect(discover([folder], noStdin)).rejects.toThrow(/Found no file to read/);
    }));

  test('a dash stands for standard input, which can be read again', async () => {
    const { sources } = await discover(['-'], () => Readable.from([Buffer.from('a\n'), Buffer.from('b\n')]));
    const source = sources[0];
    expect(source?.path).toBe('-');
    for (let time = 0; time < 2; time++) {
      const chunks = await source?.open().toArray();
      expect(Buffer.concat(chunks ?? []).toString()).toBe('a\nb\n');
    }
  });
});
