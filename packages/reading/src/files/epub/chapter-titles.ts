import { attribute, childOf, descendants, textOf } from '../xml/xml-tree.ts';
import type { Package } from '../zip/open-package.ts';
import { resolvePart } from '../zip/resolve-part.ts';

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim().slice(0, 300).toWellFormed();

/** What the table of contents calls each chapter, by its part: that of EPUB 3, else the one of EPUB 2. */
export async function chapterTitles(
  file: Package,
  items: { part: string; mediaType: string; properties: string }[],
  toc: string | undefined,
): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  const add = (from: string, reference: string | undefined, title: string) => {
    const part = resolvePart(from, reference ?? '');
    // the first entry of a chapter names it; the others name its sections
    if (reference && title !== '' && !titles.has(part)) titles.set(part, title);
  };
  const nav = items.find(({ properties }) => /\bnav\b/.test(properties))?.part;
  const ncx = toc ?? items.find(({ mediaType }) => mediaType === 'application/x-dtbncx+xml')?.part;
  if (nav) {
    const page = await file.xml(nav).catch(() => undefined);
    const lists = descendants(page, 'nav').filter((one) => (attribute(one, ':type') ?? 'toc') === 'toc');
    for (const link of lists.flatMap((list) => descendants(list, 'a')))
      add(nav, link.attributes.href, oneLine(textOf(link)));
  }
  if (titles.size === 0 && ncx) {
    const page = await file.xml(ncx).catch(() => undefined);
    const points = [childOf(page, 'navMap')].filter((map) => map !== undefined);
    for (let point = points.shift(); point; point = points.shift()) {
      add(ncx, childOf(point, 'content')?.attributes.src, oneLine(textOf(childOf(point, 'navLabel'))));
      points.push(
        ...point.children.filter((child) => typeof child !== 'string').filter(({ name }) => name === 'navPoint'),
      );
    }
  }
  return titles;
}
