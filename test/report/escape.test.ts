import { describe, expect, it } from 'vitest';
import { csv, cut, html, md, mdCode, mdFence, oneLine, terminal, visible, wiki, wikiBlock } from '../../src/report/escape.js';

const ESC = String.fromCharCode(27);
const BEL = String.fromCharCode(7);

describe('unseen characters', () => {
  it.each([
    ['colours of a terminal', `${ESC}[31mred${ESC}[0m`, 'red'],
    ['a title of a terminal', `${ESC}]0;owned${BEL}after`, 'after'],
    ['a link of a terminal', `${ESC}]8;;http://x.test${ESC}\\text${ESC}]8;;${ESC}\\`, 'text'],
    ['a sequence that never ends', `${ESC}]0;open`, ''],
    ['a bare escape', `a${ESC}b`, 'a\\u001bb'],
    ['bidi override', 'abc\u202egnp.exe', 'abc\\u202egnp.exe'],
    ['bidi isolate', 'a\u2067b\u2069c', 'a\\u2067b\\u2069c'],
    ['zero width', 'pay\u200bload', 'pay\\u200bload'],
    ['tag characters', 'a\u{E0041}b', 'a\\ue0041b'],
    ['a lone surrogate', 'a\ud83db', 'a\\ud83db'],
    ['backspace and null', 'a\bb\0c', 'a\\u0008b\\u0000c'],
    ['CR line breaks', 'a\rb\r\nc', 'a\nb\nc'],
  ])('%s', (_, hostile, shown) => {
    expect(visible(hostile)).toBe(shown);
  });

  it('leaves ordinary text of any script alone', () => {
    const text = 'Zürich — 注文 A-1001 ✓ 😀 عقد';
    expect(visible(text)).toBe(text);
  });

  it('makes one line', () => {
    expect(oneLine(' a\n\tb\u2028c ')).toBe('a b\\u2028c');
    expect(terminal(`x${ESC}[2J\ny`)).toBe('x y');
  });
});

describe('HTML', () => {
  it('opens no tag, entity or attribute', () => {
    expect(html(`<img src=x onerror="a('b')">&amp;\``)).toBe('&#60;img src=x onerror=&#34;a(&#39;b&#39;)&#34;&#62;&#38;amp;&#96;');
  });
});

describe('Markdown', () => {
  it.each([
    ['HTML', '<b>x</b>', '\\<b>x\\</b>'],
    ['an entity', '&lt;', '&amp;lt;'],
    ['a link', '[x](http://evil.test)', '\\[x\\](http&#58;//evil.test)'],
    ['an image', '![x](y)', '!\\[x\\](y)'],
    ['emphasis', '**a** _b_ ~~c~~', '\\*\\*a\\*\\* \\_b\\_ \\~\\~c\\~\\~'],
    ['code', '`x`', '\\`x\\`'],
    ['a table cell', 'a | b', 'a \\| b'],
    ['a heading', '# a\n## b', '\\# a ## b'],
    ['a quote', '> a', '\\> a'],
    ['a bullet', '- a', '\\- a'],
    ['a numbered item', '1. a', '1\\. a'],
    ['a mention', 'ping @team', 'ping &#64;team'],
    ['a trailing backslash', 'a\\', 'a\\\\'],
  ])('%s stays text', (_, hostile, shown) => {
    expect(md(hostile)).toBe(shown);
  });

  it('leaves numbers and names readable', () => {
    expect(md('2.5 s for duplicate_write of POST /orders/{id}')).toBe('2.5 s for duplicate_write of POST /orders/{id}');
  });

  it('code is fenced beyond its own backticks, on one line', () => {
    expect(mdCode('a`b')).toBe('`` a`b ``');
    expect(mdCode('``')).toBe('``` `` ```');
    expect(mdCode('a\nb')).toBe('`a b`');
    expect(mdCode('')).toBe('—');
    expect(mdFence('a\n````\nb')).toBe('`````\na\n````\nb\n`````');
  });
});

describe('CSV', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '%0A', '|cmd'])('%j is no formula', (cell) => {
    expect(csv(cell)).toMatch(/^"'/);
  });

  it('doubles quotes and keeps line breaks inside', () => {
    expect(csv('a "b"\r\nc,d')).toBe('"a ""b""\nc,d"');
  });
});

describe('wiki markup', () => {
  it.each([
    ['a macro', '{html}x{html}', '\\{html\\}x\\{html\\}'],
    ['a link', '[x|http://evil.test]', '\\[x\\|http://evil.test\\]'],
    ['an image', '!x.png!', '\\!x.png\\!'],
    ['a mention', '[~admin]', '\\[\\~admin\\]'],
    ['a heading', 'h1. x', 'h1\\. x'],
    ['a list', '* x\n# y\n- z', '\\* x\n\\# y\n\\- z'],
  ])('%s stays text', (_, hostile, shown) => {
    expect(wiki(hostile)).toBe(shown);
  });

  it('nothing closes a block', () => {
    expect(wikiBlock('a{noformat}b{CODE}c')).toBe('a{ noformat}b{ CODE}c');
  });
});

it('cuts by characters, not within one', () => {
  expect(cut('😀😀😀', 2)).toBe('😀…');
  expect(cut('abc', 3)).toBe('abc');
});
