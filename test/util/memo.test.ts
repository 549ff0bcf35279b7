import { expect, test } from 'vitest';
import { memo, memoOfMessages } from '../../src/util/memo.js';

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

test('messages with numbers are remembered while they come back, those without always', () => {
  let made = 0;
  const lengthOf = memoOfMessages((text) => {
    made++;
    return text.length;
  });
  const askedFor = (texts: readonly string[]) => {
    made = 0;
    expect(texts.map(lengthOf)).toEqual(texts.map((text) => text.length));
    return made;
  };
  expect(askedFor(Array.from({ length: 900 }, (_, n) => `retry ${n % 3} of 3`))).toBe(3);
  expect(askedFor(Array.from({ length: 3_000 }, (_, n) => `order A-${n} sent`))).toBe(3_000);
  expect(askedFor(['retry 1 of 3', 'retry 1 of 3', 'order sent', 'order sent'])).toBe(3);
  expect(askedFor(Array.from({ length: 8_000 }, () => 'retry 2 of 3'))).toBeLessThan(5_000);
});
