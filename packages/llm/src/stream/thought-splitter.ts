import { beginningOfTag, findTag } from './thought-tags.ts';

export type Said = { content: string; reasoning: string };
/** `revised`: what was handed out before was wrong; this is all there is up to now, and `content` and `reasoning` are part of it. */
export type Split = Said & { revised?: Said };

/** What comes behind a stretch of text: more of it, a tag, or nothing. */
type Next = 'more' | 'tag' | 'end';

/**
 * Parts the thoughts that a model writes between tags from its answer, wherever the tags are cut. A closing tag alone makes thoughts of
 * all before it, since many templates open the tag in the prompt; with `opensInside` that is expected from the beginning. Tags in code
 * are text, and blanks beside a tag belong to neither side.
 */
export class ThoughtSplitter {
  /** All that was handed out. */
  readonly all: Said = { content: '', reasoning: '' };
  /** A closing tag has come without an opening one: the answers of this model begin inside of its thoughts. */
  hasOpenedInside = false;
  #inside: 'text' | 'thought' | 'expected';
  #pending = '';
  #hasThought = false;
  /** Nothing was said since the last tag. */
  #isFresh = true;
  #tagsInCode = 0;
  /** What there was before an opening tag in the middle of a line, and since: without a closing one all of it is text. */
  #doubtful: (Said & { since: string }) | undefined;

  constructor(opensInside = false) {
    this.#inside = opensInside ? 'expected' : 'text';
  }

  /** Thoughts that came in a field of their own; none are expected in the text any more. */
  addReasoning(text: string): Split {
    const { reasoning } = this.all;
    this.#hasThought = true;
    if (this.#inside !== 'expected') return this.#out({ content: '', reasoning: text });
    this.#inside = 'text';
    if (reasoning === '') return this.#out({ content: '', reasoning: text });
    return this.#revise({ content: reasoning, reasoning: text });
  }

  push(text: string): Split {
    return this.#take(this.#pending + text, 'more');
  }

  /** What is left when the answer has ended. */
  end(): Split {
    const last = this.#take(this.#pending, 'end');
    const { content, reasoning } = this.all;
    if (this.#inside === 'expected' && reasoning !== '') {
      return this.#revise({ content: reasoning + content, reasoning: '' });
    }
    if (this.#inside === 'thought' && this.#doubtful) {
      const { since, ...before } = this.#doubtful;
      return this.#revise({ content: before.content + since, reasoning: before.reasoning });
    }
    return last;
  }

  #take(text: string, next: 'more' | 'end'): Split {
    const split: Split = { content: '', reasoning: '' };
    let rest = text;
    this.#pending = '';
    for (let found = findTag(rest); found; found = findTag(rest)) {
      const before = rest.slice(0, found.at);
      if (found.kind === 'open') this.#expectNoMore(before, split);
      this.#say(before, split, 'tag');
      rest = rest.slice(found.at + found.tag.length);
      if (found.kind === 'open') this.#open(found.tag, split);
      else this.#close(found.tag, split);
    }
    const kept = next === 'end' ? 0 : beginningOfTag(rest);
    this.#say(rest.slice(0, rest.length - kept), split, next);
    this.#pending += rest.slice(rest.length - kept);
    if (split.revised) split.revised = { ...this.all };
    return split;
  }

  /** Whoever opens thoughts in the middle was not inside of them before. */
  #expectNoMore(before: string, split: Split): void {
    const { reasoning } = this.all;
    if (this.#inside !== 'expected' || (reasoning === '' && before.trim() === '')) return;
    this.#inside = 'text';
    Object.assign(split, this.#revise({ content: reasoning, reasoning: '' }));
  }

  #open(tag: string, split: Split): void {
    const { content, reasoning } = this.all;
    const isCode = this.#inside === 'text' && (isInFence(content) || isInBackticks(content));
    if (isCode) this.#tagsInCode += 1;
    if (isCode || this.#inside === 'thought') {
      this.#say(tag, split, 'tag');
      return;
    }
    const isMidLine = this.#inside === 'text' && lastLineOf(content).trim() !== '';
    this.#doubtful = isMidLine ? { content, reasoning, since: tag } : undefined;
    this.#begin('thought');
  }

  #close(tag: string, split: Split): void {
    const { content } = this.all;
    if (this.#inside === 'text') {
      // thoughts may leave a fence open; code that shows a closing tag shows an opening one before it
      const isCode = isInBackticks(content) || (this.#tagsInCode > 0 && isInFence(content));
      if (isCode) {
        this.#say(tag, split, 'tag');
        return;
      }
      // a further closing tag closes nothing
      if (!this.#hasThought) {
        this.hasOpenedInside = true;
        Object.assign(split, this.#revise({ content: '', reasoning: content.trim() }));
      }
    }
    if (this.#inside === 'expected') this.hasOpenedInside = true;
    this.#begin('text');
  }

  #begin(inside: 'text' | 'thought'): void {
    this.#inside = inside;
    this.#hasThought = true;
    this.#isFresh = true;
  }

  #say(text: string, split: Split, next: Next): void {
    const said = this.#inside === 'text' ? this.#sayText(text, next) : this.#sayThought(text, next);
    split.content += said.content;
    split.reasoning += said.reasoning;
  }

  #sayText(text: string, next: Next): Split {
    const content = this.#isFresh && this.#hasThought ? text.trimStart() : text;
    if (this.#isFresh && content.trim() === '' && next !== 'end') {
      // blanks before the first word: a tag may follow
      if (next === 'more') this.#pending = content;
      return { content: '', reasoning: '' };
    }
    if (content !== '') this.#isFresh = false;
    return this.#out({ content, reasoning: '' });
  }

  #sayThought(text: string, next: Next): Split {
    const begun = this.#isFresh ? text.trimStart() : text;
    const solid = begun.trimEnd();
    if (next === 'more') this.#pending = begun.slice(solid.length);
    if (this.#doubtful) this.#doubtful.since += text.slice(0, text.length - this.#pending.length);
    if (solid === '') return { content: '', reasoning: '' };
    const gap = this.#isFresh && this.all.reasoning !== '' ? '\n\n' : '';
    this.#isFresh = false;
    return this.#out({ content: '', reasoning: gap + solid });
  }

  #out(said: Said): Split {
    this.all.content += said.content;
    this.all.reasoning += said.reasoning;
    return said;
  }

  #revise(all: Said): Split {
    Object.assign(this.all, all);
    return { content: '', reasoning: '', revised: { ...all } };
  }
}

const lastLineOf = (text: string): string => text.slice(text.lastIndexOf('\n') + 1);
const isInBackticks = (text: string): boolean => (lastLineOf(text).match(/`/g) ?? []).length % 2 === 1;
const isInFence = (text: string): boolean => (text.match(/^[ \t]*(?:```|~~~)/gm) ?? []).length % 2 === 1;

/** The answer in a text that is complete, without the thoughts between tags. */
export function withoutThoughts(text: string): string {
  if (!findTag(text)) return text;
  const splitter = new ThoughtSplitter();
  splitter.push(text);
  splitter.end();
  return splitter.all.content;
}
