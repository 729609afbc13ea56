import { readFile } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import type { ReadOptions } from '@millrace/contract/reading/read-options';
import { type TextEncoding, textEncodings } from '@millrace/contract/reading/text-encodings';
import { Readability } from '@mozilla/readability';
import type { ExtractMessage } from '../extracted.ts';
import { decodeText } from '../text/decode-text.ts';
import { splitText } from '../text/split-text.ts';
import { rowsOf, withRows } from './article-rows.ts';
import { type PageDocument, type PageElement, parsePage } from './html-dom.ts';
import { type LeftOutParts, leftOutInWords, noLeftOut } from './html-left-out.ts';
import { keepLooks } from './html-look.ts';
import { htmlText } from './html-text.ts';
import { unfoldForms } from './unfold-forms.ts';

/** What a page's first kilobyte says of its encoding, where that is one we know. */
function statedEncoding(octets: Buffer): TextEncoding | undefined {
  const label = /<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)/i.exec(
    octets.subarray(0, 2048).toString('latin1'),
  )?.[1];
  if (label === undefined) return undefined;
  try {
    const { encoding } = new TextDecoder(label);
    return textEncodings.find((known) => known === encoding);
  } catch {
    return undefined;
  }
}

/** A page that says UTF-8 and is not gets looked at like any other text. */
function decode(octets: Buffer, stated: TextEncoding | undefined) {
  const own = stated ?? statedEncoding(octets);
  return decodeText(octets, own === 'utf-8' || own?.startsWith('utf-16') ? stated : own);
}

/** Beyond this nesting Readability, which climbs from each element to its parents, takes minutes; beyond this number, the memory. */
const most = { depth: 200, elements: 30_000 };

function isBeyond(root: PageElement): boolean {
  const open: { element: PageElement; depth: number }[] = [{ element: root, depth: 0 }];
  let elements = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.depth > most.depth || ++elements > most.elements) return true;
    for (const element of next.element.children) open.push({ element, depth: next.depth + 1 });
  }
  return false;
}

/** The part that Readability takes for the article; '' when there is none, or the page is beyond it. */
function articleOf(document: PageDocument): string {
  keepLooks(document);
  try {
    const article = new Readability(document as never, { charThreshold: 250 }).parse();
    return article?.content ? htmlText(parsePage(article.content).body) : '';
  } catch {
    return '';
  }
}

/** What of a page is seen when it opens. Where that is less than half of it, the rest is behind tabs and belongs to it. */
function seenText(root: PageElement, leftOut: LeftOutParts): string {
  const seen = htmlText(root, leftOut);
  if (leftOut.hidden === 0) return seen;
  const all = htmlText(root);
  if (seen.length >= all.length / 2) return seen;
  leftOut.hidden = 0;
  return all;
}

/**
 * The main text of a page. One whose article is less than half of its words is no article: a list, a report, a table. What controls
 * say outside of it, such as prices in a select, follows it; where that is much, it is no article either. Counts what is left out
 * because it is hidden.
 */
export function mainText(html: string, leftOut: LeftOutParts = noLeftOut()): string {
  const whole = parsePage(html);
  unfoldForms(whole);
  const all = seenText(whole.querySelector('main, [role="main"]') ?? whole.body, leftOut);
  if (isBeyond(whole.body)) return all;
  const document = parsePage(html);
  const controls = unfoldForms(document);
  const article = articleOf(document);
  const missing = [...new Set(controls)].filter((text) => all.includes(text) && !article.includes(text));
  const rest = missing.map((text) => `- ${text}`).join('\n');
  if (article.length < all.length / 2 || rest.length > article.length / 4) return all;
  const text = withRows(article, rowsOf(whole.body));
  return rest ? `${text}\n\n${rest}` : text;
}

const oneLine = (text: string | null | undefined): string => (text ?? '').replace(/\s+/gu, ' ').trim().slice(0, 300);

/** Reads a saved page: its main text with headings and tables, under its title. Nothing that it refers to is loaded, no script is run. */
export async function* readHtml(path: string, { encoding }: ReadOptions): AsyncGenerator<ExtractMessage> {
  const { text: html, note } = decode(await readFile(path), encoding);
  yield { kind: 'opened', totalPages: null };
  const leftOut = noLeftOut();
  const text = mainText(html, leftOut);
  if (text.trim() === '') throw new AppError('invalid', 'sources.no-text', 'This page has no text.');
  const title = oneLine(
    parsePage(/<title[\s>][\s\S]*?<\/title>/i.exec(html)?.[0] ?? '').body.textContent,
  ).toWellFormed();
  for (const [i, record] of splitText(text, { markdown: true }).entries()) {
    yield { kind: 'record', record: i === 0 && title ? { ...record, title } : record };
  }
  const notes = [...(note ? [note] : []), ...leftOutInWords(leftOut, 'page')];
  yield { kind: 'done', notes, incomplete: false };
}
