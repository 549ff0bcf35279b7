/** Answers in XML inside a log: what they say, whatever language their states are written in. */
import { describe, expect, test } from 'vitest';
import { readBody } from '../../../src/intake/bodies/body.js';
import { xmlIn } from '../../../src/intake/bodies/xml-body.js';
import { createNormalizer } from '../../../src/intake/normalize.js';
import type { Value } from '../../../src/intake/records/format.js';
import type { Event } from '../../../src/model/event.js';

function read(message: string, fields: Record<string, Value> = {}): Event {
  const record = { line: 1, time: '2026-03-04T09:00:00Z', message, fields };
  return createNormalizer({ file: 'some.log', format: 'timestamped-text' }, [record]).events(record)[0]!;
}

describe('the body of a good answer that refuses', () => {
  test.each([
    [
      'German, in a wrapper',
      '<AuftragAntwort><Status>ABGELEHNT</Status><Fehlercode>K-12</Fehlercode><Meldung>Kunde gesperrt</Meldung></AuftragAntwort>',
      'K-12',
      'Kunde gesperrt',
    ],
    [
      'Italian, elements in a row with a prefix',
      '<f:Esito>SCARTATO</f:Esito><f:Codice>00404</f:Codice><f:Descrizione>Partita IVA non valida</f:Descrizione>',
      '00404',
      'Partita IVA non valida',
    ],
    [
      'a SOAP fault with status 200',
      '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header/><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>unit KRT unknown</faultstring></s:Fault></s:Body></s:Envelope>',
      'SOAP_CLIENT_FAULT',
      'unit KRT unknown',
    ],
    [
      'English, in an envelope',
      '<soap:Envelope><soap:Body><BookResponse><BookResult><Result>Rejected</Result><Code>E-7</Code><Text>no stock</Text></BookResult></BookResponse></soap:Body></soap:Envelope>',
      'E-7',
      'no stock',
    ],
    [
      'a word of refusal before its explanation',
      '<s:Envelope><s:Body><bookResponse><returnCode>Q-31</returnCode><resultText>REJECTED: depot of zone 7 is closed</resultText></bookResponse></s:Body></s:Envelope>',
      'Q-31',
      'REJECTED: depot of zone 7 is closed',
    ],
  ])('%s', (_, xml, code, message) => {
    expect(readBody(xmlIn(xml)!, 200)).toMatchObject({ outcome: 'error', code, message });
    expect(read(`POST https://erp.test/ws/Orders HTTP 200 ${xml}`)).toMatchObject({
      kind: 'exchange',
      status: 200,
      body_outcome: 'error',
      code,
    });
    expect(read('answered', { method: 'POST', url: 'https://erp.test/ws/Orders', status: 200, response_body: xml })).toMatchObject({
      body_outcome: 'error',
    });
  });
});

describe('no refusal', () => {
  test.each([
    [
      'a good state with its explanation',
      '<bookResponse><resultCode>0</resultCode><resultText>ACCEPTED: no errors, not rejected</resultText></bookResponse>',
    ],
    ['a good state', '<AuftragAntwort><Status>OK</Status><Belegnr>416129</Belegnr></AuftragAntwort>'],
    [
      'the state of an order that is told',
      '<GetOrderResponse><OrderStatus>REJECTED</OrderStatus><OrderNo>O-7</OrderNo></GetOrderResponse>',
    ],
    ['a state of business', '<Rechnung><Zustand>storniert</Zustand></Rechnung>'],
    ['words that tell of an error elsewhere', '<Antwort><Status>OK</Status><Text>Fehler: keine</Text></Antwort>'],
  ])('%s', (_, xml) => {
    expect(readBody(xmlIn(xml)!, 200)?.outcome).toBe('ok');
  });

  test.each([
    ['types in code', 'List<Order> became Map<String, Order>'],
    ['a page for people', '<html><body><h1>502 Bad Gateway</h1></body></html>'],
    ['no end tag', 'stage <init> done'],
  ])('%s are no body', (_, text) => {
    expect(xmlIn(text)).toBeUndefined();
  });

  test('XML that breaks off is read as far as it goes', () => {
    expect(xmlIn('<Antwort><Status>FEHLER</Status><Text>Debitor ges')).toMatchObject({ Status: 'FEHLER' });
  });
});

test.each([
  [{ estado: 'rechazado', mensaje: 'sin existencias' }, 'sin existencias'],
  [{ result: 'odrzucono', opis: 'brak towaru' }, 'brak towaru'],
])('the same in JSON: %j', (body, message) => {
  expect(readBody(body, 200)).toMatchObject({ outcome: 'error', message });
});

test('an order that was rejected is no answer that fails', () => {
  expect(readBody({ order_status: 'rejected', payment_state: 'failed', id: 7 }, 200)?.outcome).toBe('ok');
});

test.each([
  ['<BookResult><RetCode>12</RetCode><Severity>Error</Severity><Text>Tariff is closed</Text></BookResult>', 'error'],
  ['<Antwort><Nummer>12</Nummer><Schweregrad>Fehler</Schweregrad><Text>Tarif gesperrt</Text></Antwort>', 'error'],
  ['<BookResult><RetCode>0</RetCode><Severity>Info</Severity><Text>Booked</Text></BookResult>', 'ok'],
])('the severity of an answer is a word on the call: %s', (xml, outcome) => {
  expect(readBody(xmlIn(xml)!, 200)?.outcome).toBe(outcome);
});

test.each(['xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"', 'xmlns="urn:x" xsi:schemaLocation="http://maps.test/a.xsd"'])(
  'the name of a namespace is no address: %s',
  (name) => {
    const event = read(`HTTP 200 in 40 ms for B-17: <s:Envelope ${name}><s:Body><R><Code>0</Code></R></s:Body></s:Envelope>`);
    expect(event).toMatchObject({ target: null, path: null });
  },
);

test('an address beside the XML still is one', () => {
  expect(read('called https://hotel.test/soap: <a:R xmlns:a="http://names.test/r"><Code>0</Code></a:R>')).toMatchObject({
    target: 'hotel.test',
  });
});

test('an envelope is posted, whatever else the line says', () => {
  const event = read(
    'SOAP book http://depot.test:8443/services/BookPort HTTP 200 body=<s:Envelope><s:Body><bookResponse><resultCode>0</resultCode></bookResponse></s:Body></s:Envelope>',
  );
  expect(event).toMatchObject({ method: 'POST', operation: 'POST /services/BookPort', target: 'depot.test', status: 200 });
});
