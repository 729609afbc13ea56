import { expect, test } from 'vitest';
import { AppError } from './app-error.ts';
import { inEnglish, worded } from './wording.ts';

test('values stand where the message names them, numbers as people write them', () => {
  expect(
    inEnglish({ message: '{done} of {total} read by {who}', values: { done: 12, total: 1_234, who: 'Ada' } }),
  ).toBe('12 of 1,234 read by Ada');
  expect(inEnglish({ message: 'Nothing to fill in: {missing}.', values: {} })).toBe('Nothing to fill in: .');
});

test('plurals say one or many', () => {
  const message = '{pages, plural, one {# page} other {# pages}} of {name}';
  const of = (pages: number) => worded(message, { pages, name: 'A' });
  expect([0, 1, 2_000].map((pages) => of(pages).text)).toEqual(['0 pages of A', '1 page of A', '2,000 pages of A']);
  expect(of(1).wording).toEqual({ message, values: { pages: 1, name: 'A' } });
});

test('an error with values is English for everybody and keeps its wording for pages', () => {
  const message = 'Try again in {minutes, plural, one {a minute} other {# minutes}}.';
  const error = new AppError('limited', 'test.later', message, { values: { minutes: 3 } });
  expect(error.message).toBe('Try again in 3 minutes.');
  expect(error.view()).toEqual({
    kind: 'limited',
    reason: 'test.later',
    message: 'Try again in 3 minutes.',
    wording: { message, values: { minutes: 3 } },
  });
  expect(new AppError('limited', 'test.later', 'Try again {later}.').view()).toEqual({
    kind: 'limited',
    reason: 'test.later',
    message: 'Try again {later}.',
  });
});
