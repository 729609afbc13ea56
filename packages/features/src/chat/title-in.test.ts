import { expect, test } from 'vitest';
import { titleIn } from './title-in.ts';

test.each([
  ['Leave for employees', 'Leave for employees'],
  ['  "Leave for employees."\n', 'Leave for employees'],
  ['**Title:** Leave for employees', 'Leave for employees'],
  ['# Leave', 'Leave'],
  ['<think>What could it be?</think>\n\nUrlaub für Angestellte', 'Urlaub für Angestellte'],
  ['年次休暇について', '年次休暇について'],
])('in %j the title is found', (said, title) => {
  expect(titleIn(said)).toBe(title);
});

test('what has no words is no title, and a speech is cut', () => {
  expect(titleIn(' \n"…"\n')).toBeUndefined();
  expect(titleIn('<think>It never ends')).toBeUndefined();
  expect(titleIn('word '.repeat(40))?.length).toBeLessThanOrEqual(80);
});
