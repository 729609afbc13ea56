import { parsePage } from '../html/html-dom.ts';
import { leftOutInWords, noLeftOut } from '../html/html-left-out.ts';
import { htmlText } from '../html/html-text.ts';
import { unfoldForms } from '../html/unfold-forms.ts';

/** `markdown`: headings are marked. */
export type MailBody = { text: string; markdown: boolean; notes: string[] };

/** A text part of so few words may be a hint to read the other one. */
const stubWords = 60;

const wordsOf = (text: string): Set<string> =>
  new Set(
    text
      .replace(/\bhttps?:\/\/\S+/gi, ' ')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [],
  );

/** The share of the words of `some` that are among `all`. */
function share(some: Set<string>, all: Set<string>): number {
  let count = 0;
  for (const word of some) if (all.has(word)) count++;
  return some.size === 0 ? 1 : count / some.size;
}

/** What plain text cannot say: tables, numbered lists, raised figures. */
const structure = /<(?:table|ol|ul|dl|sup|sub|math|h[1-6])[\s>]/i;

/**
 * The text of a mail of which there are two versions. The plain one may be a stub, or have lost its tables; the page may be a picture.
 * Where each says what the other does not, both are read.
 */
export function mailBody(plain: string, html: string): MailBody {
  const own: MailBody = { text: plain.trim(), markdown: false, notes: [] };
  if (html.trim() === '') return own;
  const leftOut = noLeftOut();
  const document = parsePage(html);
  unfoldForms(document);
  const text = htmlText(document.body, leftOut);
  const page: MailBody = { text, markdown: true, notes: leftOutInWords(leftOut, 'email') };
  if (own.text === '' || text === '') return text === '' ? own : page;
  const [ofPlain, ofPage] = [wordsOf(own.text), wordsOf(text)];
  const isCovered = share(ofPage, ofPlain) >= 0.8;
  const isPlain = !structure.test(html);
  if (isCovered && isPlain) return own;
  if (share(ofPlain, ofPage) >= 0.6) return page;
  if (isCovered) return own;
  if (ofPlain.size <= stubWords && ofPlain.size < ofPage.size * 2) return page;
  return { ...page, text: `${text}\n\n${own.text}` };
}
