// @vitest-environment node
import { expect, test } from 'vitest';
import { inOrder } from './facet-range.tsx';

test('the ends of a range come in the right order, whichever way they were typed', () => {
  expect(inOrder('number', ['100', '9'])).toEqual(['9', '100']);
  expect(inOrder('number', ['9', '100'])).toEqual(['9', '100']);
  expect(inOrder('date', ['2026-03-01', '2025-12-31'])).toEqual(['2025-12-31', '2026-03-01']);
});

test('an open end stays open at its side', () => {
  expect(inOrder('number', ['', '5'])).toEqual(['', '5']);
  expect(inOrder('date', ['2026-03-01', ''])).toEqual(['2026-03-01', '']);
});
