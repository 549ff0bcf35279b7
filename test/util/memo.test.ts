import { expect, test } from 'vitest';
import { memo } from '../../src/util/memo.js';

function counted(kept: number) {
  const asked: string[] = [];
  const lengthOf = memo((text) => {
    asked.push(text);
    return text.length;
  }, kept);
  return { asked, lengthOf };
}

test('a text is worked on once', () => {
  const { asked, lengthOf } = counted(10);
  expect(['order', 'item', 'order', 'a text of many letters', 'a text of many letters'].map(lengthOf)).toEqual([5, 4, 5, 22, 22]);
  expect(asked).toEqual(['order', 'item', 'a text of many letters']);
});

test('what is in use stays, however many other texts pass, and what is not is dropped', () => {
  const { asked, lengthOf } = counted(10);
  lengthOf('once');
  for (let n = 0; n < 100; n++) {
    lengthOf('often');
    lengthOf(`another ${n}`);
  }
  lengthOf('once');
  expect(asked.filter((text) => text === 'often')).toHaveLength(1);
  expect(asked.filter((text) => text === 'once')).toHaveLength(2);
});
