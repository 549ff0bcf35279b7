import { expect, it } from 'vitest';
import { parseProse } from '../../src/report/prose.js';

it('reads paragraphs, lists, code and bold', () => {
  const prose =
    'Make a key.\nIt has **two** parts.\n\n- source id\n- kind of\n  operation\n\n1. first\n2) second\n\n```js\nkey(`a`);\n```\nEnd.';
  expect(parseProse(prose)).toEqual([
    {
      kind: 'paragraph',
      spans: [
        { kind: 'text', text: 'Make a key. It has ' },
        { kind: 'strong', text: 'two' },
        { kind: 'text', text: ' parts.' },
      ],
    },
    { kind: 'list', ordered: false, items: [[{ kind: 'text', text: 'source id' }], [{ kind: 'text', text: 'kind of operation' }]] },
    { kind: 'list', ordered: true, items: [[{ kind: 'text', text: 'first' }], [{ kind: 'text', text: 'second' }]] },
    { kind: 'code', language: 'js', text: 'key(`a`);' },
    { kind: 'paragraph', spans: [{ kind: 'text', text: 'End.' }] },
  ]);
});

it('takes links, images and HTML for text', () => {
  const text = '[a](http://b.test) ![c](d) <img src=x>';
  expect(parseProse(text)).toEqual([{ kind: 'paragraph', spans: [{ kind: 'text', text }] }]);
});

it('ends with the text when a fence is never closed', () => {
  expect(parseProse('```\na')).toEqual([{ kind: 'code', language: '', text: 'a' }]);
});
