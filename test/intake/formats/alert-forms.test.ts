/** How those who watch, and those who noticed, hand over what they have: each gives its alert or notice with its time. */
import { expect, it } from 'vitest';
import { formats } from '../../../src/intake/formats/index.js';
import { createNormalizer } from '../../../src/intake/normalize.js';
import { best, records } from './sample.js';

function told(text: string, name: string) {
  const { format } = best(formats, text, name);
  const all = records(format, text, name);
  const normalizer = createNormalizer({ file: name, format: format.name }, all);
  return all
    .flatMap((record) => normalizer.events(record))
    .map(({ kind, state, at_ms }) => [kind, state, at_ms === null ? null : new Date(at_ms).toISOString().slice(0, 16)]);
}

const FIRED = ['alert', 'firing', '2026-03-04T10:42'];
const OVER = ['alert', 'resolved', '2026-03-04T11:42'];

it.each<[string, string, string, unknown[]]>([
  [
    'problems of Zabbix',
    'problems.csv',
    '"Severity";"Time";"Recovery time";"Status";"Host";"Problem"\n"High";"2026-03-04 10:42:10";"2026-03-04 11:42:10";"RESOLVED";"gw1";"Too many failed postings"\n"High";"2026-03-04 12:42:10";"";"PROBLEM";"gw1";"Postings wait"\n',
    [FIRED, OVER, ['alert', 'firing', '2026-03-04T12:42']],
  ],
  [
    'a monitor of addresses',
    'uptime.csv',
    'Event,Monitor,Date-Time,Reason\nDown,orders,2026-03-04 10:42:10,Timeout\nUp,orders,2026-03-04 11:42:10,OK\n',
    [FIRED, OVER],
  ],
  [
    'events of monitors as a table',
    'events.csv',
    '"Date","Title","Service","Status"\n"2026-03-04T10:42:10.000Z","[Triggered] Errors of orders","orders","error"\n"2026-03-04T11:42:10.000Z","[Recovered] Errors of orders","orders","ok"\n',
    [FIRED, OVER],
  ],
  [
    'Nagios',
    'nagios.log',
    '[1772620930] SERVICE ALERT: gw1;postings;CRITICAL;SOFT;1;37 failed\n[1772620930] SERVICE ALERT: gw1;postings;CRITICAL;HARD;3;37 failed\n[1772624530] SERVICE ALERT: gw1;postings;OK;HARD;3;0 failed\n',
    [['alert', 'pending', '2026-03-04T10:42'], FIRED, OVER],
  ],
  [
    'an alarm on a bus',
    'alarms.json',
    JSON.stringify([
      {
        id: 'a',
        'detail-type': 'CloudWatch Alarm State Change',
        source: 'aws.cloudwatch',
        time: '2026-03-04T10:42:10Z',
        detail: { alarmName: 'orders', state: { value: 'ALARM', reason: 'crossed' } },
      },
      {
        id: 'b',
        'detail-type': 'CloudWatch Alarm State Change',
        source: 'aws.cloudwatch',
        time: '2026-03-04T11:42:10Z',
        detail: { alarmName: 'orders', state: { value: 'OK', reason: 'fine' } },
      },
    ]),
    [FIRED, OVER],
  ],
  [
    'the common schema of a cloud',
    'fired.json',
    JSON.stringify([
      {
        schemaId: 'azureMonitorCommonAlertSchema',
        data: {
          essentials: {
            alertRule: 'orders fail',
            severity: 'Sev2',
            monitorCondition: 'Resolved',
            firedDateTime: '2026-03-04T10:42:10.000Z',
            resolvedDateTime: '2026-03-04T11:42:10Z',
          },
          alertContext: {},
        },
      },
    ]),
    [FIRED, OVER],
  ],
  [
    'mails of a program that watches',
    'alerts.txt',
    'From: watch@ops.test\nTo: it@ops.test\nDate: Wed, 04 Mar 2026 10:42:10 +0000\nSubject: [FIRING:1] OrdersFailing\n\nalertname = OrdersFailing\n\nFrom: watch@ops.test\nDate: Wed, 04 Mar 2026 11:42:10 +0000\nSubject: [RESOLVED] OrdersFailing\n\nfine again\n',
    [FIRED, OVER],
  ],
  [
    'a mail of a person',
    'mail.eml',
    'From: Ida <ida@shop.test>\nTo: it@shop.test\nDate: Wed, 04 Mar 2026 12:42:10 +0100\nSubject: Orders of this morning\n\nHi, two of our orders never arrived in the warehouse.\n',
    [['note', 'notice', '2026-03-04T11:42']],
  ],
  [
    'a mail in German',
    'mail.txt',
    'Von: Ida Holm\nGesendet: Mittwoch, 4. März 2026 12:42\nAn: IT\nBetreff: Aufträge von heute früh\n\nIm Lager fehlen die Aufträge von heute früh.\n',
    [['note', 'notice', '2026-03-04T12:42']],
  ],
])('%s', (_, name, text, expected) => expect(told(text, name)).toEqual(expected));

it.each<[string, string, string]>([
  ['tasks with a title and a state', 'tasks.csv', 'Date,Title,Status\n2026-03-04,Order paper,open\n2026-03-05,[Draft] Offer,done\n'],
  ['seconds in brackets', 'app.log', '[1772620930] order A-1 stored\n[1772620931] order A-2 stored\n'],
  ['problems that are tasks of a course', 'course.csv', 'id,problem,points\n1,Sorting,5\n2,Graphs,8\n'],
])('no alerts: %s', (_, name, text) => expect(told(text, name).filter(([kind]) => kind === 'alert')).toEqual([]));
