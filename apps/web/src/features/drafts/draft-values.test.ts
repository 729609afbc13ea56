import { expect, test } from 'vitest';
import { forgetDraft, keepValues, openPart, placeOf, readKept, rebase, secretPart } from './draft-values.ts';

test('a secret field, and an address with a password, are not in what is stored', () => {
  const values = { name: 'Mill', apiKey: 'sk-1', headers: '', url: 'https://me:pw@example.org/v1' };
  expect(openPart(values, ['apiKey', 'headers'])).toBe('{"name":"Mill"}');
  expect(openPart('https://me:pw@example.org', [])).toBe('');
  expect(openPart({ password: 'pw' }, 'all')).toBe('');
  expect(openPart('plain', [])).toBe('"plain"');
});

test('a secret that was typed is told from an empty one', () => {
  const secret = ['apiKey'];
  const base = secretPart({ name: 'Mill', apiKey: undefined }, secret);
  expect(secretPart({ name: 'Other', apiKey: '' }, secret)).toBe(base);
  expect(secretPart({ name: 'Mill', apiKey: 'sk-1' }, secret)).not.toBe(base);
  expect(secretPart('pw', 'all')).not.toBe(secretPart('', 'all'));
});

test('what was typed is put onto newer values: fields that were left alone follow them', () => {
  const former = JSON.stringify({ name: 'A', note: 'old' });
  const typed = JSON.stringify({ name: 'Mine', note: 'old' });
  expect(rebase(typed, former, { name: 'B', note: 'new', key: 'k' })).toEqual({ name: 'Mine', note: 'new', key: 'k' });
  expect(rebase('"mine"', '"before"', 'newer')).toBe('mine');
});

test('a draft of another version of the pages, or a broken one, does no harm', () => {
  expect(rebase('{"columns":"a","name":"Mine"}', '', { columns: ['a'], name: '' })).toEqual({
    ...{ columns: ['a'], name: 'Mine' },
  });
  expect(rebase('{"a":1}', '"x"', 'text')).toBe('text');
  keepValues('place', { base: '', values: '{"half' });
  expect(readKept('place')).toBeUndefined();
});

test('a draft is kept by workspace, form and object until it is forgotten', () => {
  const place = { form: 'rename', workspaceId: 'w', object: 'o' };
  const kept = { base: '"a"', values: '"b"' };
  keepValues(placeOf(place), kept);
  expect(readKept(placeOf(place))).toEqual(kept);
  expect(readKept(placeOf({ ...place, object: 'other' }))).toBeUndefined();
  forgetDraft(place);
  expect(readKept(placeOf(place))).toBeUndefined();
});
