import type { PageElement, PageNode } from './html-dom.ts';

const invisible = new Set([
  'TITLE',
  'SCRIPT',
  'STYLE',
  'NOSCRIPT',
  'TEMPLATE',
  'SVG',
  'IFRAME',
  'NAV',
  'FOOTER',
  'ASIDE',
  'FORM',
  'BUTTON',
  'SELECT',
  'HEAD',
  'DIALOG',
]);
const blocks = new Set([
  'P',
  'DIV',
  'SECTION',
  'ARTICLE',
  'MAIN',
  'HEADER',
  'UL',
  'OL',
  'DL',
  'DT',
  'DD',
  'BLOCKQUOTE',
  'FIGURE',
  'FIGCAPTION',
  'TABLE',
  'HR',
  'DETAILS',
  'SUMMARY',
  'ADDRESS',
  'BODY',
  'FIELDSET',
]);
const maxDepth = 400;

type Writer = { parts: string[]; pre: boolean; depth: number };

/** The text of a part of a page: headings as Markdown, one line a list item or a table row, paragraphs apart. */
export function htmlText(root: PageElement): string {
  const writer: Writer = { parts: [], pre: false, depth: 0 };
  write(root, writer);
  return writer.parts
    .join('')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .toWellFormed();
}

function write(node: PageNode, writer: Writer): void {
  if (node.nodeType === 3) {
    const text = (node.nodeValue ?? '').replaceAll('\0', '\ufffd');
    writer.parts.push(writer.pre ? text : blanks(text, writer));
    return;
  }
  if (node.nodeType !== 1 || writer.depth > maxDepth) return;
  const element = node as PageElement;
  const name = element.tagName.toUpperCase();
  if (invisible.has(name) || element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return;
  writer.depth++;
  writeElement(element, name, writer);
  writer.depth--;
}

function writeElement(element: PageElement, name: string, writer: Writer): void {
  const heading = /^H([1-6])$/.exec(name);
  if (heading) {
    around(writer, '\n\n', `${'#'.repeat(Number(heading[1]))} ${flat(element)}`);
    return;
  }
  switch (name) {
    case 'BR':
      writer.parts.push('\n');
      return;
    case 'IMG': {
      const alt = element.getAttribute('alt')?.trim();
      if (alt) writer.parts.push(alt);
      return;
    }
    case 'LI':
      writer.parts.push('\n- ');
      children(element, writer);
      writer.parts.push('\n');
      return;
    case 'TR': {
      const row = rowOf(element);
      if (row !== '') writer.parts.push(`${row}\n`);
      return;
    }
    case 'PRE': {
      const inner: Writer = { parts: [], pre: true, depth: writer.depth };
      children(element, inner);
      around(writer, '\n\n', `\`\`\`\n${inner.parts.join('').replace(/\n+$/, '')}\n\`\`\``);
      return;
    }
  }
  const block = blocks.has(name);
  if (block) writer.parts.push('\n\n');
  children(element, writer);
  if (block) writer.parts.push('\n\n');
}

function children(element: PageElement, writer: Writer): void {
  for (const child of element.childNodes) write(child, writer);
}

function around(writer: Writer, space: string, text: string): void {
  if (text.replace(/^#+ /, '').trim() !== '') writer.parts.push(space, text, space);
}

/** On one line. */
function flat(element: PageElement): string {
  const inner: Writer = { parts: [], pre: false, depth: 0 };
  children(element, inner);
  return inner.parts.join('').replace(/\s+/gu, ' ').trim();
}

function rowOf(row: PageElement): string {
  const cells = [...row.children].filter((cell) => /^T[DH]$/i.test(cell.tagName)).map(flat);
  // a table for the layout has one cell a row
  if (cells.length === 1) return cells[0] ?? '';
  return cells.some((cell) => cell !== '') ? `| ${cells.join(' | ')} |` : '';
}

/** Line ends and rows of blanks in HTML are one blank, and none at the beginning of a line. */
function blanks(text: string, writer: Writer): string {
  const one = text.replace(/[ \t\r\n\f]+/g, ' ');
  const last = writer.parts.at(-1);
  return one.startsWith(' ') && (last === undefined || /\s$/.test(last)) ? one.slice(1) : one;
}
