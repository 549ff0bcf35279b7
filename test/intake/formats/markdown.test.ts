import { describe, expect, it, test } from 'vitest';
import { stateOf } from '../../../src/intake/formats/documents/report-words.js';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { best, records } from './sample.js';

function read(text: string, name = 'report.md') {
  const top = best(documentFormats, text, name);
  expect(top.name).toBe('markdown');
  return records(top.format, text, name);
}
/** All events with a time or state: line, time, state, text. */
function entries(text: string, name?: string) {
  return read(text, name).flatMap((record) =>
    [record.proven, ...(record.also ?? [])]
      .filter((event) => event?.at_ms || event?.state)
      .map(
        (event) =>
          [
            record.line,
            event?.at_ms ? new Date(event.at_ms).toISOString().slice(0, 16) : null,
            event?.state ?? null,
            event?.title,
          ] as const,
      ),
  );
}

describe('blocks', () => {
  test('headings, paragraphs, items with their inner items, table rows: each on its line', () => {
    const text =
      '# Outage\n\nIt was bad.\nReally.\n\n- one\n  - two\n\n  more of one\n- three\n\n| a | b |\n| - | - |\n| x | y |\n| z |  |\n\n> quoted\n';
    expect(read(text).map((record) => [record.line, record.message?.split('\n')[0]])).toEqual([
      [1, 'Outage'],
      [3, 'It was bad.'],
      [6, 'one'],
      [7, 'two'],
      [10, 'three'],
      [14, 'x | y'],
      [15, 'z'],
      [17, 'quoted'],
    ]);
  });

  test('marks of emphasis, links and code are no text', () => {
    expect(read('# A\n\n**The** [ledger](http://x.test) was `down`, _really_ a_b_c.')[1]?.proven?.title).toBe(
      'The ledger was down, really a_b_c.',
    );
  });

  test('front matter is read line by line', () => {
    expect(entries('---\ntitle: Ledger down\nresolvedWhen: 2026-03-01T11:00:00Z\n---\n# Outage\n')).toEqual([
      [3, '2026-03-01T11:00', 'resolved', 'resolvedWhen: 2026-03-01T11:00:00Z'],
    ]);
  });

  test('windows line ends do not move lines', () => {
    expect(read('# A\r\n\r\ntext here\r\n').map((record) => record.line)).toEqual([1, 3]);
  });
});

describe('timelines', () => {
  test('the date comes from the heading, the zone from where it is stated', () => {
    const text =
      '# Ledger outage, 2026-03-01\n\n## Timeline (CET)\n\n- 09:12 – database fails over, errors begin\n- **09:30** Alert LedgerDown fires\n- [09:41] a customer calls support\n- 10:00 UTC: rollback deployed\n- 11:05-11:10 everything recovered\n';
    expect(entries(text).map(([, at, state]) => [at, state])).toEqual([
      ['2026-03-01T08:12', 'started'],
      ['2026-03-01T08:30', 'alert'],
      ['2026-03-01T08:41', 'notice'],
      ['2026-03-01T10:00', 'mitigated'],
      ['2026-03-01T10:05', 'resolved'],
    ]);
  });

  test('tables, with or without a column for the date', () => {
    expect(
      entries(
        '# Review\n\nDate: 2026-03-01\n\n| Time (UTC) | Event |\n|---|---|\n| 23:50 | page sent to the on-call |\n| 00:20 | service restored |\n',
      ).map(([line, at, state]) => [line, at, state]),
    ).toEqual([
      [7, '2026-03-01T23:50', 'alert'],
      [8, '2026-03-02T00:20', 'resolved'],
    ]);
    expect(
      entries('# Review\n\n| Date | Time | What |\n|---|---|---|\n| 2026-03-02 | 09:00 | errors began |\n').map(([, at, state]) => [
        at,
        state,
      ]),
    ).toEqual([['2026-03-02T09:00', 'started']]);
  });

  test('other forms of times and dates', () => {
    const day = (entry: string) => entries(`# Incident of 14 July 2026\n\n- ${entry} errors began\n`)[0]?.[1];
    expect(day('Jul 15, 09:12 PDT -')).toBe('2026-07-15T16:12');
    expect(day('2026-07-15T09:12:30Z')).toBe('2026-07-15T09:12');
    expect(day('15.07.2026 09:12')).toBe('2026-07-15T09:12');
    expect(day('~9:12 pm:')).toBe('2026-07-14T21:12');
    expect(day('At 09:12,')).toBe('2026-07-14T09:12');
    expect(entries('# Incident 2026-03-01\n\n- 09:00 errors began\n- T+15m rollback deployed\n').map(([, at]) => at)).toEqual([
      '2026-03-01T09:00',
      '2026-03-01T09:15',
    ]);
  });

  test('a heading that is a time dates the text below it', () => {
    expect(
      entries('# Report\n\n## 2026-03-01\n\n### 09:12\n\nA customer reports missing orders.\n').filter(([, , state]) => state),
    ).toEqual([[7, '2026-03-01T09:12', 'notice', 'A customer reports missing orders.']]);
  });

  test('keys with times', () => {
    const text =
      '# Incident 2026-03-01\n\n| Item | Detail |\n|---|---|\n| Start | 05:00 UTC |\n| End | 05:15 UTC |\n| Alert | LedgerDown at 05:03 |\n\n**Detected:** 05:04 UTC\n';
    expect(entries(text).map(([, at, state]) => [at, state])).toEqual([
      ['2026-03-01T05:00', 'started'],
      ['2026-03-01T05:15', 'resolved'],
      ['2026-03-01T05:03', 'alert'],
      ['2026-03-01T05:04', 'detected'],
    ]);
  });

  test('without any date the time of day is kept for the logs to date', () => {
    const [, entry] = read('# Postmortem\n\n- 09:12 CET alert fired\n');
    expect(entry?.time).toBeNull();
    expect(entry?.proven).toMatchObject({ state: 'alert', labels: '{"time_of_day":"08:12:00Z"}' });
  });

  test('the file name may know the date', () => {
    expect(entries('# Incident\n\n- 09:12 alert fired\n', 'incident-2026-03-01.md')[0]?.[1]).toBe('2026-03-01T09:12');
  });
});

describe('prose', () => {
  test('dated sentences count, each with its own state', () => {
    expect(
      entries(
        '# Outage 2026-03-01\n\nWhat happened: at 20:12 UTC a customer wrote to us. The team asked around. The release was rolled back at 21:48.\n',
      ).map(([line, at, state]) => [line, at, state]),
    ).toEqual([
      [3, '2026-03-01T20:12', 'notice'],
      [3, '2026-03-01T21:48', 'mitigated'],
    ]);
    expect(
      entries('# Outage 2026-03-01\n\nThe ledger was unavailable from 06:15 to 06:40 UTC.\n').map(([, at, state]) => [at, state]),
    ).toEqual([
      ['2026-03-01T06:15', 'started'],
      ['2026-03-01T06:40', 'resolved'],
    ]);
  });

  test('plans, general remarks and missing alerts are no entries', () => {
    expect(
      entries(
        '# Outage 2026-03-01\n\n## Action items\n\n- 09:00 daily: check that the alert fires\n- Add an alert\n\n## Lessons learned\n\nNobody was alerted at 09:00.\n',
      ),
    ).toEqual([]);
    expect(entries('# Outage 2026-03-01\n\n## Impact\n\nNo alert fired before 09:00.\n')).toEqual([]);
  });

  test('an alert that resolves is neither an alert nor the end', () => {
    expect(entries('# Outage 2026-03-01\n\n- 09:00 Alert LedgerDown resolves\n')[0]?.[2]).toBeNull();
  });

  test('severity and claims with numbers', () => {
    const all = read(
      '# Outage\n\nSeverity: SEV-2\n\nIt lasted about two hours and roughly 1,240 orders are affected.\n\nWe saw 502 errors.\n',
    );
    expect(all[1]?.proven?.labels).toBe('{"severity":"SEV-2"}');
    expect(all[2]?.proven).toMatchObject({ value: 1240, labels: '{"unit":"orders"}' });
    expect(all[3]?.proven?.value).toBeUndefined();
  });
});

describe('recognition', () => {
  test('a plain-text report without marks', () => {
    expect(
      read(
        'Incident report\n\nThe ledger was down and customers could not pay.\nThe root cause of the outage was a certificate.\nThe impact was small.\n',
        'notes.txt',
      ).length,
    ).toBeGreaterThan(1);
  });

  test.each([
    ['a log', '2026-03-01 10:00:00 INFO incident outage impact customers\n'.repeat(5)],
    ['metrics in text form', '# HELP retries The retries\n# TYPE retries counter\nretries 5\n'],
    ['a log line in key-value form', 'time=2026 level=info msg="incident outage impact"\n'.repeat(3)],
  ])('%s is no report', (_, text) => {
    expect(
      documentFormats
        .find((format) => format.name === 'markdown')
        ?.fit({ lines: text.trim().split('\n'), head: text, complete: true, name: 'x.log' }).score,
    ).toBe(0);
  });
});

describe('times as people write them', () => {
  const head = '# Checkout outage 2026-07-10\n\n';

  test('hours without minutes, four digits, a half of the day behind 24 hours', () => {
    const text = `${head}At around 2pm UTC orders stopped arriving.\n\n- 1425 UTC restarted the worker\n- 17:14pm all clear\n`;
    expect(entries(text).map(([, time]) => time)).toEqual(['2026-07-10T14:00', '2026-07-10T14:25', '2026-07-10T17:14']);
  });

  test('zones that change with the season, by letters, by words and by city', () => {
    const at = (said: string, day = '2026-07-10') => entries(`# Outage ${day}\n\n${said}\n`)[0]?.[1];
    expect(at('- 2pm ET first errors')).toBe('2026-07-10T18:00');
    expect(at('- 2pm ET first errors', '2026-01-10')).toBe('2026-01-10T19:00');
    expect(at('All times are Eastern Time.\n\n- 14:00 first errors')).toBe('2026-07-10T18:00');
    expect(at('Upgraded at Denver time.\n\n- 16:37 Denver - first errors')).toBe('2026-07-10T22:37');
    expect(at('Times in Europe/Berlin\n\n- 10:00 first errors')).toBe('2026-07-10T08:00');
    // In small letters it is a word.
    expect(at('- 10:00 et puis first errors')).toBe('2026-07-10T10:00');
  });

  test('a zone that one entry names holds for those behind it', () => {
    const text = `${head}### 16:59 PST\n\nErrors begin.\n\n### 17:07\n\nWe restarted the proxy.\n`;
    expect(entries(text).map(([, time]) => time)).toEqual(['2026-07-11T00:59', '2026-07-11T01:07']);
  });

  test('minutes counted from the first entry', () => {
    const text = `${head}- 14:05 UTC first alert fired\n- +15 min: on-call acknowledged\n- T+1:30 rolled back\n`;
    expect(entries(text).map(([, time, state]) => [time, state])).toEqual([
      ['2026-07-10T14:05', 'alert'],
      ['2026-07-10T14:20', 'notice'],
      ['2026-07-10T15:35', 'mitigated'],
    ]);
  });

  test('a few words and a moment; the date of an incident in its front matter', () => {
    const text = `${head}- Fault occurs 2026-07-10 11:45\n- Incident declared 2026-07-10 11:51\n- Repaired 2026-07-10 12:00\n- Plan for 2026-07-10 12:00 and 2026-07-11 12:00\n`;
    expect(entries(text).map(([line, time, state]) => [line, time, state])).toEqual([
      [3, '2026-07-10T11:45', 'started'],
      [4, '2026-07-10T11:51', 'detected'],
      [5, '2026-07-10T12:00', 'mitigated'],
    ]);
    const front = '---\ntitle: Outage\ndate: 2026-07-10T10:00:00-00:00\nresolved: true\n---\n\nIt was down.\n';
    expect(entries(front)[0]?.slice(0, 3)).toEqual([3, '2026-07-10T10:00', 'started']);
    expect(entries(front.replace('resolved: true', 'author: A'))).toEqual([]);
  });

  test('a chat: the time stands above what was said', () => {
    const text = `${head}alice  2:41 PM\nwe see errors from the ledger\nand timeouts\n\nbob [2:43 PM]\nrolled back\n`;
    expect(entries(text).map(([line, time, , title]) => [line, time, title])).toEqual([
      [3, '2026-07-10T14:41', 'we see errors from the ledger and timeouts'],
      [7, '2026-07-10T14:43', 'rolled back'],
    ]);
  });

  test('more blanks between date and clock; a year that is none is not believed', () => {
    const table = '# Outage\n\n| Time | Event |\n| - | - |\n| 2026-07-10   15:40 | errors begin |\n| 20202-07-10 15:50 | deployed |\n';
    expect(entries(table).map(([line, time]) => [line, time])).toEqual([[5, '2026-07-10T15:40']]);
  });
});

describe('claims', () => {
  const claims = (text: string) =>
    read(text).flatMap(({ also }) =>
      (also ?? []).flatMap(({ line, title, labels }) => {
        const { claim, times, span } = JSON.parse(labels ?? '{}');
        return claim ? [[line, title, claim, times?.map((time: string) => time.slice(11, 16)) ?? [], span ?? false]] : [];
      }),
    );

  test('each sentence with a time or an amount stands alone, on its own line', () => {
    const text =
      '# Outage of 2026-03-01\n\n## Summary\n\nThe ledger was down from 09:10 to 09:26 UTC. Postings were\ndelayed. About 40 orders\nwere lost. No invoice was doubled.\n';
    expect(claims(text)).toEqual([
      [5, 'The ledger was down from 09:10 to 09:26 UTC.', 'said', ['09:10', '09:26'], true],
      [6, 'About 40 orders were lost.', 'said', [], false],
      [7, 'No invoice was doubled.', 'said', [], false],
    ]);
  });

  test('entries of a timeline keep their time and state; plans and headings claim nothing', () => {
    const text =
      '# 2026-03-01: 3 orders lost\n\n| Time | Event |\n|---|---|\n| 09:12 | service restored |\n\n## Action items\n\n- replay all 40 orders by 12:00\n';
    expect(claims(text)).toEqual([[5, '09:12 | service restored', 'resolved', ['09:12'], false]]);
  });

  test('numbers of versions, statuses and dates are no amounts', () => {
    expect(claims('# Outage\n\nRelease 4.2 went out on 3 March. It was slow.\n')).toEqual([]);
  });

  test('a secret in a report is masked', () => {
    expect(claims('# Outage\n\nAll calls used Bearer abcdef0123456789abcdef0123456789abcd.\n')[0]?.[1]).not.toContain('abcdef0123456789');
  });
});

describe('who calls', () => {
  it.each([
    ['a shop manager in Kemi calls: no labels since noon', 'notice'],
    ['the baker round the corner rings: bread is not invoiced', 'notice'],
    ['branch 12 reports missing parcels', 'notice'],
    ['zwei Kunden fragen nach ihren Paketen', 'notice'],
    ['une cliente signale une facture en double', 'notice'],
    ['un cliente pregunta por su pedido', 'notice'],
    ['Kunden bekommen ab heute eine neue Rechnung', null],
    ['two florists from Oslo complain about empty orders', 'notice'],
    ['the sync calls the ledger once a minute', null],
    ['a release calls for new tests', null],
    ['the nightly job reports 12 rows', null],
  ])('tells that harm was noticed: %s', (text, state) => expect(stateOf(text)).toBe(state));
});
