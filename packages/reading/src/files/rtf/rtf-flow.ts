import { fillGrid, gridRowText, type SpannedCell } from '../tables/grid.ts';
import { joinStyled } from '../text/styled-text.ts';

/** How a cell of a row is merged: `first` begins a merged area, `on` continues it. */
type Merge = 'first' | 'on' | undefined;
export type CellDefinition = { across: Merge; down: Merge };
type Row = { cells: string[]; definitions: CellDefinition[] };

/** What a paragraph is, until \pard says that it is plain again. */
type ParagraphProperties = { heading: number; inTable: boolean; indent: number };
const plain = (): ParagraphProperties => ({ heading: 0, inTable: false, indent: 0 });

/** Text as it grows, paragraph by paragraph and row by row: of the document, a footnote, a header. */
export class RtfFlow {
  readonly blocks: string[] = [];
  properties = plain();
  definitions: CellDefinition[] = [];
  /** The number or bullet before the paragraph, as it is shown. */
  mark = '';
  #line = '';
  #cells: string[] = [];
  #rows: Row[] = [];
  #list: string[] = [];

  write(text: string): void {
    this.#line += text;
  }

  reset(): void {
    this.properties = plain();
  }

  endParagraph(): void {
    if (this.properties.inTable) {
      this.#line += '\n';
      return;
    }
    this.#endTable();
    const text = joinStyled(this.#line).trim();
    this.#line = '';
    const { heading, indent } = this.properties;
    const mark = this.mark;
    this.mark = '';
    if (text === '') return;
    if (heading > 0) this.#block(`${'#'.repeat(Math.min(6, heading))} ${mark}${text.replace(/\s+/gu, ' ')}`);
    else if (mark !== '') this.#list.push(`${'  '.repeat(Math.min(8, indent))}${mark}${text}`);
    else this.#block(text);
  }

  endCell(): void {
    const mark = this.mark;
    this.mark = '';
    this.#cells.push(mark + joinStyled(this.#line).trim());
    this.#line = '';
  }

  endRow(): void {
    if (this.#line.trim() !== '') this.endCell();
    this.#endList();
    if (this.#cells.length > 0) this.#rows.push({ cells: this.#cells, definitions: this.definitions });
    this.#cells = [];
  }

  /** All that is still open becomes text. */
  end(): string[] {
    this.endRowIfOpen();
    this.properties.inTable = false;
    this.endParagraph();
    this.#endTable();
    this.#endList();
    return this.blocks;
  }

  endRowIfOpen(): void {
    if (this.#cells.length > 0) this.endRow();
  }

  #block(text: string): void {
    this.#endList();
    this.blocks.push(text);
  }

  #endList(): void {
    if (this.#list.length > 0) this.blocks.push(this.#list.join('\n'));
    this.#list = [];
  }

  #endTable(): void {
    this.endRowIfOpen();
    if (this.#rows.length === 0) return;
    this.#endList();
    const rows = gridOf(this.#rows);
    this.blocks.push(fillGrid(rows).map(gridRowText).filter(Boolean).join('\n'));
    this.#rows = [];
  }
}

/** Merged areas as spans: RTF marks every cell of them. */
function gridOf(rows: Row[]): SpannedCell[][] {
  const isOn = (row: number, cell: number) => rows[row]?.definitions[cell]?.down === 'on';
  return rows.map(({ cells, definitions }, y) =>
    cells.flatMap((text, x): SpannedCell[] => {
      const { across, down } = definitions[x] ?? {};
      if (across === 'on' || (down === 'on' && y > 0)) return [];
      let [colSpan, rowSpan] = [1, 1];
      while (across === 'first' && definitions[x + colSpan]?.across === 'on') colSpan++;
      while (down === 'first' && isOn(y + rowSpan, x)) rowSpan++;
      return [{ text, rowSpan, colSpan, header: false }];
    }),
  );
}
