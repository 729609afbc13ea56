import { expect, test } from 'vitest';
import { nameInput } from './session.ts';

test.each([
  ['  Ada\tLovelace ', 'Ada Lovelace'],
  ['Ada\r\n\r\nOpen http://evil.example now', 'Ada Open http://evil.example now'],
  ['\u202eadA\u2066', 'adA'],
  ['a\0b', 'ab'],
  ['\ud800', '\ufffd'],
  ['Zoë 王小明 👩‍🚀', 'Zoë 王小明 👩‍🚀'],
])('a name is one visible line: %j', (typed, name) => {
  expect(nameInput.parse(typed)).toBe(name);
});

test.each([
  ['', 'Enter a name'],
  [' \u200b\n', 'Enter a name'],
  ['N'.repeat(4_000), 'Use at most 100 characters'],
])('a name that is none is refused in words: %#', (typed, message) => {
  expect(nameInput.safeParse(typed).error?.issues).toMatchObject([{ message }]);
});
