import { expect, test } from 'vitest';
import { choiceOf, optionsOf } from './csv-settings.ts';

const columns = ['Name', 'Note', 'Price'];

test('options that were not chosen are not sent', () => {
  expect(Object.values(optionsOf(choiceOf({}), columns)).filter((value) => value !== undefined)).toEqual([]);
});

test('chosen options are sent unchanged', () => {
  const options = {
    delimiter: ';',
    encoding: 'koi8-r' as const,
    skipRows: 2,
    textColumns: ['Note'],
    titleColumn: 'Name',
  };
  expect(optionsOf(choiceOf(options), columns)).toEqual(options);
});

test('columns that no longer exist are not requested', () => {
  const { textColumns, titleColumn } = optionsOf(choiceOf({ textColumns: ['Gone'], titleColumn: 'Gone' }), columns);
  expect([textColumns, titleColumn]).toEqual([undefined, undefined]);
});
