import { styledText } from '../text/styled-text.ts';
import { type Destination, destinationOf, enteredWithStar } from './rtf-destinations.ts';
import { RtfFlow } from './rtf-flow.ts';
import { decodeLetters, encodingOfCharset, encodingOfCodePage, namedLetters, symbolCharset } from './rtf-letters.ts';
import type { RtfToken } from './rtf-tokens.ts';

/** What is in force within a group. `hidden`: text that is not shown; `deleted`: while changes were tracked. */
type State = {
  destination: Destination;
  font: number;
  skipAfterUnicode: number;
  hidden: boolean;
  deleted: boolean;
  height: 'raised' | 'lowered' | undefined;
  struck: boolean;
};
const shown = { hidden: false, deleted: false, height: undefined, struck: false };
type Style = { number: number; level: number; name: string };

/** Nesting that no program writes. */
const maxDepth = 10_000;

/** Takes the tokens of a document and builds its text. */
export class RtfDocument {
  readonly main = new RtfFlow();
  readonly footnotes: string[] = [];
  readonly comments: string[] = [];
  readonly headers: string[] = [];
  readonly footers: string[] = [];
  pictures = 0;
  objects = 0;
  /** So many passages are hidden, and were deleted. */
  hidden = 0;
  deletions = 0;
  #wasLeftOut = false;
  readonly #flows: { flow: RtfFlow; depth: number; destination: Destination }[] = [];
  readonly #stack: State[] = [];
  #state: State = { destination: 'text', font: -1, skipAfterUnicode: 1, ...shown };
  #encoding = 'windows-1252';
  #defaultFont = 0;
  readonly #fonts = new Map<number, number>();
  readonly #headingOfStyle = new Map<number, number>();
  #style: Style = { number: 0, level: 0, name: '' };
  #letters: number[] = [];
  #toSkip = 0;
  #groupBegins = false;
  #mark = '';
  #across: 'first' | 'on' | undefined;
  #down: 'first' | 'on' | undefined;

  get isOpen(): boolean {
    return this.#stack.length > 0;
  }

  take(token: RtfToken): void {
    if (token.kind === 'byte') {
      this.#byte(token.byte);
      return;
    }
    this.#flushLetters();
    if (token.kind === 'open') {
      if (this.#stack.length < maxDepth) this.#stack.push({ ...this.#state });
      this.#groupBegins = true;
      this.#toSkip = 0;
      return;
    }
    if (token.kind === 'close') this.#close();
    else this.#word(token);
    this.#groupBegins = false;
  }

  end(): void {
    this.#flushLetters();
    while (this.#flows.length > 0) this.#endFlow();
    this.main.end();
  }

  get #flow(): RtfFlow {
    return this.#flows.at(-1)?.flow ?? this.main;
  }

  #byte(byte: number): void {
    this.#groupBegins = false;
    if (this.#toSkip > 0) this.#toSkip--;
    else this.#letters.push(byte);
  }

  #flushLetters(): void {
    if (this.#letters.length === 0) return;
    const bytes = this.#letters;
    this.#letters = [];
    const charset = this.#fonts.get(this.#state.font < 0 ? this.#defaultFont : this.#state.font);
    if (charset === symbolCharset && this.#state.destination === 'list-mark') this.#say('•');
    else this.#say(decodeLetters(bytes, (charset !== undefined && encodingOfCharset(charset)) || this.#encoding));
  }

  #say(text: string): void {
    const { destination, hidden, deleted, height, struck } = this.#state;
    if (destination === 'list-mark') this.#mark += text;
    else if (destination === 'styles') this.#style.name += text;
    else if (destination === 'skip' || destination === 'fonts' || destination === 'picture') return;
    else if (hidden || deleted) {
      if (!this.#wasLeftOut && deleted) this.deletions++;
      else if (!this.#wasLeftOut) this.hidden++;
      this.#wasLeftOut = true;
    } else {
      this.#wasLeftOut = false;
      this.#flow.write(styledText(text, { raised: height === 'raised', lowered: height === 'lowered', struck }));
    }
  }

  #close(): void {
    this.#toSkip = 0;
    const { destination } = this.#state;
    if (destination === 'styles') this.#endStyle();
    if (this.#flows.at(-1)?.depth === this.#stack.length) this.#endFlow();
    const before = this.#stack.pop();
    if (!before) return;
    this.#state = before;
    if (destination === 'list-mark' && before.destination !== 'list-mark') this.#endMark();
  }

  /** `1.` or `(a)` as it is shown; what is no letter and no digit is a bullet. */
  #endMark(): void {
    const mark = this.#mark.replace(/\s+/gu, ' ').trim();
    this.#mark = '';
    if (mark !== '') this.#flow.mark = /[\p{L}\p{N}]/u.test(mark) && !/^[o§]$/.test(mark) ? `${mark} ` : '- ';
  }

  #endStyle(): void {
    const { number, level, name } = this.#style;
    const named = /heading (\d)/i.exec(name)?.[1];
    if (level > 0 || named) this.#headingOfStyle.set(number, level || Number(named));
    this.#style = { number: 0, level: 0, name: '' };
  }

  #begin(destination: Destination): void {
    if (destination === 'picture' && this.#state.destination !== 'skip') this.pictures++;
    if (destination === 'object') this.objects++;
    this.#state.destination = destination === 'object' ? 'skip' : destination;
    const isFlow = ['footnote', 'comment', 'header', 'footer', 'shape'].includes(destination);
    if (!isFlow) return;
    this.#flows.push({ flow: new RtfFlow(), depth: this.#stack.length, destination });
    Object.assign(this.#state, { destination: 'text', ...shown });
  }

  #endFlow(): void {
    const ended = this.#flows.pop();
    if (!ended) return;
    const blocks = ended.flow.end();
    if (ended.destination === 'header') this.headers.push(...blocks);
    else if (ended.destination === 'footer') this.footers.push(...blocks);
    else if (ended.destination === 'comment') this.comments.push(blocks.join(' '));
    // a box hangs at a paragraph: its text comes before that
    else if (ended.destination === 'shape') this.#flow.blocks.push(...blocks);
    else {
      this.footnotes.push(`[${this.footnotes.length + 1}] ${blocks.join(' ')}`);
      this.#flow.write(`[${this.footnotes.length}]`);
    }
  }

  #word({ name, value, star }: Extract<RtfToken, { kind: 'word' }>): void {
    const state = this.#state;
    if ((this.#groupBegins || star) && this.#groupWord(name, star)) return;
    if (state.destination === 'fonts') this.#fontWord(name, value);
    else if (state.destination === 'styles') this.#styleWord(name, value);
    else if (this.#letterWord(name, value) || this.#stateWord(name, value)) return;
    else if (state.destination === 'text') this.#layoutWord(name, value);
  }

  /** A word that says what the text of its group is. False: it is like any other. */
  #groupWord(name: string, star: boolean): boolean {
    const state = this.#state;
    const destination = destinationOf(name);
    const isWithin = state.destination === 'skip' && name !== 'result' && name !== 'shptxt';
    if (destination && !isWithin) {
      this.#begin(destination);
      return true;
    }
    if (star && !enteredWithStar.has(name)) state.destination = 'skip';
    // the text of a shape lies within groups of its properties
    return star && name !== 'shppict' && state.destination === 'text';
  }

  #fontWord(name: string, value = 0): void {
    if (name === 'f') this.#state.font = value;
    if (name === 'fcharset') this.#fonts.set(this.#state.font, value);
  }

  #styleWord(name: string, value = 0): void {
    if (name === 's') this.#style.number = value;
    if (name === 'outlinelevel' && value < 9) this.#style.level = value + 1;
  }

  /** Words that are letters. False: it is none. */
  #letterWord(name: string, value: number | undefined): boolean {
    if (name === 'u') {
      const unit = ((value ?? 0) + 0x10000) % 0x10000;
      // fonts of symbols have their letters in the private area
      this.#say(unit >= 0xf000 && unit <= 0xf0ff ? '•' : String.fromCharCode(unit));
      this.#toSkip = this.#state.skipAfterUnicode;
      return true;
    }
    const letter = namedLetters.get(name);
    if (letter === undefined) return false;
    if (this.#toSkip > 0) this.#toSkip--;
    else this.#say(letter);
    return true;
  }

  /** Words that are in force until their group ends. */
  #stateWord(name: string, value: number | undefined): boolean {
    const state = this.#state;
    const isOn = value !== 0;
    if (name === 'f') state.font = value ?? 0;
    else if (name === 'uc') state.skipAfterUnicode = Math.max(0, value ?? 1);
    else if (name === 'v') state.hidden = isOn;
    else if (name === 'deleted') state.deleted = isOn;
    else if (name === 'strike' || name === 'striked') state.struck = isOn;
    else if (name === 'super' || name === 'up') state.height = isOn ? 'raised' : undefined;
    else if (name === 'sub' || name === 'dn') state.height = isOn ? 'lowered' : undefined;
    else if (name === 'nosupersub') state.height = undefined;
    else if (name === 'plain') Object.assign(state, { ...shown, deleted: state.deleted, font: -1 });
    else if (name === 'ansicpg') this.#encoding = encodingOfCodePage(value ?? 1252);
    else if (name === 'mac') this.#encoding = 'macintosh';
    else if (name === 'deff') this.#defaultFont = value ?? 0;
    else return false;
    return true;
  }

  /** Words that end paragraphs, cells and rows, or say what these are. */
  #layoutWord(name: string, value: number | undefined): void {
    const flow = this.#flow;
    if (name === 'par' || name === 'sect' || name === 'page') flow.endParagraph();
    else if (name === 'pard') flow.reset();
    else if (name === 'intbl') flow.properties.inTable = true;
    else if (name === 'cell') flow.endCell();
    else if (name === 'row') flow.endRow();
    else if (name === 'trowd') flow.definitions = [];
    else if (name === 'clvmgf' || name === 'clvmrg') this.#down = name === 'clvmgf' ? 'first' : 'on';
    else if (name === 'clmgf' || name === 'clmrg') this.#across = name === 'clmgf' ? 'first' : 'on';
    else if (name === 'cellx') {
      flow.definitions.push({ across: this.#across, down: this.#down });
      this.#across = undefined;
      this.#down = undefined;
    } else if (name === 'outlinelevel') flow.properties.heading = (value ?? 9) < 9 ? (value ?? 0) + 1 : 0;
    else if (name === 's') flow.properties.heading = this.#headingOfStyle.get(value ?? 0) ?? 0;
    else if (name === 'ilvl') flow.properties.indent = value ?? 0;
  }
}
