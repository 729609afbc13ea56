import type { Passage } from '../port.ts';
import { type Block, blocksOf } from './blocks.ts';
import { splitSentences } from './sentences.ts';
import { contentWords } from './words.ts';

/**
 * What can be an answer: a sentence, a list with its lead-in, an item, a row, an address. `text`: word for word, lines as they are set;
 * `evidence`: what must be of the kind that is asked for, without what is only an example.
 */
export type Unit = {
  n: number;
  /** The title of its source. */
  source: string;
  text: string;
  evidence: string;
  /** What it defines or is the value of: `Base tide` of "Base tide. A tide having …". */
  label: Set<string>;
  terms: Set<string>;
  /** Said above it and part of what it says: the lead-in of an item, the head of a table. */
  lead: Set<string>;
  heading: Set<string>;
  /** Of the source, with its first heading. */
  title: Set<string>;
  /** Of the sentence before. */
  before: Set<string>;
  /** Of the whole passage. */
  all: Set<string>;
  isList: boolean;
  /** What it says to be absent: "without a pilot". */
  without: Set<string>;
};

export const termsOf = (text: string): Set<string> => new Set(contentWords(text).map((word) => word.term));

const none: ReadonlySet<string> = new Set();
const longestList = 900;
const opens = /(?:[:：]|[-–—])\s*\*{0,2}$/;

/** `document`: the first heading of its source, which only one of its passages has; `above`: the text that ends where this one starts. */
type Around = { document?: string | undefined; above?: string | undefined };

export function unitsOf({ n, title, text }: Passage, { document = '', above = '' }: Around = {}): Unit[] {
  const blocks = blocksOf(text);
  const inForce = blocksOf(above)
    .filter(({ kind }) => kind === 'heading')
    .at(-1);
  if (inForce !== undefined && blocks[0]?.kind !== 'heading') blocks.unshift(inForce);
  const base = { n, source: title, title: termsOf(`${title} ${document}`), all: termsOf(`${title} ${text}`) };
  const units: Unit[] = [];
  let heading: ReadonlySet<string> = none;
  let before: ReadonlySet<string> = none;
  let header = '';
  let question: ReadonlySet<string> = none;
  const add = (unit: Pick<Unit, 'text'> & Partial<Unit>) => {
    const terms = termsOf(unit.text);
    units.push({
      ...base,
      ...{ evidence: unit.text, label: labelOf(unit.text), terms, isList: false, without: withoutOf(unit.text) },
      ...{ heading: new Set(heading), before: new Set(before), lead: new Set<string>() },
      ...unit,
      // what stands below a question answers it
      ...(question.size > 0 && { lead: new Set([...(unit.lead ?? []), ...question]) }),
    });
    before = terms;
  };
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at] as Block;
    if (block.kind === 'heading') {
      heading = termsOf(block.text.replace(/^(?:[IVXLC]+|[A-Z]|\p{Nd}+)(?:\.\p{Nd}+)*[.)]\s+/u, ''));
      question = /[?؟]\s*$/.test(block.text) ? heading : none;
      header = '';
    } else if (block.kind === 'header') header = block.text;
    else if (block.kind === 'row')
      add({ text: block.text, lead: termsOf(header), label: termsOf(firstCell(block.text)) });
    else {
      const list = opens.test(block.text) || opensLines(blocks, at) ? listBelow(blocks, at) : [];
      if (list.length > 0) addList(block, list, add);
      else if (block.kind === 'lines' || block.kind === 'pair') add({ text: bare(block), label: labelOf(bare(block)) });
      else addSentences(bare(block), add);
      // items are answers of their own, too
      if (list.length > 0) at += list.length;
    }
  }
  return units;
}

const withoutOf = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/\bwithout (?:an? |any |the )?([\p{L}-]+)/giu)].flatMap(([, word = '']) => [...termsOf(word)]),
  );

type Add = (unit: Pick<Unit, 'text'> & Partial<Unit>) => void;

/** The lead-in with all of its list, and each item of it. */
function addList(block: Block, list: Block[], add: Add): void {
  const sentences = splitSentences(bare(block));
  const lead = sentences.at(-1) ?? '';
  const own = sentences.slice(0, -1);
  const label = labelSentence(own);
  // what stands before its lead-in in the same paragraph
  if (own.length > (label === undefined ? 0 : 1)) addSentences(own.join(' '), add);
  const texts = [label === own.at(-1) && label !== undefined ? `${label} ${lead}` : lead];
  for (const item of list) if (texts.join('\n').length + item.text.length < longestList) texts.push(item.text);
  const leadTerms = termsOf(texts[0] ?? '');
  add({ text: texts.join('\n'), evidence: lead, label: labelOf(texts[0] ?? ''), isList: true, lead: leadTerms });
  for (const item of list) {
    const label = labelSentence(splitSentences(bare(item)));
    const named = label === undefined ? {} : { label: labelTerms(label) };
    add({ text: bare(item), lead: leadTerms, without: withoutOf(lead), ...named });
  }
}

/** Sentences; the first one alone is a label if others follow that say what it is. */
function addSentences(text: string, add: Add): void {
  const sentences = splitSentences(text);
  const label = labelSentence(sentences);
  for (const [i, sentence] of sentences.entries()) {
    if (label !== undefined && i === 0) continue;
    const whole = label !== undefined && i === 1 ? `${label} ${sentence}` : sentence;
    if (label === undefined) add({ text: whole });
    else add({ text: whole, lead: termsOf(label), label: i === 1 ? labelTerms(label) : labelOf(sentence) });
  }
}

/** `Base tide.` before its sentence: a few words without a verb. */
function labelSentence(sentences: string[]): string | undefined {
  const [first] = sentences;
  if (first === undefined || sentences.length < 2 || !/[.:]$/.test(first)) return undefined;
  return withoutMarker(first).split(/\s+/).length <= 5 && !verb.test(first) ? first : undefined;
}

const verb =
  /\b(?:is|are|was|were|be|been|means|mean|has|have|had|do|does|did|may|must|can|will|shall|should|would|could|takes?|goes|go|comes?|refers to|denotes|describes|shows|indicates|stands for)\b/i;
/** Between what is defined and what it is. */
const defining =
  /^(.{2,80}?)[*_"”»’']*\s*(?:[:：]\s|\n[:：]\s|\s[–—-]\s|(?<=[\s"”»’'*_)])(?:means?|is|are|was|were|refers to|denotes|describes|is called|stands for|shows|indicates|signifies|comprises)\s|\s(?:هو|هي|هم|تعني|يعني|عباره عن)\s|\s(?:भन्नाले|भनेको|भनेका)\s)/u;

/** The terms of what a sentence defines, or says the value of. */
export function labelOf(text: string): Set<string> {
  const quoted = /^\s*["“«](.{1,60}?)["”»].{0,60}?\s(?:means?|includes?|is|are|has|denotes|refers)\s/s.exec(text)?.[1];
  if (quoted !== undefined) return labelTerms(quoted);
  const called =
    /\b(?:is|are|was|were) (?:called|known as|named|termed) (?:an? |the )?["“]?([\p{L}\p{N} -]{2,40}?)["”]?[.,;]/u.exec(
      text,
    )?.[1];
  if (called !== undefined) return labelTerms(called);
  const found = defining.exec(withoutMarker(text));
  if (!found?.[1] || found[1].split(/\s+/).length > 8) return new Set();
  return labelTerms(found[1]);
}

const labelTerms = (label: string): Set<string> => termsOf(withoutMarker(label).replace(/\([^)]*\)?/g, ' '));

const withoutMarker = (text: string): string =>
  text
    .replace(
      /^\s*(?:[-*•·▪‣]\s+|\(?(?:\p{Nd}{1,3}|[a-z]|[ivx]{1,4})[.)]\s+|(?:[A-Z]|§)?\s?\p{Nd}+(?:\.\p{Nd}+)*\.?\s+|[A-Z]\.\p{Nd}+\s+)/u,
      '',
    )
    .replace(/^[*_"“«'‘]+/, '');

const bare = ({ text, kind }: Block): string =>
  kind === 'item' && /^[-*•·▪‣○●]\s/.test(text) ? text.slice(2).trim() : text;

const firstCell = (row: string): string => row.split('|').find((cell) => cell.trim() !== '') ?? '';

/** What belongs to a lead-in: items of one kind, or the lines of an address. */
function listBelow(blocks: Block[], at: number): Block[] {
  const [first] = blocks.slice(at + 1);
  if (first === undefined || !['item', 'lines', 'pair', 'row', 'header'].includes(first.kind)) return [];
  const list: Block[] = [];
  for (const block of blocks.slice(at + 1)) {
    const isSame =
      first.kind === 'item'
        ? block.kind === 'item' && markerKind(block) === markerKind(first)
        : block.kind === first.kind;
    if (!isSame || (first.kind === 'lines' && list.length > 0)) break;
    if (blocks[at]?.kind === 'item' && markerKind(blocks[at] as Block) === markerKind(block)) break;
    list.push(block);
  }
  return first.kind === 'row' || first.kind === 'header' ? [] : list;
}

/** "Letters go to", without a colon, and then an address. */
const opensLines = (blocks: Block[], at: number): boolean =>
  blocks[at + 1]?.kind === 'lines' && !/[.!?。।؟]$/.test(blocks[at]?.text ?? '.');

const markerKind = ({ marker = '' }: Block): string => {
  const sign = marker.replace(/[().]/g, '');
  return /^\p{Nd}/u.test(sign) ? '1' : /^[A-Z]/.test(sign) ? 'A' : /^[a-z]/.test(sign) ? 'a' : sign;
};
