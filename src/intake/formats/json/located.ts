/**
 * A JSON reader that knows on which line each element stands. `JSON.parse` does not tell, and evidence
 * must point at a line. It also makes something of a text that is cut off: the head of a large
 * document when its format is sniffed, or a download that broke off.
 */

import type { Value } from '../../records/format.js';
import type { JsonObject } from '../../records/value.js';
import { set } from './value.js';

/** A top-level JSON value of a text. */
export interface Located {
  readonly value: Value;
  /** Physical line on which it starts. */
  readonly line: number;
  /** Offset behind it. */
  readonly end: number;
  /** Line on which the text breaks off inside the value; null when it is whole. */
  readonly cut: number | null;
  /** Line on which an object or array inside it starts; the value's own line when it is not known. */
  lineOf(element: Value): number;
}

/** More than any export nests; less than the stack bears. */
const DEPTH = 400;
const LITERALS: Readonly<Record<string, Value>> = { t: true, f: false, n: null };
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
/** Not JSON, but written by Python's and Go's encoders for numbers that JSON cannot hold. */
const NO_NUMBER = /-?(?:NaN|Infinity)/y;

/** What cannot be read as JSON, with its line. */
export class JsonError extends Error {
  constructor(
    readonly what: string,
    readonly line: number,
    /** True when there is no use in reading on behind it. */
    readonly final = false,
  ) {
    super(`Line ${line}: ${what}.`);
  }
}

class Cut extends Error {}

class Reader {
  private readonly lines = new Map<Value, number>();
  private cutLine: number | null = null;

  constructor(
    private readonly text: string,
    private at: number,
    private line: number,
    private readonly keepCut: boolean,
  ) {}

  read(): Located {
    this.space();
    const line = this.line;
    const value = this.value(0);
    const lines = this.lines;
    return { value, line, end: this.at, cut: this.cutLine, lineOf: (element) => lines.get(element) ?? line };
  }

  private space(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 10) this.line++;
      else if (code !== 32 && code !== 9 && code !== 13) return;
      this.at++;
    }
  }

  private fail(what: string): never {
    if (this.at >= this.text.length) throw new Cut();
    throw new JsonError(what, this.line);
  }

  private value(depth: number): Value {
    if (depth > DEPTH) throw new JsonError(`more than ${DEPTH} levels of nesting`, this.line, true);
    const char = this.text[this.at];
    if (char === '{') return this.object(depth);
    if (char === '[') return this.array(depth);
    if (char === '"') return this.string();
    if (char !== undefined && char in LITERALS) return this.literal(char);
    return this.number();
  }

  private literal(char: string): Value {
    const word = { t: 'true', f: 'false', n: 'null' }[char] as string;
    const found = this.text.slice(this.at, this.at + word.length);
    if (found !== word) {
      if (word.startsWith(found)) this.at = this.text.length;
      return this.fail(`"${found}" is not JSON`);
    }
    this.at += word.length;
    return LITERALS[char] as Value;
  }

  private number(): Value {
    for (const pattern of [NUMBER, NO_NUMBER]) {
      pattern.lastIndex = this.at;
      const found = pattern.exec(this.text)?.[0];
      if (found === undefined) continue;
      this.at += found.length;
      return pattern === NUMBER ? Number(found) : null;
    }
    return this.fail('a value is missing');
  }

  private string(): string {
    const start = this.at;
    let end = start + 1;
    for (; ; end++) {
      const code = this.text.charCodeAt(end);
      if (code === 34) break;
      if (code === 92) end++;
      else if (code === 10) throw new JsonError('a text is not closed', this.line);
      else if (Number.isNaN(code)) {
        this.at = this.text.length;
        throw new Cut();
      }
    }
    this.at = end + 1;
    const raw = this.text.slice(start + 1, end);
    if (!/[\\\p{Cc}]/u.test(raw)) return raw;
    try {
      return JSON.parse(`"${raw.replace(/\p{Cc}/gu, ' ')}"`) as string;
    } catch {
      throw new JsonError('a text holds an escape that JSON does not know', this.line);
    }
  }

  /** Reads members until the closing bracket; a text that ends before leaves what was read. */
  private members(close: string, member: () => void): void {
    this.at++;
    for (;;) {
      this.space();
      if (this.text[this.at] === close) break;
      member();
      if (this.cutLine !== null) return;
      this.space();
      if (this.text[this.at] === ',') this.at++;
      else if (this.text[this.at] !== close) this.fail(`"," or "${close}" is missing`);
    }
    this.at++;
  }

  private container(close: string, member: () => void): void {
    const line = this.line;
    try {
      this.members(close, member);
    } catch (error) {
      if (!(error instanceof Cut)) throw error;
      this.cutLine ??= line;
    }
  }

  private array(depth: number): Value[] {
    const out: Value[] = [];
    this.container(']', () => {
      const line = this.line;
      const value = this.value(depth + 1);
      if (this.cutLine !== null && !this.keepCut && depthOf(value)) {
        this.cutLine = line;
        return;
      }
      if (typeof value === 'object' && value !== null) this.lines.set(value, line);
      out.push(value);
    });
    return out;
  }

  private object(depth: number): JsonObject {
    const out: JsonObject = {};
    this.container('}', () => {
      if (this.text[this.at] !== '"') this.fail('a name in quotes is missing');
      const key = this.string();
      this.space();
      if (this.text[this.at] !== ':') this.fail('":" is missing');
      this.at++;
      this.space();
      set(out, key, this.value(depth + 1));
    });
    return out;
  }
}

const depthOf = (value: Value): boolean => typeof value === 'object' && value !== null;

/**
 * Reads the JSON value that starts at an offset.
 * @param keepCut keep the element in which the text breaks off, as far as it goes
 * @throws JsonError when what stands there is not JSON
 */
export function readLocated(text: string, offset = 0, line = 1, keepCut = false): Located {
  try {
    return new Reader(text, offset, line, keepCut).read();
  } catch (error) {
    if (error instanceof Cut) throw new JsonError('the text ends before a value begins', line);
    throw error;
  }
}
