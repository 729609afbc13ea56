import { fillGrid, type GridCell, gridRowText } from '../tables/grid.ts';
import { resolveRaised } from '../text/raised.ts';
import type { Block, Paragraph, Run, Table } from './model.ts';

/** A heading that is longer is a clause in the style of one. */
const longestHeading = 200;

const plainText = (runs: Run[]): string => runs.map(({ text }) => text).join('');

/** The words of a paragraph; what is struck through is marked so, as it no longer holds. */
function inlineText(runs: Run[]): string {
  const text = runs
    .map(({ text, struck }) => (struck ? text.replace(/^(\s*)(.*?)(\s*)$/s, '$1~~$2~~$3').replace('~~~~', '') : text))
    .join('');
  return resolveRaised(text)
    .split('\n')
    .map((line) => line.replace(/[^\S\n]+/gu, ' ').trim())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function paragraphText({ runs, heading, label, depth }: Paragraph): string {
  const text = inlineText(runs);
  const whole = `${label}${text}`.trim();
  if (heading !== null && plainText(runs).length <= longestHeading)
    return `${'#'.repeat(Math.min(heading, 6))} ${whole.replace(/\s*\n\s*/g, ' ')}`;
  if (label === '') return whole;
  const indent = '  '.repeat(Math.min(depth, 8));
  return indent + whole.replaceAll('\n', `\n${indent}  `);
}

/** What stands in a cell, on one line. A table in a table is one too: its cells apart by commas, its rows by semicolons. */
function cellText(blocks: Block[]): string {
  const parts = blocks.map((block) => {
    if (block.kind === 'plain') return block.text;
    if (block.kind === 'paragraph') return `${block.label}${inlineText(block.runs)}`;
    return gridOf(block)
      .map((row) =>
        unmerged(row)
          .map(({ text }) => text)
          .filter(Boolean)
          .join(', '),
      )
      .filter(Boolean)
      .join('; ');
  });
  return parts.join(' ').replace(/\s+/gu, ' ').trim();
}

const unmerged = (row: GridCell[]): GridCell[] =>
  row.filter((cell, i) => !cell.merged || i === 0 || cell.text !== row[i - 1]?.text);

const gridOf = ({ rows }: Table): GridCell[][] =>
  fillGrid(rows.map((cells) => cells.map((cell) => ({ ...cell, text: cellText(cell.blocks) }))));

/** A line for each row. A table of one column is for the layout: what stands in it stands one below the other. */
function tableText(table: Table): string {
  const width = Math.max(0, ...table.rows.map((cells) => cells.reduce((sum, cell) => sum + cell.colSpan, 0)));
  if (width === 1) return blocksText(table.rows.flat().flatMap((cell) => cell.blocks));
  const { rows } = table;
  return gridOf(table)
    .map((row, i) => {
      const [only, ...others] = rows[i] ?? [];
      // one cell over the whole width is a line of its own
      return only && others.length === 0 && only.colSpan >= row.length ? (row[0]?.text ?? '') : gridRowText(row);
    })
    .filter(Boolean)
    .join('\n');
}

const isItem = (block: Block | undefined): boolean =>
  block?.kind === 'paragraph' && block.label !== '' && block.heading === null;

/** Blocks as Markdown: headings, items of lists and rows of tables on lines of their own, paragraphs apart. */
export function blocksText(blocks: Block[]): string {
  let text = '';
  let before: Block | undefined;
  for (const block of blocks) {
    const own =
      block.kind === 'table' ? tableText(block) : block.kind === 'plain' ? block.text.trim() : paragraphText(block);
    if (own.trim() === '') continue;
    const gap = text === '' ? '' : isItem(before) && isItem(block) ? '\n' : '\n\n';
    text += gap + own;
    before = block;
  }
  return text;
}
