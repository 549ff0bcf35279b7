import { describe, expect, test } from 'vitest';
import { cri } from '../../../src/intake/formats/wrappers/cri.js';
import { docker } from '../../../src/intake/formats/wrappers/docker.js';
import { drain } from '../../../src/intake/formats/wrappers/drain.js';
import { journald } from '../../../src/intake/formats/wrappers/journald.js';
import { compose, kubectl } from '../../../src/intake/formats/wrappers/prefix.js';
import { stamped } from '../../../src/intake/formats/wrappers/stamped.js';
import { syslog } from '../../../src/intake/formats/wrappers/syslog.js';
import { sampleOf } from '../../../src/intake/records/sample.js';

describe('wrappers', () => {
  test('docker', () => {
    const line = JSON.stringify({
      log: 'order sent\n',
      stream: 'stderr',
      attrs: { 'com.docker.compose.service': 'billing' },
      time: '2026-01-02T10:00:00.5Z',
    });
    expect(docker.unwrap(line)).toMatchObject({
      inner: 'order sent',
      time: '2026-01-02T10:00:00.5Z',
      fields: { stream: 'stderr', service: 'billing' },
      partial: false,
    });
    expect(docker.unwrap('{"log":"x"}')).toBeNull();
  });

  test('cri', () => {
    expect(cri.unwrap('2026-01-02T10:00:00.5Z stderr P order')).toMatchObject({ inner: 'order', partial: true });
    expect(cri.unwrap('2026-01-02T10:00:00.5Z stderr F')).toMatchObject({ inner: '', partial: false });
    expect(cri.unwrap('2026-01-02T10:00:00.5Z INFO F')).toBeNull();
  });

  test.each([
    ['RFC 3164', 'Jan  2 10:00:00 host-1 billing[7]: order sent', 'Jan  2 10:00:00', undefined],
    ['RFC 3164 with priority', '<131>Jan  2 10:00:00 host-1 billing[7]: order sent', 'Jan  2 10:00:00', 'error'],
    ['RFC 5424 without priority', '2026-01-02T10:00:00.123Z host-1 billing 7 - - order sent', '2026-01-02T10:00:00.123Z', undefined],
    ['files of rsyslog', '2026-01-02T10:00:00.123456+00:00 host-1 billing[7]: order sent', '2026-01-02T10:00:00.123456+00:00', undefined],
    ['RFC 5424', '<134>1 2026-01-02T10:00:00.123Z host-1 billing 7 - - order sent', '2026-01-02T10:00:00.123Z', 'info'],
  ])('syslog: %s', (_name, line, time, severity) => {
    const out = syslog.unwrap(line);
    expect(out).toMatchObject({
      inner: 'order sent',
      time,
      fields: { 'syslog.app': 'billing', 'syslog.host': 'host-1', 'syslog.pid': '7' },
    });
    expect(out?.fields['syslog.severity']).toBe(severity);
  });

  test.each(['DEBUG', 'ERROR', 'WARN'])('syslog: a level is no host: %s', (level) => {
    expect(syslog.unwrap(`2026-01-02T10:00:00.123456Z ${level} billing::queue: order sent`)).toBeNull();
    expect(syslog.unwrap(`2026-01-02T10:00:00.123456Z ${level.toLowerCase()}-1 billing: order sent`)).not.toBeNull();
  });

  test('syslog: structured data becomes fields', () => {
    expect(syslog.unwrap('<134>1 2026-01-02T10:00:00Z h billing 7 ID47 [x@1 order="A-\\"1\\""] sent')).toMatchObject({
      inner: 'sent',
      fields: { order: 'A-"1"', 'syslog.msgid': 'ID47' },
    });
  });

  test('drain', () => {
    expect(drain.unwrap('2026-01-02T10:00:00.5+00:00 app[web.1]: order sent')).toMatchObject({
      inner: 'order sent',
      fields: { source: 'app', dyno: 'web.1' },
    });
    expect(drain.unwrap('2026-01-02T10:00:00.5+00:00 ERROR: order failed')).toBeNull();
    expect(drain.unwrap('2026-01-02T10:00:00.5+00:00 INFO[main]: order sent')).toBeNull();
  });

  test('journald: microseconds become milliseconds, bytes become text', () => {
    const entry = { MESSAGE: 'sent', __REALTIME_TIMESTAMP: '1767348000123456', _PID: '7', SYSLOG_IDENTIFIER: 'billing', PRIORITY: '3' };
    expect(journald.unwrap(JSON.stringify(entry))).toMatchObject({
      inner: 'sent',
      time: 1767348000123,
      fields: { 'syslog.app': 'billing', 'syslog.severity': 'error' },
    });
    expect(journald.unwrap(JSON.stringify({ ...entry, MESSAGE: [111, 107] }))).toMatchObject({ inner: 'ok' });
  });

  test('compose and kubectl', () => {
    expect(compose.unwrap('billing-1  | order sent')).toMatchObject({
      inner: 'order sent',
      fields: { service: 'billing', container: 'billing-1' },
    });
    expect(compose.unwrap('billing-1  | 2026-01-02T10:00:00.123456789Z order sent')).toMatchObject({
      inner: 'order sent',
      time: '2026-01-02T10:00:00.123456789Z',
    });
    expect(kubectl.unwrap('[pod/billing-7d9c/app] order sent')).toMatchObject({
      inner: 'order sent',
      fields: { service: 'app', pod: 'billing-7d9c' },
    });
  });

  test.each([
    ['of Nest', '[Nest] 1  - 01/02/2026, 10:00:00 AM     LOG [Sender] order sent'],
    ['that begin with the day', '02.01.2026 10:00:00 INFO sender - order sent'],
    ['in JSON', '{"level":"info","msg":"order sent"}'],
  ])('a time before lines %s', (_, inner) => {
    const line = `2026-01-02T10:00:00.123456789Z ${inner}`;
    expect(stamped.unwrap(line)).toMatchObject({ inner, time: '2026-01-02T10:00:00.123456789Z' });
    expect(stamped.fit(sampleOf(`${line}\n${line}\n`, true, 'x')).score).toBeGreaterThan(0.8);
  });

  test.each(['order sent', 'INFO sender: order sent'])('a time before "%s" is the one of the program', (said) => {
    const line = `2026-01-02T10:00:00.123456789Z ${said}`;
    expect(stamped.fit(sampleOf(`${line}\n${line}\n`, true, 'x')).score).toBe(0);
  });

  test('a table of a database is no log of compose', () => {
    const table = ['order | state', 'A-1001 | paid', 'A-1002 | open', 'A-1003 | open'].join('\n');
    expect(compose.fit(sampleOf(table, true, 'x')).score).toBe(0);
  });
});
