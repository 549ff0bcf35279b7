/** SOAP messages: the operation is what stands in the body, and a fault is its answer. */
import type { SourceRecord, Value } from '../../records/format.js';
import { defined } from '../json/http.js';
import { asObject, asText, at } from '../json/value.js';
import { type XmlElement, xmlValue } from './xml-tree.js';

/** The first element of a name, at most three levels down: a log may wrap each message. */
function below(element: XmlElement, name: string, depth = 3): XmlElement | null {
  if (element.name === name) return element;
  if (depth === 0) return null;
  for (const child of element.children) {
    const found = below(child, name, depth - 1);
    if (found) return found;
  }
  return null;
}

/** SOAP 1.1 calls it faultstring, SOAP 1.2 Reason/Text. */
export function soapFault(value: Value): { code: string | null; text: string | null } {
  const reason = at(value, 'Reason.Text') ?? at(value, 'Reason');
  const text = asText(at(value, 'faultstring')) ?? asText(reason) ?? asText(asObject(reason).text);
  const code = asText(at(value, 'Code.Subcode.Value')) ?? asText(at(value, 'faultcode')) ?? asText(at(value, 'Code.Value'));
  return { code: code?.replace(/^.*:/, '') ?? null, text };
}

/** The record of a message, or of an element that holds one; null when there is none in it. */
export function soapRecord(element: XmlElement): SourceRecord | null {
  const envelope = below(element, 'Envelope');
  const body = envelope?.children.find((child) => child.name === 'Body')?.children[0];
  if (!envelope || !body) return null;
  const header = envelope.children.find((child) => child.name === 'Header');
  const around = element === envelope ? {} : withoutEnvelope(element);
  const failed = body.name === 'Fault' ? soapFault(xmlValue(body)) : null;
  return {
    line: element.line,
    time: null,
    message: failed === null ? null : (failed.text ?? 'SOAP fault'),
    // The body comes first: it holds the key of the business record, the header those of the transport.
    fields: { ...asObject(xmlValue(body)), ...around, ...(header ? { soap_header: xmlValue(header) } : {}) },
    proven: defined({
      kind: 'statement',
      operation: failed === null ? body.name.replace(/(?:Request|Response|Result|Return)$/, '') : null,
      signal: failed === null ? null : 'failed',
      body_outcome: failed === null ? null : 'error',
      code: failed?.code ?? null,
      level: failed === null ? null : 'error',
    }),
  };
}

function withoutEnvelope(element: XmlElement): Record<string, Value> {
  const children = element.children.filter((child) => below(child, 'Envelope') === null);
  const value = xmlValue({ ...element, children });
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
