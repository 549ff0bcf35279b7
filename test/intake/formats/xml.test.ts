import { describe, expect, test } from 'vitest';
import { xmlTree, xmlValue } from '../../../src/intake/formats/documents/xml-tree.js';
import { documentFormats } from '../../../src/intake/formats/documents.js';
import { best, isRecord, readAll, records } from './sample.js';

function read(text: string, name = 'export.xml') {
  const top = best(documentFormats, text, name);
  return { format: top.name, reason: top.reason, all: readAll(top.format, text, name), records: records(top.format, text, name) };
}

const ORDERS = `<?xml version="1.0"?>
<Export at="2026-03-01T10:00:00Z">
  <Header><Company>North &amp; Co</Company></Header>
  <Orders>
    <Order No="A-1"><Status>open</Status><Line sku="S1"/><Line sku="S2"/></Order>
    <Order
      No="A-2"><Status>paid</Status><Total currency="EUR">9.50</Total></Order>
  </Orders>
</Export>
`;

describe('XML', () => {
  test('elements that repeat are the rows, each on the line of its tag', () => {
    const { format, reason, records: all } = read(ORDERS);
    expect(format).toBe('xml');
    expect(reason).toContain('<Order>');
    expect(all.map(({ line, fields }) => [line, fields])).toEqual([
      [5, { No: 'A-1', Status: 'open', Line: [{ sku: 'S1' }, { sku: 'S2' }] }],
      [6, { No: 'A-2', Status: 'paid', Total: { currency: 'EUR', text: '9.50' } }],
    ]);
    expect(all[0]?.proven).toEqual({ kind: 'row' });
  });

  test('one row is still the row, not its cells', () => {
    const { records: all } = read('<orders>\n<order><no>A-1</no><total>9</total></order>\n</orders>');
    expect(all.map(({ line, fields }) => [line, fields])).toEqual([[2, { no: 'A-1', total: '9' }]]);
  });

  test('entities that a document declares are never expanded', () => {
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<x><row><id>1</id><t>&b;</t></row></x>`;
    const { all } = read(bomb);
    expect(JSON.stringify(all)).not.toContain('haha');
    expect(all.at(-1)).toMatchObject({ reject: 'malformed', line: 3 });
  });

  test('a document that breaks off gives what it holds and says where', () => {
    const cut = ORDERS.slice(0, ORDERS.indexOf('<Total'));
    const { format, all } = read(cut);
    expect(format).toBe('xml');
    expect(all.filter(isRecord)).toHaveLength(2);
    expect(all.at(-1)).toMatchObject({ reject: 'malformed', reason: expect.stringContaining('Not XML from here on') });
  });

  test('nesting is bounded', () => {
    const { fault } = xmlTree('<a>'.repeat(5_000));
    expect(fault?.what).toContain('levels of nesting');
  });

  test('log events: time, level and message; Windows keeps them below System', () => {
    const log4j = `<log4j:event logger="sync" timestamp="1772359200000" level="ERROR" thread="w-1"><log4j:message><![CDATA[order A-1 refused]]></log4j:message></log4j:event>\n`;
    const two = read(log4j + log4j.replace('A-1', 'A-2'), 'app.log');
    expect(two.records).toHaveLength(2);
    expect(two.records[1]).toMatchObject({ line: 2, time: '1772359200000', message: 'order A-2 refused', proven: { level: 'error' } });
    const windows = `<Events><Event><System><EventID>7</EventID><TimeCreated SystemTime="2026-03-01T10:00:00.123Z"/></System><EventData><Data Name="Order">A-1</Data></EventData></Event><Event><System><TimeCreated SystemTime="2026-03-01T10:00:01Z"/></System></Event></Events>`;
    expect(read(windows).records[0]?.fields).toMatchObject({ timestamp: '2026-03-01T10:00:00.123Z', EventID: '7', Order: 'A-1' });
  });

  test('SOAP messages: operation, fault, and the fields of the body', () => {
    const envelope = (body: string) =>
      `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;
    const fault = '<soap:Fault><faultcode>soap:Server</faultcode><faultstring>Deadlock victim</faultstring></soap:Fault>';
    const text = [
      '<log>',
      `<message time="2026-03-01T09:00:00Z">${envelope('<m:CreateOrderRequest xmlns:m="u"><OrderNo>A-1</OrderNo></m:CreateOrderRequest>')}</message>`,
      `<message time="2026-03-01T09:00:01Z">${envelope(fault)}</message>`,
      '</log>',
    ].join('\n');
    const { records: all } = read(text);
    expect(all.map((record) => record.line)).toEqual([2, 3]);
    expect(all[0]).toMatchObject({ fields: { OrderNo: 'A-1', time: '2026-03-01T09:00:00Z' }, proven: { operation: 'CreateOrder' } });
    expect(all[1]).toMatchObject({ message: 'Deadlock victim', proven: { signal: 'failed', code: 'Server', body_outcome: 'error' } });
  });

  test('what begins with a sign in brackets is not XML', () => {
    expect(
      read('<34>1 2026-03-01T10:00:00Z host app - - - started\n<34>1 2026-03-01T10:00:01Z host app - - - done\n', 'x.log').format,
    ).not.toBe('xml');
    expect(read('<html><body><p>502 Bad Gateway</p></body></html>', 'x.html').format).not.toBe('xml');
  });

  test('attributes, texts and repeated children', () => {
    const { roots } = xmlTree('<a x="1"><b>2</b><b>3</b><c/>text</a>');
    expect(xmlValue(roots[0]!)).toEqual({ x: '1', b: ['2', '3'], c: '', text: 'text' });
  });
});
