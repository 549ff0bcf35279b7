/**
 * XML as a tree whose elements know their line. The reader knows the entities of XML and HTML and no
 * others: what a document declares itself is never expanded, and nothing outside of it is fetched.
 */

import sax from 'sax';
import type { Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { set } from '../json/value.js';

export interface XmlElement {
  /** Name without its namespace prefix. */
  readonly name: string;
  /** Physical line on which its tag opens. */
  readonly line: number;
  readonly attributes: JsonObject;
  readonly children: XmlElement[];
  text: string;
}

/** What of a text could be read. */
export interface XmlTree {
  /** Elements at the top: one in a document, several where documents stand in a row. */
  readonly roots: readonly XmlElement[];
  /** The first fault; null for none. What stood before it was read. */
  readonly fault: { readonly line: number; readonly what: string } | null;
}

/** More than any export nests; less than the stack bears. */
const DEPTH = 200;
/** Declarations may stand between documents in a row; the type of a document says nothing of its records. */
const DECLARATION = /<\?xml[^>]*\?>|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\]\s*)?>/g;
const blanked = (text: string): string => text.replace(DECLARATION, (found) => found.replace(/[^\n]/g, ' '));

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Attributes without those that name spaces and schemas. */
function attributesOf(raw: Readonly<Record<string, unknown>>): JsonObject {
  const out: JsonObject = {};
  for (const [name, value] of Object.entries(raw)) {
    if (/^xmlns(?::|$)|^xsi:|^xml:/.test(name)) continue;
    set(out, local(name), String(value));
  }
  return out;
}

/** Reads a text as XML, as far as it goes. Never throws. */
export function xmlTree(source: string): XmlTree {
  const root: XmlElement = { name: '', line: 1, attributes: {}, children: [], text: '' };
  const open: XmlElement[] = [root];
  const reader = sax.parser(true, { position: true });
  let fault: XmlTree['fault'] = null;
  const fail = (what: string): void => {
    fault ??= { line: reader.line + 1, what };
  };
  const lineAt = lineCounter(source);
  reader.onopentag = ({ name, attributes }) => {
    // The reader stands at the end of the tag when it hands it over.
    const line = lineAt(reader.startTagPosition - 1 - START.length);
    if (fault !== null) return;
    if (open.length > DEPTH) return fail(`more than ${DEPTH} levels of nesting`);
    const element: XmlElement = { name: local(name), line, attributes: attributesOf(attributes), children: [], text: '' };
    open.at(-1)?.children.push(element);
    open.push(element);
  };
  reader.onclosetag = () => {
    if (fault === null && open.length > 1) open.pop();
  };
  const text = (part: string): void => {
    const element = open.at(-1);
    if (element && element !== root && fault === null) element.text += part;
  };
  reader.ontext = text;
  reader.oncdata = text;
  reader.onerror = (error) => fail(`${error.message.split('\n', 1)[0]}`.toLowerCase());
  feed(blanked(source), reader, () => fault !== null);
  // The element around all stays open, and nothing else.
  if (open.length > 2) fail(`<${open.at(-1)?.name}> is not closed`);
  return { roots: root.children.flatMap((one) => (one.name === WRAP ? one.children : [one])), fault };
}

/** One element around all, since documents may stand in a row. */
const WRAP = 'caseharden-documents';
const START = `<${WRAP}>`;
const PIECE = 65_536;

/** Lines of offsets that are asked for in rising order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let next = text.indexOf('\n');
  return (offset) => {
    while (next >= 0 && next < offset) {
      line++;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}

/** After its first fault the reader takes no more. */
function feed(text: string, reader: sax.SAXParser, stopped: () => boolean): void {
  reader.write(START);
  for (let at = 0; at < text.length && !stopped(); at += PIECE) reader.write(text.slice(at, at + PIECE));
}

const isBlank = (text: string): boolean => text.trim() === '';

/** An element as a value: text where it holds nothing else, else its attributes and children by name; repeated children are lists. */
export function xmlValue(element: XmlElement): Value {
  const { attributes, children, text } = element;
  if (children.length === 0 && Object.keys(attributes).length === 0) return text.trim();
  const out: JsonObject = { ...attributes };
  // `<Data Name="status">503</Data>`: the attribute is the name, the text the value.
  for (const child of children)
    add(out, nameOf(child), child.children.length === 0 && isNamed(child) ? child.text.trim() : xmlValue(child));
  if (!isBlank(text)) set(out, children.length === 0 && 'text' in out ? 'value' : 'text', text.trim());
  return out;
}

/** Elements that are pairs of a name and a value, whatever they are called. */
function isNamed({ attributes }: XmlElement): boolean {
  const keys = Object.keys(attributes);
  return keys.length === 1 && /^(?:name|key|field)$/i.test(keys[0] ?? '') && attributes[keys[0] ?? ''] !== '';
}

const nameOf = (element: XmlElement): string =>
  element.children.length === 0 && isNamed(element) ? String(Object.values(element.attributes)[0]) : element.name;

function add(object: JsonObject, name: string, value: Value): void {
  const before = Object.hasOwn(object, name) ? object[name] : undefined;
  if (before === undefined) set(object, name, value);
  else if (Array.isArray(before)) before.push(value);
  else set(object, name, [before, value]);
}
