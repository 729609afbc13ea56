import { expect, test } from 'vitest';
import { accented, fraction, large, matrix, root, scripts, stacked } from './linear-math.ts';

test('formulas stand on one line, in brackets where they would mean something else', () => {
  expect(fraction('a+b', '2')).toBe('(a+b)/2');
  expect(fraction('(a+b)(c+d)', '2')).toBe('((a+b)(c+d))/2');
  expect(scripts('x', '1', '2')).toBe('x_1^2');
  expect(scripts('a+b', '', 'n+1')).toBe('(a+b)^(n+1)');
  expect(scripts('f', '', '′')).toBe('f′');
  expect(root('', 'b^2-4ac')).toBe('√(b^2-4ac)');
  expect(root('3', 'x')).toBe('∛x');
  expect(root('n', 'x')).toBe('root(n, x)');
  expect(large('∑', 'i=1', 'n', 'x_i')).toBe('∑_(i=1)^n x_i');
  expect(
    matrix([
      ['1', '0'],
      ['0', '1'],
    ]),
  ).toBe('1, 0; 0, 1');
  expect(stacked('n', 'k')).toBe('binom(n, k)');
  expect(accented('x', '\u0304')).toBe('x\u0304');
  expect(accented('AB', '\u20d7')).toBe('vec(AB)');
});
