import { lowered, raised, resolveRaised, withoutMarks } from '../text/raised.ts';
import type { PageElement, PageNode } from './html-dom.ts';
import { isFrame, isPicture, type LeftOutParts } from './html-left-out.ts';
import { definitionsText, listText } from './html-list.ts';
import { isHidden, isOfText, lookOf } from './html-look.ts';
import { nestedTableText, tableText } from './html-table.ts';
import { formulaText } from './math-ml.ts';

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

/** `isCell`: what is written stands in a cell of a table. */
type Writer = { parts: string[]; pre: boolean; depth: number; isCell: boolean; leftOut: LeftOutParts | undefined };

/**
 * The text of a part of a page: headings as Markdown, lists with their numbers, one line for a table row, paragraphs apart. With
 * `leftOut`, what styles hide is left out and counted; without it is read, as parts of a page may open later.
 */
export function htmlText(root: PageElement, leftOut?: LeftOutParts): string {
  const writer: Writer = { parts: [], pre: false, depth: 0, isCell: false, leftOut };
  write(root, writer);
  return finished(writer);
}

const finished = (writer: Writer): string =>
  resolveRaised(writer.parts.join(''))
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
    .toWellFormed();

function write(node: PageNode, writer: Writer): void {
  if (node.nodeType === 3) {
    const text = withoutMarks((node.nodeValue ?? '').replaceAll('\0', '\ufffd'));
    writer.parts.push(writer.pre ? text : blanks(text, writer));
    return;
  }
  if (node.nodeType !== 1 || writer.depth > maxDepth) return;
  const element = node as PageElement;
  const name = element.tagName.toUpperCase();
  if (isLeftOut(element, name, writer)) return;
  writer.depth++;
  writeElement(element, name, writer);
  writer.depth--;
}

function isLeftOut(element: PageElement, name: string, { leftOut }: Writer): boolean {
  if (element.getAttribute('aria-hidden') === 'true') return true;
  if (leftOut && name === 'IFRAME' && isFrame(element)) leftOut.frames++;
  if (invisible.has(name) && !isOfText(element)) return true;
  if (leftOut ? !isHidden(element) : !element.hasAttribute('hidden')) return false;
  if (leftOut && (element.textContent ?? '').trim() !== '') leftOut.hidden++;
  return true;
}

/** A writer for a part of the same page. */
const partOf = ({ depth, isCell, leftOut }: Writer, more: Partial<Writer> = {}): Writer => ({
  parts: [],
  pre: false,
  depth,
  isCell,
  leftOut,
  ...more,
});

function writeElement(element: PageElement, name: string, writer: Writer): void {
  const heading = /^H([1-6])$/.exec(name);
  if (heading && !writer.isCell) {
    around(writer, '\n\n', `${'#'.repeat(Number(heading[1]))} ${flat(element, writer)}`);
    return;
  }
  const whole = wholes[name];
  if (whole) {
    around(writer, '\n\n', whole(element, writer));
    return;
  }
  const inline = inlines[name];
  if (inline) {
    const text = inline(element, writer);
    if (text !== '') writer.parts.push(text);
    return;
  }
  if (name === 'LI') {
    writer.parts.push('\n- ');
    children(element, writer);
    writer.parts.push('\n');
    return;
  }
  const align = lookOf(element, 'vertical-align');
  if (align === 'super' || align === 'sub') {
    writer.parts.push(align === 'super' ? high(element, writer) : lowered(flat(element, writer)));
    return;
  }
  const block = blocks.has(name) || /^H[1-6]$/.test(name);
  if (block) writer.parts.push('\n\n');
  children(element, writer);
  if (block) writer.parts.push('\n\n');
}

const blocksOf = (writer: Writer) => (element: PageElement) => {
  const inner = partOf(writer, { depth: writer.depth + 1 });
  if (/^(?:LI|DT|DD|TD|TH|CAPTION)$/i.test(element.tagName)) {
    if (!isLeftOut(element, element.tagName.toUpperCase(), inner)) children(element, inner);
  } else write(element, inner);
  return finished(inner);
};

/** What stands in paragraphs of its own. */
const wholes: Record<string, (element: PageElement, writer: Writer) => string> = {
  OL: (element, writer) => listText(element, blocksOf(writer)),
  UL: (element, writer) => listText(element, blocksOf(writer)),
  MENU: (element, writer) => listText(element, blocksOf(writer)),
  DIR: (element, writer) => listText(element, blocksOf(writer)),
  DL: (element, writer) => definitionsText(element, blocksOf(writer)),
  TABLE: (element, writer) => {
    const cells = {
      flat: (cell: PageElement) => flat(cell, partOf(writer, { isCell: true, depth: writer.depth + 1 })),
      blocks: blocksOf(writer),
    };
    return writer.isCell ? nestedTableText(element, cells) : tableText(element, cells);
  },
  PRE: (element, writer) => {
    const inner = partOf(writer, { pre: true });
    children(element, inner);
    if (writer.isCell) return inner.parts.join('');
    return `\`\`\`\n${resolveRaised(inner.parts.join('')).replace(/\n+$/, '')}\n\`\`\``;
  },
};

/** What no longer holds, with the blanks at its edges outside of its marks. */
const struck = (element: PageElement, writer: Writer): string => {
  const text = flat(element, writer);
  const all = element.textContent ?? '';
  return text === '' ? '' : `${/^\s/.test(all) ? ' ' : ''}~~${text}~~${/\s$/.test(all) ? ' ' : ''}`;
};

/** What stands in a line and is not just what is in it. */
const inlines: Record<string, (element: PageElement, writer: Writer) => string> = {
  BR: () => '\n',
  IMG: (element, { parts, leftOut }) => {
    const alt = element.getAttribute('alt')?.trim() ?? '';
    if (leftOut && isPicture(element)) leftOut.pictures++;
    // a formula and its picture are the same
    return alt !== '' && parts.slice(-2).some((part) => part.trim() === alt) ? '' : alt;
  },
  SUP: (element, writer) => high(element, writer),
  SUB: (element, writer) => lowered(flat(element, writer)),
  MATH: (element) => formulaText(element),
  DEL: struck,
  S: struck,
  STRIKE: struck,
  RT: (element, writer) => {
    const reading = flat(element, writer);
    return reading === '' ? '' : `(${reading})`;
  },
  // the brackets above are for all
  RP: () => '',
  Q: (element, writer) => `“${flat(element, writer)}”`,
};

/** Raised text; the number of a note where it leads to one. */
function high(element: PageElement, writer: Writer): string {
  const text = flat(element, writer);
  const leads = [...element.querySelectorAll('a[href*="#"]')].length > 0 || element.closest('a[href*="#"]') !== null;
  return raised(leads && /^\d{1,3}[a-z]?$/.test(text) ? `[${text}]` : text);
}

function children(element: PageElement, writer: Writer): void {
  for (const child of element.childNodes) write(child, writer);
}

function around(writer: Writer, space: string, text: string): void {
  if (text.replace(/^#+ /, '').trim() !== '') writer.parts.push(space, text, space);
}

/** On one line. */
function flat(element: PageElement, writer: Writer): string {
  const inner = partOf(writer);
  children(element, inner);
  return resolveRaised(inner.parts.join('')).replace(/\s+/gu, ' ').trim();
}

/** Line ends and rows of blanks in HTML are one blank, and none at the beginning of a line. */
function blanks(text: string, writer: Writer): string {
  const one = text.replace(/[ \t\r\n\f]+/g, ' ');
  const last = writer.parts.at(-1);
  return one.startsWith(' ') && (last === undefined || /\s$/.test(last)) ? one.slice(1) : one;
}
