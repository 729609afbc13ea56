import { listNumber, type NumberFormat } from '../lists/list-number.ts';
import { fillGrid, gridRowText, type SpannedCell } from '../tables/grid.ts';
import { joinStyled, styledText } from '../text/styled-text.ts';
import { attribute, childOf, descendants, elementsOf, textOf, type XmlElement } from '../xml/xml-tree.ts';

/** Whether paragraphs that say nothing of bullets have some: in the body of a slide they do, by its master. */
type Bullets = { byDefault: boolean };

function runText(run: XmlElement): string {
  const { baseline = '0', strike = 'noStrike' } = childOf(run, 'rPr')?.attributes ?? {};
  const height = Number.parseFloat(baseline) || 0;
  return styledText(textOf(childOf(run, 't')), {
    raised: height > 0,
    lowered: height < 0,
    struck: strike !== 'noStrike',
  });
}

/** A paragraph on one line; line breaks within it are line breaks. Equations come as the text of their runs. */
export function paragraphText(paragraph: XmlElement): string {
  let text = '';
  for (const child of elementsOf(paragraph)) {
    if (child.name === 'r' || child.name === 'fld') text += runText(child);
    else if (child.name === 'br') text += '\n';
    else if (child.name === 'm') text += descendants(child, 't').map(textOf).join('');
  }
  // a vertical tab is how PowerPoint keeps a line break in a title
  return joinStyled(text).replaceAll('\v', '\n').trim();
}

const numberings: [RegExp, NumberFormat][] = [
  [/^arabic/, 'decimal'],
  [/^alphaLc/, 'lowerLetter'],
  [/^alphaUc/, 'upperLetter'],
  [/^romanLc/, 'lowerRoman'],
  [/^romanUc/, 'upperRoman'],
];

function numberText(value: number, type: string): string {
  const number = listNumber(value, numberings.find(([pattern]) => pattern.test(type))?.[1] ?? 'decimal', 'doubled');
  if (/ParenBoth$/.test(type)) return `(${number})`;
  return /ParenR$/.test(type) ? `${number})` : /Plain$/.test(type) ? number : `${number}.`;
}

/** Counts the numbered paragraphs of a text by level: one of a higher level, or one without a number, begins them again. */
class Numbering {
  #counts: number[] = [];

  mark(paragraph: XmlElement, { byDefault }: Bullets): string {
    const properties = childOf(paragraph, 'pPr');
    const level = Math.min(8, Math.max(0, Number(properties?.attributes.lvl ?? 0) || 0));
    const numbered = childOf(properties, 'buAutoNum');
    this.#counts.length = Math.min(this.#counts.length, numbered ? level + 1 : level);
    const indent = '  '.repeat(level);
    if (numbered) {
      const before = this.#counts[level] ?? (Number(numbered.attributes.startAt ?? 1) || 1) - 1;
      this.#counts[level] = before + 1;
      return `${indent}${numberText(before + 1, numbered.attributes.type ?? 'arabicPeriod')} `;
    }
    if (childOf(properties, 'buNone')) return '';
    const bullet = byDefault || childOf(properties, 'buChar') || childOf(properties, 'buBlip');
    return bullet ? `${indent}- ` : '';
  }
}

/** The paragraphs of a shape, one a line, with their bullets and numbers as shown. */
export function bodyText(body: XmlElement | undefined, bullets: Bullets): string {
  if (!body) return '';
  const numbering = new Numbering();
  const lines: string[] = [];
  for (const paragraph of elementsOf(body).filter(({ name }) => name === 'p')) {
    const text = paragraphText(paragraph);
    if (text !== '') lines.push(`${numbering.mark(paragraph, bullets)}${text}`);
  }
  return lines.join('\n');
}

/** A table of a slide, one row a line; merged cells have their text at every place. */
export function tableText(table: XmlElement): string {
  const isMerged = (cell: XmlElement) => /^(?:1|true)$/.test(cell.attributes.hMerge ?? cell.attributes.vMerge ?? '');
  const rows = elementsOf(table)
    .filter(({ name }) => name === 'tr')
    .map((row): SpannedCell[] =>
      elementsOf(row)
        .filter((cell) => cell.name === 'tc' && !isMerged(cell))
        .map((cell) => ({
          text: bodyText(childOf(cell, 'txBody'), { byDefault: false }),
          rowSpan: Number(cell.attributes.rowSpan ?? 1) || 1,
          colSpan: Number(cell.attributes.gridSpan ?? 1) || 1,
          header: false,
        })),
    );
  return fillGrid(rows).map(gridRowText).filter(Boolean).join('\n');
}

/** The figures of a chart as rows: a category each, with the values of every series. */
export function chartText(chart: XmlElement | undefined): string {
  const series = descendants(chart, 'ser').map((one) => ({
    name: descendants(childOf(one, 'tx'), 'v').map(textOf).join(' ') || 'Value',
    categories: pointsOf(childOf(one, 'cat') ?? childOf(one, 'xVal')),
    values: pointsOf(childOf(one, 'val') ?? childOf(one, 'yVal')),
  }));
  const title = descendants(childOf(childOf(chart, 'chart'), 'title'), 'p')
    .map(paragraphText)
    .join(' ')
    .trim();
  const count = Math.min(1_000, Math.max(0, ...series.map(({ values }) => values.length)));
  const categories = series.find((one) => one.categories.length > 0)?.categories ?? [];
  const cell = (text: string): SpannedCell => ({ text, rowSpan: 1, colSpan: 1, header: false });
  const rows = [
    [cell(''), ...series.map(({ name }) => cell(name))],
    ...Array.from({ length: count }, (_, i) => [
      cell(categories[i] ?? String(i + 1)),
      ...series.map(({ values }) => cell(values[i] ?? '')),
    ]),
  ];
  const table = count === 0 ? '' : fillGrid(rows).map(gridRowText).filter(Boolean).join('\n');
  return [title, table].filter(Boolean).join('\n');
}

function pointsOf(data: XmlElement | undefined): string[] {
  const points: string[] = [];
  for (const point of descendants(data, 'pt')) {
    const index = Number(attribute(point, 'idx'));
    if (Number.isInteger(index) && index >= 0 && index < 1_000) points[index] = textOf(childOf(point, 'v')).trim();
  }
  return Array.from(points, (text) => text ?? '');
}
