/** Answers in XML that a log prints: envelope and wrapper taken off, as values. */

import { soapFault } from '../formats/documents/xml-soap.js';
import { xmlTree, xmlValue } from '../formats/documents/xml-tree.js';
import type { Value } from '../records/format.js';
import { isObject, type JsonObject } from '../records/value.js';

/** Where an element begins; a generic type in code (`List<Order>`) has no end tag behind it. */
const ELEMENT = /<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?:\s[^<>]*)?>/;
const END = '</';
/** Pages for people say nothing that a rule reads. */
const PAGE = /^(?:html|head|body|title|h1|p|div)$/i;
/** Whose fault it is, in SOAP 1.1 and 1.2, under the names that the taxonomy has for them. */
const SIDES: readonly (readonly [RegExp, string])[] = [
  [/^(?:Client|Sender|MustUnderstand|VersionMismatch|DataEncodingUnknown)\b/, 'SOAP_CLIENT_FAULT'],
  [/^(?:Server|Receiver)\b/, 'SOAP_SERVER_FAULT'],
];
/** Wrappers around what is answered: envelope, body, response, return. */
const DEEPEST = 6;

/** The XML in a text, also where it breaks off; undefined when there is none. Elements in a row are members of one object. */
export function xmlIn(text: string): Value | undefined {
  if (!text.includes(END)) return undefined;
  const first = ELEMENT.exec(text);
  if (first === null || PAGE.test(first[1] as string)) return undefined;
  const { roots } = xmlTree(text.slice(first.index));
  if (roots.length === 0) return undefined;
  const value = xmlValue({ name: '', line: 1, attributes: {}, children: [...roots], text: '' });
  return isObject(value) ? unwrapped(value) : undefined;
}

/** What is answered: members that hold nothing but one other member are its wrapping. A fault is an error whatever it is wrapped in. */
function unwrapped(value: JsonObject): JsonObject {
  let inner = value;
  for (let depth = 0; depth < DEEPEST; depth += 1) {
    const wrapped = inner.Body ?? only(inner);
    if (inner.Fault !== undefined) {
      const { code, text } = soapFault(inner.Fault);
      return { error: { code: code === null ? null : (SIDES.find(([side]) => side.test(code))?.[1] ?? code), message: text } };
    }
    if (!isObject(wrapped)) return inner;
    inner = wrapped;
  }
  return inner;
}

function only(value: JsonObject): Value | undefined {
  const members = Object.entries(value).filter(([name]) => name !== 'Header');
  return members.length === 1 ? members[0]![1] : undefined;
}
