import { errorKinds } from '@millrace/contract/app-error';
import { expect, test } from 'vitest';
import { failureOf, failureTitle } from './failure.ts';

const wire = (data: unknown) => Object.assign(new Error('What happened.'), { data });

test('an error of the server keeps its reason, fields and request', () => {
  const fields = { email: ['Enter an e-mail address'] };
  const failure = failureOf(wire({ kind: 'invalid', reason: 'input', requestId: 'r1', fields }));
  expect(failure).toMatchObject({
    kind: 'invalid',
    reason: 'input',
    message: 'What happened.',
    requestId: 'r1',
    fields,
  });
});

test('an error without our shape is a lost connection', () => {
  for (const error of [new TypeError('Failed to fetch'), wire(null), wire({ kind: 'teapot' }), 'text', undefined]) {
    expect(failureOf(error)).toMatchObject({ kind: 'offline', retryable: true });
  }
});

test('only what another attempt may cure is retryable', () => {
  const retryable = errorKinds.filter((kind) => failureOf(wire({ kind })).retryable);
  expect(retryable).toEqual(['limited', 'unavailable', 'internal']);
});

test('every kind has a heading', () => {
  const titles = errorKinds.map(failureTitle);
  expect(new Set(titles).size).toBe(errorKinds.length);
});
