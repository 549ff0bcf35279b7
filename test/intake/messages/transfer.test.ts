import { describe, expect, it, test } from 'vitest';
import { createNormalizer } from '../../../src/intake/normalize.js';

/** The event of one line among others of its file. */
function eventOf(message: string, others: readonly string[] = []) {
  const records = [message, ...others].map((text, index) => ({
    line: index + 1,
    time: '2026-03-01T10:00:00Z',
    message: text,
    fields: {},
  }));
  return createNormalizer({ file: 'agent.log', format: 'text' }, records).events(records[0]!)[0]!;
}

test('a transfer that is tried again names its file and what was wrong', () => {
  const said = 'sftp put sftp://edi.test/in/INV-7001.xml refused: permission denied (attempt 2 of 8, next try in 90 s)';
  expect(eventOf(said)).toMatchObject({ record_key: 'INV-7001.xml', error: 'permission denied', attempt: 2, wait_ms: 90_000 });
});

test('a protocol tells of a transfer beside calls of HTTP', () => {
  const line = 'sftp put sftp://edi.test/in/INV-7001.xml ok';
  expect(eventOf(line, ['POST https://erp.test/in -> 503', 'POST https://erp.test/in -> 200'])).toMatchObject({
    kind: 'exchange',
    target: 'edi.test',
  });
});

describe('transfers to a host', () => {
  it.each([
    ['XFR0417W upload file=INV-7001.xml host=edi.test:22 try=3 failed: connect ECONNREFUSED, next try in 2 s', 'upload', 'retry_scheduled'],
    ['sftp put INV-7001.xml to edi.test:22 failed: Connection refused', 'sftp put', 'failed'],
    ['[outbox] send file=INV-7001.xml server_name=edi.test timed out after 30 s', 'send', 'failed'],
    ['ftp upload INV-7001.xml -> ftp://drop:secret@edi.test/in: connect ETIMEDOUT', 'ftp upload', null],
    [
      'sftp put sftp://edi.test/in/INV-7001.xml refused: permission denied (attempt 2 of 8, next try in 90 s)',
      'sftp put',
      'retry_scheduled',
    ],
    [
      'SFTP PUT sftp://edi.test/ein/INV-7001.xml abgelehnt: [Errno 13] Permission denied (Versuch 1 von 8, nächster Versuch in 90 s)',
      'sftp put',
      'retry_scheduled',
    ],
    ['SFTP download report file=INV-7001.xml host=edi.test failed: connection reset by peer', 'sftp download', 'failed'],
    ['Übertragung file=INV-7001.xml host=edi.test fehlgeschlagen: ECONNRESET', 'übertragung', 'failed'],
    ['transfer file=INV-7001.xml host=edi.test done bytes=23076 try=1', 'transfer', 'succeeded'],
    ['AS2 send file=INV-7001.xml host=edi.test accepted', 'as2 send', 'succeeded'],
    ['envoi file=INV-7001.xml host=edi.test terminé', 'envoi', 'succeeded'],
  ])('%s', (line, operation, signal) => {
    expect(eventOf(line)).toMatchObject({ kind: 'exchange', operation, target: 'edi.test', signal, status: null });
  });

  it.each([
    ['without an end', 'upload file=INV-7001.xml host=edi.test'],
    ['when it only begins', 'uploading file=INV-7001.xml host=edi.test'],
    ['without a host', 'upload file=INV-7001.xml failed: disk full'],
    ['to a host that is a name of a machine of its own', 'upload file=INV-7001.xml host=worker7 done'],
    ['with another word in front', 'scheduler: the upload of INV-7001.xml host=edi.test failed'],
    ['of a path that begins like a verb', 'put-cache host=edi.test refused'],
  ])('no line is one %s', (_, line) => {
    expect(eventOf(line).kind).toBe('statement');
  });

  it('leaves a file alone that tells of its calls by their addresses', () => {
    const line = 'upload file=INV-7001.xml host=edi.test failed: connect ECONNREFUSED';
    expect(eventOf(line, ['POST https://edi.test/in -> 503', 'POST https://edi.test/in -> 200']).kind).toBe('statement');
  });
});

describe('transfers to a path on a host', () => {
  it.each([
    ['INV-7001.edi: delivered to MARKT:/in/inv/ (58 kB)', 'succeeded'],
    ['INV-7001.edi: cannot put to MARKT:/in/inv/: Permission denied', 'failed'],
    ['INV-7001.edi: put to edi@markt:/in broke off: Connection reset by peer, will try again', 'retry_scheduled'],
    ['Übertragung INV-7001.edi nach markt:/ein/ abgelehnt', 'failed'],
    ['INV-7001.edi : déposé sur MARKT:/entree', 'succeeded'],
  ])('%s', (message, signal) => {
    expect(eventOf(message, [message, message])).toMatchObject({
      kind: 'exchange',
      operation: 'put',
      target: 'markt',
      signal,
      record_key: 'INV-7001.edi',
    });
  });

  it.each([
    'INV-7001.edi moved to C:/done/',
    'INV-7001.edi sent to https://markt.test/in',
    'report written to file:/tmp/a',
    'see docs at wiki:/help',
    'INV-7001.edi found in outbox',
    'mail sent to anna: /inbox is full',
  ])('not: %s', (message) => {
    expect(eventOf(message, [message, message]).kind).toBe('statement');
  });
});
