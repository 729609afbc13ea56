import type { ExtractedRecord } from '../extracted.ts';
import { pageList } from '../missing-pages.ts';

/** A record of a file within a file: its page or row is told with the path. Boxes are of a page that is not shown. */
export function placedIn(record: ExtractedRecord, path: string): ExtractedRecord {
  const { place } = record;
  const inner = place?.kind === 'member' ? place : undefined;
  return {
    ...record,
    page: null,
    spans: [],
    title: record.title || record.headings[0]?.text || (inner?.path ?? path).split('/').at(-1),
    place: {
      kind: 'member',
      path: inner ? `${path}/${inner.path}` : path,
      page: inner?.page ?? record.page,
      sheet: inner?.sheet ?? (place?.kind === 'row' ? place.sheet : null),
      row: inner?.row ?? (place?.kind === 'row' ? place.row : null),
    },
  };
}

/** Which pages of a file within gave no text, as notes. */
export function pagesLeft(empty: number[], unreadable: number[]): string[] {
  const pages = (numbers: number[]) => `${numbers.length === 1 ? 'page' : 'pages'} ${pageList(numbers)}`;
  return [
    ...(empty.length > 0 ? [`There is no text layer on ${pages(empty)}.`] : []),
    ...(unreadable.length > 0 ? [`It was not possible to read ${pages(unreadable)}.`] : []),
  ];
}
