import type { BoxedSpan } from '@millrace/contract/records/locator';
import { type Joint, joinWord } from './join-words.ts';
import type { Cell } from './line-cells.ts';

/** The text of a page while it grows, each of its stretches with the box that it came from. */
export class Written {
  text = '';
  readonly spans: BoxedSpan[] = [];

  /** Appends cells, with this between them. */
  add(cells: Cell[], between: string): void {
    for (const [i, { text, box }] of cells.entries()) {
      if (i > 0) this.text += between;
      if (text !== '') this.spans.push({ start: this.text.length, end: this.text.length + text.length, box });
      this.text += text;
    }
  }

  /** Appends a row of a table, as Markdown has it. Lines within a cell are joined as those of a paragraph are. */
  addRow(columns: Cell[][]): void {
    for (const cells of columns) {
      this.text += '| ';
      for (const [i, cell] of cells.entries()) {
        const before = cells[i - 1];
        if (before) this.join(joinWord(before.text, cell.text, '') ?? { drop: 0, gap: ' ' });
        this.add([cell], '');
      }
      this.dropSoftHyphen();
      if (cells.length > 0) this.text += ' ';
    }
    this.text += '|';
  }

  /** Makes the end ready for what continues it. */
  join({ drop, gap }: Joint): void {
    const end = this.text.length - drop;
    this.text = this.text.slice(0, end) + gap;
    const last = this.spans.at(-1);
    if (last) last.end = Math.min(last.end, end);
  }

  /** A hidden hyphen that nothing follows is shown nowhere. */
  dropSoftHyphen(): void {
    if (this.text.endsWith('\u00ad')) this.join({ drop: 1, gap: '' });
  }
}
