import type { Range } from '@e965/xlsx';
import { findHead, isPlainlyHeader } from '../tables/find-header.ts';
import { mergeOf, type SheetCell, type SheetRow, textOf } from './visible-rows.ts';

export const textsOf = (row: SheetRow): string[] => row.cells.map(textOf);
export const filledOf = (texts: string[]): number[] => texts.flatMap((text, at) => (text.trim() === '' ? [] : [at]));

/** The one text of a row whose other places are blank, or filled from one merged cell: a heading between rows, a remark. */
export function loneText(row: SheetRow): string | undefined {
  const filled = row.cells.filter((cell) => textOf(cell).trim() !== '');
  const [first] = filled;
  if (first === undefined) return '';
  const merge = mergeOf(first);
  const isOne = filled.length === 1 || (merge !== undefined && filled.every((cell) => mergeOf(cell) === merge));
  return isOne ? textOf(first) : undefined;
}

const groupsUnder = (row: SheetRow, merges: readonly Range[]): boolean =>
  row.cells.some((cell) => {
    const merge = mergeOf(cell);
    const range = merge === undefined ? undefined : merges[merge];
    return range !== undefined && range.e.c > range.s.c;
  });

/**
 * Names over several columns each without being merged: below each of them are the same names, two or more. The group of each column,
 * or undefined when the rows are no such header.
 */
function spreadGroups(above: SheetRow | undefined, below: SheetRow | undefined): string[] | undefined {
  if (!above || !below || below.gap || above.cells.some((cell) => mergeOf(cell) !== undefined)) return undefined;
  const texts = textsOf(above);
  const names = textsOf(below);
  if (filledOf(texts).length < 2 || !isAllText(names)) return undefined;
  let group = '';
  const groups = names.map((_, at) => {
    if ((texts[at] ?? '').trim() !== '') group = texts[at] ?? '';
    return group;
  });
  const under = [...new Set(groups.filter((name) => name !== ''))].map((name) =>
    names.filter((_, at) => groups[at] === name),
  );
  const [first = []] = under;
  const alike = under.length > 1 && first.length > 1 && under.every((own) => own.join('\n') === first.join('\n'));
  return alike ? groups : undefined;
}

const joinNames = (above: string, below: string): string =>
  above.trim() === '' || above === below ? below : below.trim() === '' ? above : `${above} ${below}`;

export const isAllText = (texts: string[]): boolean =>
  texts.every((text) => !/^[\d\s.,%-]+$/.test(text) || text.trim() === '');

/**
 * Whether a row below names of groups is part of the header: columns outside of the groups have their name in one of the two rows, or
 * figures are below it.
 */
function belongsTo(above: SheetRow, row: SheetRow, rest: SheetRow[], merges: readonly Range[]): boolean {
  const texts = textsOf(row);
  const isOutside = (cell: SheetCell) => {
    const merge = mergeOf(cell);
    const range = merge === undefined ? undefined : merges[merge];
    return range === undefined || range.e.c === range.s.c;
  };
  const clashes = above.cells.some((cell, at) => {
    const below = texts[at] ?? '';
    return isOutside(cell) && textOf(cell).trim() !== '' && below.trim() !== '' && below !== textOf(cell);
  });
  return !clashes || isPlainlyHeader(texts, rest.slice(0, 20).map(textsOf));
}

/** How many of the rows make up the header, and the names of the columns: what is over several columns is said with each of them. */
function headerOf(rows: SheetRow[], merges: readonly Range[]): { names: string[]; count: number } {
  const [first] = rows;
  if (!first) return { names: [], count: 0 };
  let names = textsOf(first);
  let count = 1;
  for (let row = first; count < Math.min(4, rows.length - 1) && groupsUnder(row, merges); count++) {
    const next = rows[count];
    if (!next || next.gap || loneText(next) !== undefined || !isAllText(textsOf(next))) break;
    const below = textsOf(next);
    if (!belongsTo(row, next, rows.slice(count + 1), merges)) break;
    names = Array.from({ length: Math.max(names.length, below.length) }, (_, at) =>
      joinNames(names[at] ?? '', below[at] ?? ''),
    );
    row = next;
  }
  return { names, count };
}

/** The head of some rows: titles above it, the names of its columns, the rows that they name. */
export type Head = { titles: SheetRow[]; names: string[]; body: SheetRow[]; hasHeader: boolean };

export function headOf(rows: SheetRow[], merges: readonly Range[]): Head {
  const texts = rows.slice(0, 60).map((row) => {
    const lone = loneText(row);
    return lone === undefined ? textsOf(row) : [lone];
  });
  const { titles, hasHeader } = findHead(texts);
  const above = rows.slice(0, titles);
  const below = rows.slice(titles);
  if (!hasHeader) return { titles: above, names: (below[0]?.cells ?? []).map(() => ''), body: below, hasHeader };
  // groups of columns have so few names that they may have been taken for a title
  for (const at of [titles - 1, titles]) {
    const names = rows[at + 1];
    const groups = rows.length > at + 2 ? spreadGroups(rows[at], names) : undefined;
    if (!groups || !names) continue;
    const joined = textsOf(names).map((name, column) => joinNames(groups[column] ?? '', name));
    return { titles: rows.slice(0, at), names: joined, body: rows.slice(at + 2), hasHeader };
  }
  const { names, count } = headerOf(below, merges);
  return { titles: above, names, body: below.slice(count), hasHeader };
}
