import type { PageElement } from './html-dom.ts';
import { isHidden } from './html-look.ts';
import { htmlText } from './html-text.ts';

/** Whether a table leads elsewhere: half of its cells that are not empty are links. */
function leadsElsewhere(table: PageElement): boolean {
  let [links, cells] = [0, 0];
  for (const cell of table.querySelectorAll('td, th')) {
    const leads = [...cell.querySelectorAll('a[href]')].length > 0;
    if (leads) links++;
    if (leads || (cell.textContent ?? '').trim() !== '') cells++;
  }
  return links * 2 >= cells;
}

const around = 'nav, footer, aside, header, dialog, [hidden], [aria-hidden="true"], [style*="display"]';

/** Whether a table is a part of the text, and not one that holds the parts of a page. */
function isOfText(table: PageElement): boolean {
  const outer = table.closest(around);
  const isAround = outer !== null && (!outer.hasAttribute('style') || isHidden(outer));
  return !isAround && [...table.querySelectorAll('table')].length === 0 && !leadsElsewhere(table);
}

/** The rows of the tables of a page as text. Before Readability takes the page apart. */
export const rowsOf = (root: PageElement): string[] =>
  [...root.querySelectorAll('table')].flatMap((table) =>
    isOfText(table)
      ? htmlText(table)
          .split('\n')
          .filter((line) => line.startsWith('| '))
      : [],
  );

/** An article with the rows that it has lost: a small table looks like an ornament to Readability. */
export function withRows(article: string, rows: string[]): string {
  const own = new Set(article.split('\n'));
  const lost = rows.filter((row) => !own.has(row));
  return lost.length === 0 ? article : `${article}\n\n${lost.join('\n')}`;
}
