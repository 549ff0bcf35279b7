import { describe, expect, it } from 'vitest';
import { errorFolderIn } from '../../../src/intake/messages/error-folder.js';
import { readMessage } from '../../../src/intake/messages/message.js';
import { signalOf } from '../../../src/intake/messages/signal.js';

describe('folders of what could not be brought on its way', () => {
  it.each([
    ['INV-7.xml moved to /spool/out/error (now 4 files)', 'error', 4],
    ['12 files in the error folder', 'error folder', 12],
    ['3 files in /data/edi/rejected', 'rejected', 3],
    ['outbox 3 files, error folder 7 files', 'error folder', 7],
    ['Ausgang 0 Dateien, Fehlerablage 18 Dateien', 'fehlerablage', 18],
    ['dossier des rejets : 9 fichiers', 'dossier des rejets', 9],
    ['carpeta de errores: 5 archivos', 'carpeta de errores', 5],
    ['nach C:\\edi\\Fehler verschoben (jetzt 2 Dateien)', 'fehler', 2],
  ])('%s', (text, name, depth) => {
    expect(errorFolderIn(text)).toEqual({ name, depth });
    const { queue, depth: read } = readMessage(text);
    expect([queue, read]).toEqual([name, depth]);
  });

  it.each([
    'log written to /var/log/app/errors, 3 files',
    'GET /api/errors answered with 3 items',
    'posted to https://erp.test/in/error with 3 files',
    '3 errors in 12 files',
    'error: 7 files expected',
    'rejected 4 records of 12 files',
  ])('none: %s', (text) => {
    expect(errorFolderIn(text)?.depth ?? null).toBeNull();
    expect(readMessage(text).depth).toBeNull();
  });

  it.each([
    'INV-7.xml moved to /spool/out/error',
    'file moved to the error folder',
    'INV-7.xml nach /spool/fehlerablage verschoben',
    'INV-7.xml déplacé vers /srv/edi/rejets',
    'movido a la carpeta de rechazados',
  ])('what is put there is a dead letter: %s', (text) => {
    expect(signalOf(text, { level: 'error', status: null })).toBe('dead_lettered');
  });

  it.each([
    ['index moved to /data/search/main', 'info'],
    ['log file moved to /var/log/app/errors', 'info'],
    ['12 files in the error folder', 'info'],
  ] as const)('no dead letter: %s', (text, level) => {
    expect(['dead_lettered', 'failed']).not.toContain(signalOf(text, { level, status: null }));
  });
});
