import { expect, test } from 'vitest';
import { appendYaml, parseYaml } from '../../src/util/yaml.js';

const entry = { name: 'b: c', until: '2026-12-31' };

test.each([
  ['an empty text', ''],
  ['a text without the list', '# mine\nother: 1 # kept\n'],
  ['a text without a line end', 'other: 1'],
  ['a list in block form with comments', '# mine\nlist:\n  # first\n  - name: a # why\n    until: x\n\n# after\nother: 1\n'],
  ['a list that is not indented', 'list:\n- {name: a}\nother: 1\n'],
  ['a list at the end', 'other: 1\nlist:\n  - name: a'],
  ['a list in brackets', 'list: [{name: a}] # mine\nother: 1\n'],
  ['an empty list', 'list:\nother: 1\n'],
])('%s gets one entry more', (_, text) => {
  const before = (parseYaml(text) ?? {}) as { list?: unknown[] | null };
  const after = appendYaml(text, 'list', entry, 'a comment');
  expect(parseYaml(after)).toEqual({ ...before, list: [...(before.list ?? []), entry] });
});

test('comments, blanks and order stay', () => {
  const text = '# mine\nlist:\n  # first\n  - name: a # why\n\n# after\nother:   1\n';
  expect(appendYaml(text, 'list', { name: 'b' }, 'new')).toBe(
    '# mine\nlist:\n  # first\n  - name: a # why\n  # new\n  - name: b\n\n# after\nother:   1\n',
  );
});
