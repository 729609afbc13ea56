import { expect, test } from 'vitest';
import { TableRecords } from '../tables/table-records.ts';
import { addSheet } from './sheet-tables.ts';
import type { SheetRow } from './visible-rows.ts';

/** Rows as texts; an empty list is a gap. `groups`: cells with this text are one merged range over several columns. */
function read(lines: string[][], groups: string[] = []) {
  const merges = groups.map((group) => {
    const row = lines.find((texts) => texts.includes(group)) ?? [];
    const from = { r: 0, c: row.indexOf(group) };
    return { s: from, e: { r: 0, c: row.lastIndexOf(group) } };
  });
  let gap = false;
  const rows = lines.flatMap((texts, at): SheetRow[] => {
    const wasGap = gap;
    gap = texts.length === 0;
    if (gap) return [];
    const cells = texts.map((text) => (groups.includes(text) ? { text, merge: groups.indexOf(text) } : text));
    return [{ number: at + 1, cells, comments: [], gap: wasGap }];
  });
  const table = new TableRecords('S');
  const facts = addSheet(table, rows, merges);
  const texts = [...table.take()].flatMap((message) =>
    message.kind === 'records' ? message.records.map((record) => record.text) : [],
  );
  return { texts, facts };
}

test('a form is read name by name', () => {
  const { texts } = read([
    ['Harbour', 'Oban'],
    ['Master', 'Ada'],
    ['Berths', '12'],
    ['Opened', '1998-05-01'],
  ]);
  expect(texts).toEqual(['Harbour: Oban', 'Master: Ada', 'Berths: 12', 'Opened: 1998-05-01']);
});

test('a form above a table is not its header', () => {
  const { texts, facts } = read([
    ['Report:', 'Prices'],
    ['Date:', '2031-03-05'],
    [],
    ['Item', 'Unit', 'Price'],
    ['rope', 'm', '4'],
  ]);
  expect(texts).toEqual(['Report: Prices', 'Date: 2031-03-05', 'Item: rope\nUnit: m\nPrice: 4']);
  expect(facts).toEqual({ titles: [], headless: false, tables: 1 });
});

test('one line of a form above a table is not its header either', () => {
  const { texts } = read([['Report:', 'Prices'], [], ['Item', 'Unit', 'Price'], ['rope', 'm', '4'], ['tar', 'l', '7']]);
  expect(texts).toEqual(['Report: Prices', 'Item: rope\nUnit: m\nPrice: 4', 'Item: tar\nUnit: l\nPrice: 7']);
});

test('tables of the same width are told apart by their titles', () => {
  const { texts, facts } = read([
    ['Table 1: Staff', ''],
    ['Name', 'Role'],
    ['Ada', 'Keeper'],
    ['Ben', 'Lock'],
    [],
    ['Table 2: Boats', ''],
    ['Boat', 'Harbour'],
    ['Gull', 'Oban'],
  ]);
  expect(texts).toEqual([
    'Table 1: Staff',
    'Name: Ada\nRole: Keeper',
    'Name: Ben\nRole: Lock',
    'Table 2: Boats',
    'Boat: Gull\nHarbour: Oban',
  ]);
  expect(facts).toEqual({ titles: [1, 6], headless: false, tables: 2 });
});

test('headings between rows do not begin another table', () => {
  const { texts } = read([['Name', 'Role'], [], ['North', ''], ['Ada', 'Keeper'], [], ['South', ''], ['Cy', 'Lock']]);
  expect(texts).toEqual(['Name: North', 'Name: Ada\nRole: Keeper', 'Name: South', 'Name: Cy\nRole: Lock']);
});

test('three rows of a header are said together', () => {
  const { texts } = read(
    [
      ['Gate', 'Summer', 'Summer', 'Summer', 'Summer'],
      ['', 'Mon', 'Mon', 'Tue', 'Tue'],
      ['', 'open', 'close', 'open', 'close'],
      ['North', '8', '12', '9', '13'],
    ],
    ['Summer', 'Mon', 'Tue'],
  );
  expect(texts).toEqual([
    'Gate: North\nSummer Mon open: 8\nSummer Mon close: 12\nSummer Tue open: 9\nSummer Tue close: 13',
  ]);
});

test('a row of words below a group of columns is a row where the other columns have their names already', () => {
  const { texts } = read(
    [
      ['Day', 'Morning', 'Morning'],
      ['Mon', 'Ada', 'Ben'],
      ['Tue', 'Cy', 'Dee'],
    ],
    ['Morning'],
  );
  expect(texts).toEqual(['Day: Mon\nMorning: Ada\nMorning (2): Ben', 'Day: Tue\nMorning: Cy\nMorning (2): Dee']);
});

test('days name columns of figures', () => {
  const { texts } = read([
    ['Item', '2031-01-01', '2031-02-01'],
    ['rope', '1', '2'],
    ['tar', '3', '4'],
  ]);
  expect(texts[0]).toBe('Item: rope\n2031-01-01: 1\n2031-02-01: 2');
});

test('a sheet of one line keeps it', () => {
  expect(read([['Annual', 'report', '2031']]).texts).toEqual(['Annual report 2031']);
});
