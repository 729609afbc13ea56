import type { WorkBook } from '@e965/xlsx';
import type { Package } from '../zip/open-package.ts';
import { mainPart, readRelations } from '../zip/relations.ts';

/** The part of a file that a sheet is in; undefined where the workbook does not say. */
export async function sheetPart(book: WorkBook, file: Package, name: string): Promise<string | undefined> {
  const { id } = (book.Workbook?.Sheets?.[book.SheetNames.indexOf(name)] ?? {}) as { id?: string };
  const main = await mainPart(file);
  if (id === undefined || main === undefined) return undefined;
  return (await readRelations(file, main)).find((relation) => relation.id === id)?.target;
}

/** The XML of a sheet by its part, which is not kept any longer. */
export async function takeSheetXml(book: WorkBook, file: Package, part: string): Promise<Buffer | undefined> {
  // the reader of workbooks has unpacked it already
  const files = (book as { files?: Record<string, { content?: unknown } | undefined> }).files;
  const content = files?.[part]?.content;
  if (files?.[part]) files[part].content = undefined;
  return Buffer.isBuffer(content) ? content : file.part(part);
}

/** Text that lies over a sheet, with the row, counted from 1, that it begins at. */
export type FloatingText = { row: number; text: string };

const decoded = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (all, hex?: string, decimal?: string) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    })
    .replaceAll('&amp;', '&');

function textsOf(drawing: string): FloatingText[] {
  const anchors = drawing.match(/<xdr:(twoCellAnchor|oneCellAnchor|absoluteAnchor)\b[\s\S]*?<\/xdr:\1>/g) ?? [];
  return anchors.flatMap((anchor) => {
    const row = Number(/<xdr:from>[\s\S]*?<xdr:row>(\d+)<\/xdr:row>/.exec(anchor)?.[1] ?? 0) + 1;
    const paragraphs = anchor.match(/<a:p\b[\s\S]*?<\/a:p>/g) ?? [];
    const lines = paragraphs.map((paragraph) =>
      [...paragraph.matchAll(/<a:t(?:\s[^>]*)?>([^<]*)<\/a:t>/g)].map(([, text = '']) => decoded(text)).join(''),
    );
    const text = lines.filter((line) => line.trim() !== '').join('\n');
    return text === '' || /<xdr:cNvPr\b[^>]*\bhidden="1"/.test(anchor) ? [] : [{ row, text }];
  });
}

/** Text boxes and shapes with words of a sheet. */
export async function floatingTexts(file: Package, part: string): Promise<FloatingText[]> {
  const drawings = (await readRelations(file, part)).filter(({ type }) => type === 'drawing');
  const parts = await Promise.all(drawings.map(({ target }) => file.part(target)));
  return parts.flatMap((drawing) => (drawing ? textsOf(drawing.toString('utf8')) : []));
}
