import { fillGrid, gridRowText, type SpannedCell } from '../tables/grid.ts';
import { joinStyled, styledText } from '../text/styled-text.ts';
import { attribute, childOf, descendants, elementsOf, textOf, type XmlElement } from '../xml/xml-tree.ts';
import { equationText, passedOver } from './odf-elements.ts';
import { markOf, type OdfStyles, startOf } from './odf-styles.ts';

/** A cell may say that it is there a million times; only so many are taken. */
const mostRepeated = 1_000;

type List = { styleName: string | undefined; counts: number[] };

/** Writes the content of an OpenDocument file as Markdown, and gathers what belongs beside its text. */
export class OdfText {
  readonly #styles: OdfStyles;
  readonly #objects: ReadonlyMap<string, XmlElement>;
  readonly #outlineCounts: number[] = [];
  readonly #continued = new Map<string, number[]>();
  readonly footnotes: string[] = [];
  readonly comments: string[] = [];
  pictures = 0;
  objects = 0;
  hidden = 0;
  deletions = 0;

  /** `objects`: the equations and charts of the document, by the names of their folders. */
  constructor(styles: OdfStyles, objects: ReadonlyMap<string, XmlElement> = new Map()) {
    this.#styles = styles;
    this.#objects = objects;
  }

  /** The blocks within an element, in order. */
  blocks(parent: XmlElement): string[] {
    return elementsOf(parent).flatMap((element) => this.#block(element));
  }

  #block(element: XmlElement): string[] {
    if (element.name === 'tracked-changes') this.deletions += descendants(element, 'deletion').length;
    if (passedOver.has(element.name)) return [];
    switch (element.name) {
      case 'h':
        return this.#heading(element);
      case 'p':
        return this.#paragraph(element);
      case 'list':
        return this.#wholeList(element);
      case 'table':
        return [this.tableText(element)].filter(Boolean);
      case 'section':
        if (attribute(element, 'display') === 'none') {
          this.hidden++;
          return [];
        }
        return this.blocks(element);
      case 'frame':
        return this.#frame(element);
      case 'annotation':
        this.#comment(element);
        return [];
      default:
        return this.blocks(element);
    }
  }

  /** A paragraph, and behind it the boxes that are anchored in it. */
  #paragraph(element: XmlElement, mark = ''): string[] {
    const boxes: string[] = [];
    const text = joinStyled(this.#inline(element, boxes)).trim();
    return [...(text === '' ? [] : [mark + text]), ...boxes];
  }

  #heading(element: XmlElement): string[] {
    const level = Math.min(6, Math.max(1, Number(attribute(element, 'outline-level') ?? 1) || 1));
    const boxes: string[] = [];
    const text = joinStyled(this.#inline(element, boxes)).replace(/\s+/gu, ' ').trim();
    if (text === '') return boxes;
    const counts = this.#outlineCounts;
    counts.length = Math.min(counts.length, level);
    if (counts.length === level) counts[level - 1] = (counts[level - 1] ?? 0) + 1;
    else while (counts.length < level) counts.push(startOf(this.#styles.outline, counts.length));
    const isNumbered = this.#styles.outline.length > 0 && attribute(element, 'is-list-header') !== 'true';
    const mark = isNumbered ? markOf(this.#styles.outline, counts).replace(/^- $/, '') : '';
    return [`${'#'.repeat(level)} ${mark}${text}`, ...boxes];
  }

  #wholeList(element: XmlElement): string[] {
    const styleName = attribute(element, 'style-name');
    const lines: string[] = [];
    const key = styleName ?? '';
    const goesOn = attribute(element, 'continue-numbering') === 'true' || attribute(element, 'continue-list');
    const list: List = { styleName, counts: goesOn ? (this.#continued.get(key) ?? []) : [] };
    this.#list(element, list, 0, lines);
    this.#continued.set(key, list.counts.slice(0, 1));
    // an item with paragraphs of its own, or a heading that is an item, is a block among the lines
    return [lines.join('\n')].filter(Boolean);
  }

  #list(element: XmlElement, list: List, depth: number, lines: string[]): void {
    const levels = this.#styles.list(attribute(element, 'style-name')) ?? this.#styles.list(list.styleName);
    if (depth > 0) list.counts.length = Math.min(list.counts.length, depth);
    for (const item of elementsOf(element)) {
      const isHeader = item.name === 'list-header';
      if (item.name !== 'list-item' && !isHeader) continue;
      const stated = attribute(item, 'start-value');
      const holdsList = elementsOf(item)[0]?.name === 'list';
      if (!isHeader && !holdsList) {
        const before = list.counts[depth] ?? startOf(levels, depth) - 1;
        for (let i = list.counts.length; i < depth; i++) list.counts[i] = startOf(levels, i);
        list.counts[depth] = stated === undefined ? before + 1 : Number(stated);
        list.counts.length = depth + 1;
      }
      this.#item(item, { list, depth, lines, mark: isHeader || holdsList ? '' : markOf(levels, list.counts) });
    }
  }

  #item(item: XmlElement, at: { list: List; depth: number; lines: string[]; mark: string }): void {
    const { list, depth, lines } = at;
    const indent = '  '.repeat(depth);
    let { mark } = at;
    for (const child of elementsOf(item)) {
      if (child.name === 'list') {
        this.#list(child, list, depth + 1, lines);
        continue;
      }
      const blocks = child.name === 'p' ? this.#paragraph(child, mark) : this.#block(child);
      for (const block of blocks) lines.push(`${indent}${block}`);
      if (blocks.length > 0) mark = '';
    }
  }

  /** A table as rows, merged cells at every place. */
  tableText(table: XmlElement): string {
    const rows: SpannedCell[][] = [];
    const take = (parent: XmlElement, header: boolean) => {
      for (const child of elementsOf(parent)) {
        if (child.name === 'table-row') rows.push(this.#row(child, header));
        else if (/^table-(?:header-rows|rows|row-group)$/.test(child.name))
          take(child, header || child.name === 'table-header-rows');
      }
    };
    take(table, false);
    return fillGrid(rows).map(gridRowText).filter(Boolean).join('\n');
  }

  #row(row: XmlElement, header: boolean): SpannedCell[] {
    return elementsOf(row).flatMap((cell) => {
      if (cell.name !== 'table-cell') return [];
      const spanned: SpannedCell = {
        text: this.blocks(cell).join('\n'),
        rowSpan: Number(attribute(cell, 'number-rows-spanned') ?? 1) || 1,
        colSpan: Number(attribute(cell, 'number-columns-spanned') ?? 1) || 1,
        header,
      };
      const repeated = Number(attribute(cell, 'number-columns-repeated') ?? 1) || 1;
      return Array.from({ length: Math.min(repeated, mostRepeated) }, () => spanned);
    });
  }

  #inline(element: XmlElement, boxes: string[]): string {
    return element.children
      .map((child) => (typeof child === 'string' ? child.replace(/\s+/g, ' ') : this.#inlineElement(child, boxes)))
      .join('');
  }

  #inlineElement(element: XmlElement, boxes: string[]): string {
    if (/^hidden-(?:text|paragraph)$/.test(element.name)) this.hidden++;
    if (passedOver.has(element.name)) return '';
    switch (element.name) {
      case 's':
        return ' '.repeat(Math.min(100, Number(attribute(element, 'c') ?? 1) || 1));
      case 'tab':
        return '\t';
      case 'line-break':
        return '\n';
      case 'note':
        return this.#note(element);
      case 'annotation':
        this.#comment(element);
        return '';
      case 'ruby-text':
        return '';
      case 'frame':
      case 'custom-shape':
      case 'text-box': {
        const equation = this.#objectOf(element);
        if (equation?.name === 'math') return equationText(equation);
        boxes.push(...this.#frame(element));
        return '';
      }
      case 'span': {
        const look = this.#styles.look(attribute(element, 'style-name'));
        if (!look.hidden) return styledText(this.#inline(element, boxes), look);
        this.hidden++;
        return '';
      }
      default:
        return this.#inline(element, boxes);
    }
  }

  #note(note: XmlElement): string {
    const citation = textOf(childOf(note, 'note-citation')).trim() || String(this.footnotes.length + 1);
    const body = childOf(note, 'note-body');
    this.footnotes.push(`[${citation}] ${(body ? this.blocks(body) : []).join(' ')}`);
    return `[${citation}]`;
  }

  #comment(annotation: XmlElement): void {
    const text = elementsOf(annotation)
      .filter(({ name }) => name === 'p' || name === 'list')
      .flatMap((child) => this.#block(child))
      .join(' ');
    if (text.trim() !== '') this.comments.push(text);
  }

  #objectOf(frame: XmlElement): XmlElement | undefined {
    const reference = attribute(childOf(frame, 'object') ?? frame, 'href');
    return reference === undefined ? undefined : this.#objects.get(reference.replace(/^\.\//, '').replace(/\/$/, ''));
  }

  /** The figures of a chart are kept as a table in it. */
  #chart(document: XmlElement): string[] {
    const [chart] = descendants(document, 'chart');
    return descendants(chart, 'table')
      .map((table) => this.tableText(table))
      .filter(Boolean);
  }

  /** A frame holds a box of text, a picture or an object, and often says in words what it shows. */
  #frame(frame: XmlElement): string[] {
    const inner = elementsOf(frame).filter(({ name }) => !passedOver.has(name));
    const blocks = inner
      .filter(({ name }) => name !== 'image' && name !== 'object' && name !== 'object-ole' && name !== 'plugin')
      .flatMap((child) => this.#block(child));
    const described = textOf(childOf(frame, 'desc')).trim() || textOf(childOf(frame, 'title')).trim();
    const object = this.#objectOf(frame);
    if (object) blocks.push(...(object.name === 'math' ? [equationText(object)] : this.#chart(object)));
    if (blocks.length > 0 || described !== '') return described === '' ? blocks : [...blocks, described];
    if (inner.some(({ name }) => /^object|plugin/.test(name))) this.objects++;
    else if (inner.some(({ name }) => name === 'image')) this.pictures++;
    return [];
  }
}
