import type { WorkBook, WorkSheet } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { markHidden } from './mark-hidden.ts';

const content = `<office:document-content><office:automatic-styles>
<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="Open" table:style-name="ta1"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
<table:table-row><table:table-cell/></table:table-row><table:table-row table:number-rows-repeated="2" table:visibility="collapse"><table:table-cell/></table:table-row>
<table:table-row table:visibility="filter"><table:table-cell/></table:table-row><table:table-row table:number-rows-repeated="1048572"/></table:table>
<table:table table:name="Secret" table:style-name="ta2"><table:table-row/></table:table>
</office:spreadsheet></office:body></office:document-content>`;

test('hidden sheets, rows and columns of an OpenDocument spreadsheet are marked', () => {
  const open: WorkSheet = { '!ref': 'A1:C5' };
  const book: WorkBook = { SheetNames: ['Open', 'Secret'], Sheets: { Open: open, Secret: {} } };
  markHidden(book, content);
  expect(book.Workbook?.Sheets?.map(({ Hidden }) => Hidden)).toEqual([0, 1]);
  expect(open['!rows']?.map((row) => row?.hidden)).toEqual([undefined, true, true, true]);
  expect(open['!cols']?.map((column) => column?.hidden)).toEqual([undefined, undefined, true]);
});
