import { expect, test } from 'vitest';
import { choiceOf, optionsOf } from './csv-choice.ts';

const columns = ['Name', 'Note', 'Price'];

test('what was not said is not sent', () => {
  expect(Object.values(optionsOf(choiceOf({}), columns)).filter((value) => value !== undefined)).toEqual([]);
});

test('what was said comes back as it was', () => {
  const options = {
    delimiter: ';',
    encoding: 'koi8-r' as const,
    skipRows: 2,
    textColumns: ['Note'],
    titleColumn: 'Name',
  };
  expect(optionsOf(choiceOf(options), columns)).toEqual(options);
});

test('columns that are there no more are not asked for', () => {
  const { textColumns, titleColumn } = optionsOf(choiceOf({ textColumns: ['Gone'], titleColumn: 'Gone' }), columns);
  expect([textColumns, titleColumn]).toEqual([undefined, undefined]);
});
