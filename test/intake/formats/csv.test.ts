import { describe, expect, test } from 'vitest';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { best, readAll, records, sampleOf } from './sample.js';

function read(text: string, name = 'export.csv') {
  const top = best(documentFormats, text, name);
  return { format: top.name, reason: top.reason, all: readAll(top.format, text, name), records: records(top.format, text, name) };
}

let made = 0;

describe('tables', () => {
  test.each([[','], [';'], ['\t'], ['|']])('parted by %j', (sign) => {
    const text = ['order_no', 'state', 'total'].join(sign) + ['\nA-1', 'paid', '9'].join(sign) + ['\nA-2', 'open', '7'].join(sign);
    const { format, records: all } = read(text, 'orders.txt');
    expect(format).toBe('csv');
    expect(all.map((record) => record.fields)).toEqual([
      { order_no: 'A-1', state: 'paid', total: '9' },
      { order_no: 'A-2', state: 'open', total: '7' },
    ]);
    expect(all[0]?.proven).toEqual({ kind: 'row' });
  });

  test('a look that ends inside a quoted cell still sees the table', () => {
    const row = (n: number) => `2026-01-15T10:00:00Z,ledger,"{""log"":""entry ${n}, stored, \n${'x'.repeat(200)}"",""stream"":""out""}"`;
    const text = `Timestamp,Pod,Log\n${Array.from({ length: 200 }, (_, n) => row(n)).join('\n')}\n`;
    for (const cut of [0, 40, 120]) expect(read(`${text}${'y'.repeat(cut)}`, 'pods.csv').format).toBe('log-csv');
    for (let width = 1; width < 300; width += 37)
      expect(read(text.replace('Timestamp', `Timestamp${'p'.repeat(width)}`), 'pods.csv').format).not.toBe('text');
  });

  test('line breaks in quotes, blank lines, a byte order mark and CRLF: each row on its physical line', () => {
    const { records: all } = read('\uFEFForder,note\r\nA-1,"two\r\nlines"\r\n\r\nA-2,"a ""quoted"" word"\r\nA-3,\r\n');
    expect(all.map((record) => [record.line, record.fields])).toEqual([
      [2, { order: 'A-1', note: 'two\nlines' }],
      [5, { order: 'A-2', note: 'a "quoted" word' }],
      [6, { order: 'A-3', note: '' }],
    ]);
  });

  test('titles above the header are no rows', () => {
    const text =
      'Order report\nGenerated: 2026-03-01 10:00, by admin\n\nCompany;North\n\nOrder No;Status;Total\nA-1;open;12,50\nA-2;paid;7,00\n';
    const { format, records: all } = read(text, 'report.csv');
    expect(format).toBe('csv');
    expect(all.map((record) => [record.line, record.fields])).toEqual([
      [7, { 'Order No': 'A-1', Status: 'open', Total: '12,50' }],
      [8, { 'Order No': 'A-2', Status: 'paid', Total: '7,00' }],
    ]);
  });

  test('spans: times of any unit, parents and length', () => {
    const text =
      'TraceID,SpanID,ParentID,PodName,OperationName,StartTimeUnixNano,EndTimeUnixNano,Duration\n' +
      't1,a,root,cart-1,Recv,1772359200000500000,1772359200010500000,10000\n' +
      't1,b,a,cart-1,Get,1772359200001000000,1772359200002000000,1000\n';
    const { format, records: all } = read(text, 'trace.csv');
    expect(format).toBe('trace-csv');
    expect(all[0]?.proven).toMatchObject({ at_ms: 1772359200001, duration_ms: 10, trace_id: 't1', span_id: 'a', worker: 'cart-1' });
    expect(all[0]?.proven?.parent_span_id).toBeUndefined();
    expect(all[1]?.proven).toMatchObject({ parent_span_id: 'a', duration_ms: 1 });
  });

  test('decimal commas stay text; a row with too many cells is malformed', () => {
    const { all } = read('order;total\nA-1;1.234,50\nA-2;7;9\nA-3;1\nA-4;2\nA-5;2\nA-6;2\n');
    expect(all[0]).toMatchObject({ fields: { total: '1.234,50' } });
    expect(all[1]).toEqual({ line: 3, reject: 'malformed', reason: '3 cells in a table of 2 columns' });
  });

  test('names of columns may be cut with a dot or carry a unit', () => {
    const { format, all } = read('Bestellnummer;Kundennr.;Betrag [EUR];timestamp [UTC]\nB-1001;77;9,50;04.03.2026 05:06\n');
    expect(format).toBe('csv');
    expect(all).toHaveLength(1);
  });

  test('a quote that is never closed does not swallow the rows behind it', () => {
    expect(read('order,note\nA-1,"open\nA-2,b\nA-3,c\n').records).toHaveLength(3);
  });

  test('Excel says its delimiter in a line of its own', () => {
    expect(read('sep=;\norder;total\nA-1;2\n').records).toMatchObject([{ line: 3, fields: { order: 'A-1', total: '2' } }]);
  });

  test.each([
    ['a log with comma milliseconds', '2026-03-01 10:00:00,123 INFO started\n2026-03-01 10:00:01,456 INFO done'],
    ['a log in bars', '2026-03-01 10:00:00 | INFO | started\n2026-03-01 10:00:01 | INFO | done'],
    [
      'a container name before each line',
      'web-1  | Serving the application from its folder, press a key to end it\nweb-1  | Running on all addresses of this machine, which is not for production',
    ],
    ['prose', 'Hello, world.\nThis is, well, text.'],
    ['a Markdown table', '| a | b |\n|---|---|\n| 1 | 2 |'],
    ['JSON', '{"a":1,"b":2}\n{"a":1,"b":2}'],
  ])('%s is no table', (_, text) => {
    for (const format of documentFormats.filter((one) => one.name.endsWith('csv')))
      expect(format.fit(sampleOf(text, 'input.log')).score).toBe(0);
  });
});

describe('kinds of tables', () => {
  test.each([
    [
      'delivery_id,event_id,topic,attempt,sent_at,result,elapsed_ms',
      'd1,evt-7,order.paid,1,2026-03-01T10:00:00Z,timeout,5000',
      { timed_out: true },
    ],
    ['delivery_id,event_id,topic,attempt,sent_at,result,elapsed_ms', 'd1,evt-7,order.paid,2,2026-03-01T10:00:00Z,204,90', { status: 204 }],
    ['event_id,event_type,try,sent_at,outcome', 'evt-7,seat.sold,3,2026-03-01T10:00:00Z,connection refused', { signal: 'failed' }],
    ['message_id,topic,attempt_no,attempted_at,delivery_status', 'm-7,seat.sold,1,2026-03-01T10:00:00Z,Delivered', { signal: 'succeeded' }],
  ])('deliveries whose result stands in words or in a column of another name: %s', (header, row, proven) => {
    const { format, records } = read(`${header}\n${row}\n`);
    expect(format).toBe('delivery-csv');
    expect(records[0]?.proven).toMatchObject({ kind: 'delivery', ...proven });
  });

  test.each([
    'job_id,attempt,started_at,result\n7,1,2026-03-01T10:00:00Z,ok\n',
    'event_id,venue,date,outcome\n7,Arena,2026-03-01,sold out\n',
  ])('a result of something else is none of a delivery: %s', (text) => {
    expect(read(text).format).not.toBe('delivery-csv');
  });

  test('a column that may hold words is that of the answers where it holds statuses, or words for that none came', () => {
    const rows = (answers: readonly string[]) =>
      `event,item,attempt,attempted_at,response\n${answers.map((answer, n) => `ev-${n},I-${n},1,2026-03-01T10:00:00Z,${answer}\n`).join('')}`;
    expect(read(rows(['200', '503', '', '200'])).records[1]?.proven).toMatchObject({
      kind: 'delivery',
      status: 503,
      attempt: 1,
      event_key: 'ev-1',
    });
    // Where no answer came, there is no code.
    expect(read(rows(['200', 'timeout'])).records[1]?.proven).toMatchObject({ kind: 'delivery', signal: 'failed', timed_out: true });
    expect(read(rows(['200', 'no response'])).records[1]?.proven).toMatchObject({ kind: 'delivery', signal: 'failed' });
    for (const answers of [
      ['timeout', 'timeout'],
      ['200', 'partial'],
      ['ok', 'failed'],
      ['', ''],
      ['7', '12'],
    ])
      expect(read(rows(answers)).format).toBe('csv');
  });

  test('deliveries', () => {
    const { format, records: all } = read(
      'delivery_id,topic,order_id,attempt,sent_at,response_code,duration_ms,next_attempt_at\nd1,orders/paid,7,2,2026-03-01T10:00:00Z,503,227,2026-03-01T10:01:00Z\n',
    );
    expect(format).toBe('delivery-csv');
    expect(all[0]).toMatchObject({
      time: '2026-03-01T10:00:00Z',
      fields: { order_id: '7' },
      proven: { kind: 'delivery', vantage: 'caller', attempt: 2, status: 503, duration_ms: 227, topic: 'orders/paid', wait_ms: 60000 },
    });
  });

  test.each(['result', 'outcome'])('deliveries that end in a code or in a word for that none came: %s', (column) => {
    const { format, records: all } = read(
      `attempt_id,message_id,topic,attempt,sent_at,${column},elapsed_ms\na1,m-1,parcel.moved,1,2026-03-01T10:00:00Z,timed out,3000\na2,m-1,parcel.moved,2,2026-03-01T10:00:30Z,204,90\n`,
    );
    expect(format).toBe('delivery-csv');
    expect(all.map((one) => ('proven' in one ? one.proven : null))).toMatchObject([
      { kind: 'delivery', attempt: 1, event_key: 'm-1', timed_out: true, duration_ms: 3000 },
      { kind: 'delivery', attempt: 2, event_key: 'm-1', status: 204, duration_ms: 90 },
    ]);
  });

  test('tries whose result is no code of an answer are no deliveries', () => {
    const text =
      'sample_id,message_id,topic,attempt,sent_at,result\ns1,m-1,soil,1,2026-03-01T10:00:00Z,7.2\ns2,m-2,soil,1,2026-03-01T10:00:30Z,passed\n';
    expect(read(text).format).not.toBe('delivery-csv');
  });

  test('a time and numbers are metrics: one record a row, one event a series', () => {
    const { format, records: all } = read(
      '"Time","dlq{queue=""a""}","depth"\n2026-03-01 10:00:00,3,\n2026-03-01 10:05:00,4,1.5 s\n2026-03-01 10:10:00,,\n',
    );
    expect(format).toBe('metric-csv');
    expect(read('Zeit;Klaerung;Eingang\n2026-03-01 10:00:00;0;3\n2026-03-01 10:05:00;4;1\n2026-03-01 10:10:00;6;0\n').format).toBe(
      'metric-csv',
    );
    expect(all).toHaveLength(3);
    expect(all[0]).toMatchObject({
      time: '2026-03-01 10:00:00',
      proven: { kind: 'sample', metric: 'dlq', value: 3, labels: '{"queue":"a"}' },
    });
    expect(all[0]?.also).toBeUndefined();
    expect(all[1]?.also).toEqual([{ kind: 'sample', metric: 'depth', value: 1.5 }]);
    expect(all[2]?.proven).toEqual({ kind: 'sample' });
  });

  test('what is measured stands behind its metric, a unit or statistic does not name anything', () => {
    const { records: all } = read(
      'Time,messages/waiting (orders-dead),Latency (ms),Latency (p95)\n2026-03-01 10:00:00,3,7,9\n2026-03-01 10:05:00,4,7,9\n2026-03-01 10:10:00,4,8,9\n',
    );
    expect(all[0]?.proven).toMatchObject({ metric: 'messages/waiting', labels: '{"resource":"orders-dead"}', value: 3 });
    expect(all[0]?.also).toMatchObject([{ metric: 'Latency (ms)' }, { metric: 'Latency (p95)' }]);
  });

  test('what comes back beside a maximum is what was measured, under any name; beside an amount it is not', () => {
    const rows = (head: string, names: readonly string[]) =>
      `Time,Entity,${head}\n${[0, 1, 2].flatMap((minute) => names.map((name, at) => `2026-03-01T10:0${minute}:00Z,${name},${minute + at}`)).join('\n')}\n`;
    const { format, records: all } = read(rows('Dead_Max', ['a-in', 'b-in']));
    expect(format).toBe('metric-csv');
    expect(all[1]?.proven).toMatchObject({ kind: 'sample', metric: 'Dead_Max', value: 1, labels: '{"Entity":"b-in"}' });
    expect(read(rows('amount', ['a-in', 'b-in'])).format).not.toBe('metric-csv');
    expect(
      read(
        rows(
          'Dead_Max',
          ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `${letter}-${Math.PI}`),
        ).replace(/-3\.\d+/g, () => `-${(++made).toString()}`),
      ).format,
    ).not.toBe('metric-csv');
  });

  test('series below each other, and values with what they are of', () => {
    expect(read('Series;Time;Value\ndepth;2026-03-01 10:00:00;3\n').records[0]?.proven).toMatchObject({ metric: 'depth', value: 3 });
    expect(read('timestamp,pod,cpu\n2026-03-01 10:00:00,p-1,0.5\n').records[0]?.proven).toMatchObject({
      metric: 'cpu',
      value: 0.5,
      labels: '{"pod":"p-1"}',
    });
  });

  test.each([
    ['a zone behind the time, and a severity', 'timestamp [UTC],message,severityLevel,operation_Name\n'],
    ['a zone in brackets, and a program', 'Time (UTC),Message,AppName,Computer\n'],
    ['a zone behind a line, and a pod', 'time_utc,log,pod,labels\n'],
  ])('log lines under %s', (_, head) => {
    const { format, records: all } = read(
      `${head}2026-03-01T10:00:00Z,order A-1 was sent,1,sync\n2026-03-01T10:00:01Z,order A-2 was sent,1,sync\n`,
    );
    expect(format).toBe('log-csv');
    expect(all.map(({ message, time }) => [message, time])).toEqual([
      ['order A-1 was sent', '2026-03-01T10:00:00Z'],
      ['order A-2 was sent', '2026-03-01T10:00:01Z'],
    ]);
  });

  test('the line of a log beside the name of its group', () => {
    const line = (s: number) =>
      `2026-03-01T10:00:0${s}.000Z\t61b230f9-d229-49a9-a511-baa2f1c4342f\tERROR\tPUT https://points.test/v1/cards/C-${s} 401`;
    const { format, records: all } = read(
      `@timestamp,@log,@logStream,@message\n${[1, 2].map((s) => `2026-03-01 10:00:0${s}.000,0000:/aws/lambda/points,2026/03/01/[1]77ab,${line(s)}`).join('\n')}\n`,
    );
    expect(format).toBe('log-csv');
    expect(all.map(({ message }) => message)).toEqual([
      'PUT https://points.test/v1/cards/C-1 401',
      'PUT https://points.test/v1/cards/C-2 401',
    ]);
  });

  test.each([
    [
      'Type,Date,Script,Title,Details',
      '"Audit","7/14/2026 6:01:00 am","Push","PUT /stock","A-1: HTTP 200"',
      '"Error","7/14/2026 6:02:00 am","Push","PUT /stock","A-2: HTTP 400 no bin"',
    ],
    [
      'Zeitpunkt;Art;Schnittstelle;Aktion;Meldungstext',
      '14.07.2026 06:01:00;Info;Push;PUT /stock;A-1: HTTP 200',
      '14.07.2026 06:02:00;Fehler;Push;PUT /stock;A-2: HTTP 400 no bin',
    ],
    [
      'Flow Name,Happened,Grade,Step,Output',
      'Push,2026-07-14 06:01:00,information,PUT /stock,A-1: HTTP 200',
      'Push,2026-07-14 06:02:00,error,PUT /stock,A-2: HTTP 400 no bin',
    ],
  ])('a log that its grades tell, kept under %s', (head, good, bad) => {
    const { format, records: all } = read(`${head}\n${good}\n${good}\n${bad}\n`);
    expect(format).toBe('log-csv');
    expect(all.map(({ message, proven, fields }) => [message, proven?.level, fields.logger]).slice(1)).toEqual([
      ['PUT /stock - A-1: HTTP 200', 'info', 'Push'],
      ['PUT /stock - A-2: HTTP 400 no bin', 'error', 'Push'],
    ]);
  });

  test.each([
    [
      'whose outcomes are no grades',
      'Order,Date,Result,Details',
      'A-1,2026-07-14 06:01:00,Success,was sent',
      'A-2,2026-07-14 06:02:00,Error,not sent',
    ],
    ['with one grade only', 'Order,Date,Kind,Details', 'A-1,2026-07-14 06:01:00,info,was sent', 'A-2,2026-07-14 06:02:00,info,not sent'],
    ['without text', 'Order,Date,Kind,Details', 'A-1,2026-07-14 06:01:00,info,sent', 'A-2,2026-07-14 06:02:00,error,refused'],
    ['without times', 'Order,Day,Kind,Details', 'A-1,2026-07-14,info,was sent', 'A-2,2026-07-14,error,not sent'],
  ])('rows %s are no log', (_, head, good, bad) => {
    expect(read(`${head}\n${good}\n${good}\n${bad}\n`).format).toBe('csv');
  });

  test.each(['severityLevel', 'SeverityLevel'])('the figures of Application Insights under %s are levels', (name) => {
    const rows = [0, 1, 2, 3, 4].map((level) => `"11/17/2026, 7:00:0${level}.044 AM",sent,${level},x1`);
    const { records: all } = read(`timestamp [UTC],message,${name},operation_Id\n${rows.join('\n')}\n`);
    expect(all.map(({ proven }) => proven?.level)).toEqual(['trace', 'info', 'warn', 'error', 'fatal']);
  });

  test.each([
    ['customDimensions', 'timestamp [UTC],message,severityLevel,operation_Name,customDimensions'],
    ['attributes', 'Date,Message,Service,Host,attributes'],
  ])('what a logger was given beside its message, in %s, is read as columns', (name, head) => {
    const { format, records: all } = read(
      `${head}\n2026-03-01T10:00:00Z,sent,1,sync,"{""MessageId"":""m-1"",""DeliveryCount"":""2"",""message"":""other""}"\n2026-03-01T10:00:01Z,sent,1,sync,{cut\n`,
    );
    expect(format).toBe('log-csv');
    expect(all[0]).toMatchObject({ message: 'sent', fields: { MessageId: 'm-1', DeliveryCount: '2' } });
    expect(all[1]?.fields[name]).toBe('{cut');
  });

  test.each([
    ['with the numbers of Opsgenie', 'TinyId,Message,Status,CreatedAt,UpdatedAt\n', '11,orders late,closed,'],
    ['by their priorities', 'Title,Status,Priority,Created At,Updated At\n', 'orders late,closed,P2,'],
  ])('alerts %s: a closed one began when it was made and ended when it was changed', (_, head, row) => {
    const { format, records: all } = read(`${head}${row}2026-03-01T10:00:00Z,2026-03-01T10:30:00Z\n`);
    expect(format).toBe('alert-csv');
    const states = [all[0]?.proven, ...(all[0]?.also ?? [])].map((one) => [one?.state, one?.at_ms]);
    expect(states.map(([state]) => state)).toEqual(['firing', 'resolved']);
    expect(all[0]?.proven?.title).toBe('orders late');
  });

  test('tickets of work with priorities of their own make rows', () => {
    expect(read('title,status,priority,created_at\nship order,open,high,2026-03-01T10:00:00Z\n').format).toBe('csv');
  });

  test('numbers that name things, and times of business records, make rows', () => {
    expect(read('created_at,total\n2026-03-01 10:00:00,3\n').format).toBe('csv');
    expect(read('time,order_no\n2026-03-01 10:00:00,1001\n').format).toBe('csv');
  });

  test.each([
    ['JSON in a cell', '{"displayName":"App\\\\Jobs\\\\PrintLabel","parcel":"PA-7"}', 'App\\Jobs\\PrintLabel', { parcel: 'PA-7' }],
    [
      'another framework',
      '{"job_class":"PrintLabelJob","arguments":{"parcel":"PA-7"}}',
      'PrintLabelJob',
      { arguments: { parcel: 'PA-7' } },
    ],
    [
      'arguments that PHP packs',
      '{"displayName":"PrintLabel","data":{"command":"O:10:\\"PrintLabel\\":2:{s:6:\\"parcel\\";s:4:\\"PA-7\\";s:3:\\"try\\";i:2;}"}}',
      'PrintLabel',
      { data: { parcel: 'PA-7', try: '2' } },
    ],
    ['text that is no JSON', 'PrintLabel PA-7', undefined, undefined],
  ])('a dead job names its work: %s', (_, payload, operation, data) => {
    const { records: all } = read(
      `id,queue,payload,exception,failed_at\n1,low,"${payload.replaceAll('"', '""')}",boom,2026-03-01 10:00:00\n`,
      'failed_jobs.csv',
    );
    expect(all[0]?.proven?.operation).toBe(operation);
    if (data === undefined) expect(all[0]?.fields.data).toBeUndefined();
    else expect(all[0]?.fields.data).toMatchObject(data);
  });

  test('dead letters, alerts, log lines, requests, spans', () => {
    expect(
      read('message_id,queue,error,attempts,failed_at,order_no\nm1,orders,boom,5,2026-03-01T10:00:00Z,A-1\n').records[0]?.proven,
    ).toEqual({ kind: 'job', signal: 'dead_lettered' });
    expect(read('alertname,startsAt,endsAt\nLedgerDown,2026-03-01T10:00:00Z,2026-03-01T10:30:00Z\n').records[0]).toMatchObject({
      proven: { kind: 'alert', state: 'firing' },
      also: [{ state: 'resolved' }],
    });
    expect(
      read('timestamp,level,message\n2026-03-01T10:00:00Z,ERROR,"{""msg"":""refused"",""order"":""A-1""}"\n').records[0],
    ).toMatchObject({ message: 'refused', fields: { order: 'A-1' }, proven: { level: 'error' } });
    expect(read('time,method,path,status\n2026-03-01T10:00:00Z,POST,/v1,503\n').records[0]?.proven).toEqual({});
    expect(read('TraceID,SpanID,Operation\nt,s,POST\n').records[0]?.proven).toMatchObject({ kind: 'statement', trace_id: 't' });
  });

  test.each([
    [
      'Date,Zap,Step,Status,HTTP,Detail,Task ID,Input Email',
      [
        '2026-03-04 05:06:07Z,Leads,Create lead in CRM (POST /v1/leads),Errored,403,too many,t-1,ann@shop.test',
        'POST',
        '/v1/leads',
        'ann@shop.test',
      ],
    ],
    [
      'time;flow;action;http_status;message;contact e-mail',
      ['2026-03-04T05:06:07Z;Leads;Add member (PUT /v3/members);200;;bob@shop.test', 'PUT', '/v3/members', 'bob@shop.test'],
    ],
  ])('a step that names its request and a person: %s', (header, [row, method, path, key]) => {
    const [record] = read(`${header}\n${row}\n${row}\n`).records;
    expect(record).toMatchObject({ fields: { method, request_path: path }, proven: { vantage: 'caller', record_key: key } });
  });

  test('a step that names a record is not known by a person', () => {
    const [record] = read('time,step,http,order_no,email\n2026-03-04T05:06:07Z,Add (POST /v1/orders),201,A-1,ann@shop.test\n').records;
    expect(record?.proven).toEqual({ vantage: 'caller' });
  });

  test('steps of jobs are requests; a step without an answer says how the job ended', () => {
    const text = [
      'Job ID,Step,Action,Started At,Duration (s),Status,Response Code,Order,Output',
      'j-1,1,ledger.create_entry,2026-03-04T05:06:07Z,0.250,succeeded,201,A-1001,"{""id"":77}"',
      'j-1,0,job,2026-03-04T05:06:08Z,1.0,failed,,A-1001,Stopped at step 2',
    ].join('\n');
    const { format, records: all } = read(text);
    expect(format).toBe('exchange-csv');
    expect(all[0]).toMatchObject({ message: null, proven: { operation: 'ledger.create_entry', target: 'ledger' } });
    expect(all[1]).toMatchObject({ message: 'job failed Stopped at step 2' });
  });

  test.each<[string, string, readonly (readonly string[])[]]>([
    [
      'a run history',
      'run;recipe;action;at;state;reason;info',
      [
        ['r-1;Refund;POST /v2/refunds;2026-03-04T05:06:07Z;done;;RF/26/11 -> Id 9001', 'POST', 'done RF/26/11 -> Id 9001', ''],
        [
          'r-2;Refund;POST /v2/refunds;2026-03-04T05:07:07Z;retrying;429 slow down;RF/26/12',
          'POST',
          'retrying 429 slow down RF/26/12',
          '429',
        ],
        ['r-2;Refund;end;2026-03-04T05:08:07Z;stopped;not refunded;RF/26/12', '', 'end stopped not refunded RF/26/12', ''],
      ],
    ],
    [
      'one in commas, with the answer in words',
      'Execution,Step,When,Result,Error',
      [
        ['7,PUT https://crm.test/v1/leads/L-77,2026-03-04T05:06:07Z,success,', 'PUT', 'success', ''],
        [
          '8,PUT https://crm.test/v1/leads/L-78,2026-03-04T05:06:09Z,failed,HTTP 422 no such owner',
          'PUT',
          'failed HTTP 422 no such owner',
          '422',
        ],
      ],
    ],
  ])('%s: steps by their requests, each with a state', (_, header, rows) => {
    const { format, records: all } = read([header, ...rows.map(([row]) => row), ...rows.map(([row]) => row)].join('\n'));
    expect(format).toBe('exchange-csv');
    for (const [index, [, method, message, status]] of rows.entries()) {
      expect(all[index]).toMatchObject({ message, proven: method === '' ? {} : { kind: 'exchange', vantage: 'caller' } });
      expect(all[index]?.fields['method'] ?? '').toBe(method);
      expect(String(all[index]?.fields['http_status'] ?? '')).toBe(status);
    }
  });

  test('a catalogue of addresses without states of runs is none', () => {
    const text = ['name,call,status,reason', 'a,GET /v1/a,public,', 'b,GET /v1/b,internal,old', 'c,POST /v1/c,public,'].join('\n');
    expect(read(text).format).not.toBe('exchange-csv');
  });

  test('requests by their columns, with headers and more in JSON', () => {
    const text = [
      'time,method,path,status,attributes',
      '2026-03-04T05:06:07Z,POST,/v1/entries,201,"{""order_no"":""A-1001"",""x-request-id"":""r-77""}"',
      '2026-03-04T05:06:08Z,POST,/v1/entries,503,{cut',
    ].join('\n');
    const { format, records: all } = read(text);
    expect(format).toBe('exchange-csv');
    expect(all.map(({ fields }) => fields['attributes'])).toEqual([{ order_no: 'A-1001', 'x-request-id': 'r-77' }, '{cut']);
  });

  test.each([
    [
      'dependencies',
      'timestamp [UTC],id,target,type,name,data,success,resultCode,duration,operation_Id,operation_ParentId,cloud_RoleName',
      '"3/4/2026, 5:06:07.250 AM",a1b2,ledger.test,HTTP,POST /v1/entries,https://ledger.test/v1/entries?order=A-1001,False,502,18.5,ff00aa,c3d4,shop',
      { kind: 'exchange', vantage: 'caller', target: 'ledger.test', parent_span_id: 'c3d4', service: 'shop', path: '/v1/entries' },
    ],
    [
      'requests of the newer schema',
      'TimeGenerated,Id,Name,Url,Success,ResultCode,DurationMs,OperationId,ParentId,AppRoleName',
      '2026-03-04T05:06:07.25Z,c3d4,POST Orders/Create,https://shop.test/orders/A-1001,False,502,18.5,ff00aa,,shop',
      { kind: 'exchange', vantage: 'target', span_id: 'c3d4', service: 'shop', path: '/orders/A-1001' },
    ],
  ])('Application Insights, %s: spans of an operation', (_, header, row, expected) => {
    const { format, records: all } = read(`${header}\n${row}\n${row}`);
    expect(format).toBe('trace-csv');
    const start = Date.UTC(2026, 2, 4, 5, 6, 7, 250);
    expect(all[0]?.proven).toMatchObject({ method: 'POST', status: 502, trace_id: 'ff00aa', at_ms: start, start_ms: start, ...expected });
    expect(all[0]?.fields).not.toHaveProperty('id');
  });

  test('Application Insights: calls of stores are none of an API', () => {
    const header = 'timestamp,id,target,type,name,data,success,resultCode,duration,operation_Id';
    const row = '2026-03-04T05:06:07Z,a1,db.test | orders,SQL,db.test | orders,select 1,True,0,3,ff00aa';
    expect(read(`${header}\n${row}\n${row}`).records[0]?.proven).toMatchObject({ kind: 'statement', trace_id: 'ff00aa' });
  });

  test('a cell with method and address makes a request; JSON in cells is taken apart', () => {
    const text = [
      'timestamp [UTC],id,target,name,resultCode,duration,customDimensions',
      '"3/4/2026, 5:06:07.250 AM",77,ledger.test,POST /v1/entries,429,18.5,"{""Order"":""A-1001""}"',
      '"3/4/2026, 5:06:08.250 AM",78,ledger.test,POST /v1/entries,201,40.5,"{""Order"":""A-1002""}"',
    ].join('\n');
    const { format, records: all } = read(text);
    expect(format).toBe('exchange-csv');
    expect(all[0]?.fields).toMatchObject({ method: 'POST', request_path: '/v1/entries', customDimensions: { Order: 'A-1001' } });
  });
});
