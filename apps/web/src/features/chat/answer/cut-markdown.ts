/** Approximate length in characters; a longer paragraph is cut at the end of a sentence. */
const pieceLength = 5_000;
/** Enough of a line to know what it begins. */
const lineStart = 16;

const fenceMark = /^\s*(`{3,}|~{3,})/;
const listItem = /^(?:[-*+]|\d{1,9}[.)])\s/;
/** A longer table continues as another one under the same header: the cost of a row must not grow with the rows before it. */
const tableLength = 2_500;
/** Pieces per section. */
const sectionSize = 16;

const isRow = (line: string) => line.startsWith('|');
const delimiterRow = /^\|[\s:|-]*-[\s:|-]*$/;
/** A line that may be cut: running text, no part of a list, a table, a quotation or code. */
const runningText = /^[^\s|>#*+\-\d]/;

/**
 * Cuts a growing text into pieces that are valid Markdown on their own, grouped in sections. All pieces but the last stay as they are
 * however the text continues, and all sections but the last are the same arrays, so that a page has little to parse and lay out again.
 * The result depends on the text alone, not on the steps in which it grew.
 */
export function markdownCutter(): (text: string) => readonly (readonly string[])[] {
  let pieces: string[] = [];
  let sections: string[][] = [];
  let seen = '';
  let cutter = new Cutter(pieces);
  return (text) => {
    if (!text.startsWith(seen)) {
      pieces = [];
      sections = [];
      cutter = new Cutter(pieces);
    }
    seen = text;
    const open = cutter.read(text);
    for (let from = sections.length * sectionSize; from + sectionSize <= pieces.length; from += sectionSize) {
      sections.push(pieces.slice(from, from + sectionSize));
    }
    const rest = pieces.slice(sections.length * sectionSize);
    if (open !== '' || pieces.length === 0) rest.push(open);
    return rest.length > 0 ? [...sections, rest] : [...sections];
  };
}

class Cutter {
  readonly #pieces: string[];
  /** Where the open piece begins. */
  #from = 0;
  /** Where the line begins that has not been read to its end. */
  #line = 0;
  /** Whether it was asked if a piece begins with this line. */
  #asked = false;
  #afterBlank = false;
  #fence: string | undefined;
  #list = false;
  /** The header of the table that is open, and what the open piece has of one that was cut. */
  #header = '';
  #repeated = '';
  #lineBefore = '';

  constructor(pieces: string[]) {
    this.#pieces = pieces;
  }

  /** Returns the open piece. `text` continues what was read before. */
  read(text: string): string {
    for (;;) {
      const end = text.indexOf('\n', this.#line);
      const known = end === -1 ? text.length - this.#line >= lineStart : true;
      if (known && !this.#asked) this.#begin(text, text.slice(this.#line, this.#line + lineStart));
      if (this.#asked) this.#cutLong(text, end === -1 ? text.length : end);
      if (end === -1) return this.#from < text.length ? this.#repeated + text.slice(this.#from) : '';
      this.#finish(text.slice(this.#line, end));
      this.#line = end + 1;
    }
  }

  #cut(text: string, at: number): void {
    this.#pieces.push(this.#repeated + text.slice(this.#from, at));
    this.#repeated = '';
    this.#from = at;
  }

  /** A line begins: with it a piece, after an empty line or where there is much already. */
  #begin(text: string, start: string): void {
    this.#asked = true;
    const indented = /^\s/.test(start) || start === '';
    if (this.#fence !== undefined || indented) return;
    if (this.#header !== '' && isRow(start)) {
      if (this.#line - this.#from <= tableLength) return;
      this.#cut(text, this.#line);
      this.#repeated = this.#header;
      return;
    }
    const isItem = listItem.test(start);
    const long = this.#line - this.#from > pieceLength && !isRow(start);
    // items with empty lines between them are one list
    if (long || (this.#afterBlank && !(this.#list && isItem))) {
      if (this.#line > this.#from) this.#cut(text, this.#line);
      this.#list = isItem;
    } else this.#list ||= isItem;
  }

  #finish(line: string): void {
    this.#asked = false;
    this.#afterBlank = this.#fence === undefined && line.trim() === '';
    if (!isRow(line) || this.#fence !== undefined) this.#header = '';
    else if (this.#header === '' && isRow(this.#lineBefore) && delimiterRow.test(line))
      this.#header = `${this.#lineBefore}\n${line}\n`;
    this.#lineBefore = line;
    const mark = fenceMark.exec(line)?.[1];
    if (mark === undefined) return;
    if (this.#fence === undefined) this.#fence = mark;
    else if (mark.startsWith(this.#fence) && line.trim() === mark) this.#fence = undefined;
  }

  /** Cuts a very long line where a sentence ends and no mark is open; failing that at any space. */
  #cutLong(text: string, end: number): void {
    const begin = Math.max(this.#from, this.#line);
    if (end - begin <= pieceLength || this.#fence !== undefined || this.#list) return;
    if (!runningText.test(text.slice(this.#line, this.#line + 1))) return;
    let from = begin;
    for (let space = text.indexOf(' ', from + pieceLength); space !== -1 && space < end - 1; ) {
      const length = space - from;
      const sentenceEnds = /[.!?:;]/.test(text[space - 1] ?? '');
      const good =
        length > 2 * pieceLength || ((sentenceEnds || length > 1.2 * pieceLength) && isClosed(text.slice(from, space)));
      if (good) {
        this.#cut(text, space + 1);
        from = space + 1;
      }
      space = text.indexOf(' ', good ? from + pieceLength : space + 1);
    }
  }
}

/** Whether no code, emphasis or link is open at its end. */
function isClosed(text: string): boolean {
  const even = (mark: string) => text.split(mark).length % 2 === 1;
  return even('`') && even('**') && even('~~') && text.lastIndexOf('[') <= text.lastIndexOf(']');
}
