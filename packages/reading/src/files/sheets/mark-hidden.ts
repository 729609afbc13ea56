import { utils, type WorkBook, type WorkSheet } from '@e965/xlsx';

const attribute = (tag: string, name: string): string | undefined => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];

/** Names of the styles of sheets that are not shown. */
function hiddenStyles(content: string): Set<string> {
  const names = new Set<string>();
  for (const [style] of content.matchAll(/<style:style\s[^>]*style:family="table"[^>]*>[\s\S]*?<\/style:style>/g)) {
    const name = attribute(style, 'style:name');
    if (name !== undefined && /table:display="false"/.test(style)) names.add(name);
  }
  return names;
}

const isHidden = (tag: string) => /^(?:collapse|filter)$/.test(attribute(tag, 'table:visibility') ?? '');

/** Hides the rows or columns that these tags are of; each may stand for many. Beyond `end` nothing is. */
function hide(tags: string[], repeated: string, end: number, onHidden: (at: number) => void): void {
  let at = 0;
  for (const tag of tags) {
    const next = at + Number(attribute(tag, repeated) ?? 1);
    if (isHidden(tag)) for (let each = at; each < Math.min(next, end + 1); each++) onHidden(each);
    at = next;
  }
}

function markSheet(sheet: WorkSheet, xml: string): void {
  if (!sheet['!ref']) return;
  const { e } = utils.decode_range(sheet['!ref']);
  const rows = sheet['!rows'] ?? [];
  const columns = sheet['!cols'] ?? [];
  hide(xml.match(/<table:table-row[\s>/][^>]*/g) ?? [], 'table:number-rows-repeated', e.r, (at) => {
    rows[at] = { ...rows[at], hidden: true };
  });
  hide(xml.match(/<table:table-column[\s>/][^>]*/g) ?? [], 'table:number-columns-repeated', e.c, (at) => {
    columns[at] = { ...columns[at], hidden: true };
  });
  sheet['!rows'] = rows;
  sheet['!cols'] = columns;
}

/** Marks what an OpenDocument spreadsheet hides, which its reader passes over, as it is marked in a workbook of Excel. */
export function markHidden(book: WorkBook, content: string): void {
  const styles = hiddenStyles(content);
  const sheets: { Hidden: 0 | 1 }[] = [];
  for (const [xml, tag = ''] of content.matchAll(/(<table:table\s[^>]*>)[\s\S]*?<\/table:table>/g)) {
    const sheet = book.Sheets[book.SheetNames[sheets.length] ?? ''];
    sheets.push({ Hidden: styles.has(attribute(tag, 'table:style-name') ?? '') ? 1 : 0 });
    if (sheet) markSheet(sheet, xml);
  }
  book.Workbook = { ...book.Workbook, Sheets: sheets };
}
