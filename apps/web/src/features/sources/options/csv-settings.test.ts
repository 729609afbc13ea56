import { expect, test } from 'vitest';
import { optionsOf, settingsOf } from './csv-settings.ts';

const columns = ['Name', 'Note', 'Price'];

test('options that were not chosen are not sent', () => {
  expect(Object.values(optionsOf(settingsOf({}), columns)).filter((value) => value !== undefined)).toEqual([]);
});

test('chosen options are sent unchanged', () => {
  const options = {
    delimiter: ';',
    encoding: 'koi8-r' as const,
    skipRows: 2,
    textColumns: ['Note'],
    titleColumn: 'Name',
  };
  expect(optionsOf(settingsOf(options), columns)).toEqual(options);
});

test('columns that no longer exist are not requested', () => {
  const { textColumns, titleColumn } = optionsOf(settingsOf({ textColumns: ['Gone'], titleColumn: 'Gone' }), columns);
  expect([textColumns, titleColumn]).toEqual([undefined, undefined]);
});
