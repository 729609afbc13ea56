import { Readability } from '@mozilla/readability';
import { rowsOf, withRows } from '../files/html/article-rows.ts';
import { isDeeperThan, type PageDocument, parsePage } from '../files/html/html-dom.ts';
import { keepLooks } from '../files/html/html-look.ts';
import { htmlText } from '../files/html/html-text.ts';
import { unfoldForms } from '../files/html/unfold-forms.ts';
import { normalizeText } from '../files/text/normalize-text.ts';
import { askedAddress, isEndless } from './asked-address.ts';
import { encodeQuery } from './encode-query.ts';
import { type Refresh, readRefresh } from './page-refresh.ts';

export type Page = {
  title: string;
  /** Headings as Markdown, tables as lines of cells; no menus, no footers. */
  text: string;
  /** As the page says it: `de`, `pt-BR`. */
  lang: string | null;
  /** ISO 8601; when it was published or last changed, as the page says it. */
  pageTime: string | null;
  /** Addresses of all that is linked, as they are asked for, menus too, each once. Empty when the page asks not to follow. */
  links: string[];
  /** What the page names as its own address (rel=canonical). */
  canonical: string | null;
  /** Where the page sends its reader by itself, as an absolute address. */
  refresh: Refresh | null;
  noindex: boolean;
};

const maxLinks = 5_000;
/** Pages of authors and of page builders stay far below it. */
const maxDepth = 100;

/**
 * Reads a page's main text, its links and what it says about itself. `address`: where it was answered. `robotsHeader`: the header
 * X-Robots-Tag. `encoding`: that of the page, in which the queries of its links are sent.
 */
export function extractPage(html: string, address: string, robotsHeader = '', encoding = 'utf-8'): Page {
  const document = parsePage(html);
  const from = baseOf(document, address);
  const asks = directives(document, robotsHeader);
  const canonical = document.querySelector('link[rel~="canonical" i][href]')?.getAttribute('href');
  // all that looks at the whole page comes first: Readability takes it apart
  const about = {
    lang: document.documentElement?.getAttribute('lang')?.trim().slice(0, 35) || null,
    pageTime: timeOf(document),
    links: asks.nofollow ? [] : linksOf(document, from, encoding),
    canonical: (canonical?.trim() && askedAddress(canonical, from)) || null,
    refresh: refreshOf(document, from),
    noindex: asks.noindex,
  };
  const title = titleOf(document, address);
  return { ...about, title: normalizeText(title), text: normalizeText(mainText(document, html)) };
}

/** What relative links are relative to: the address, or the first `<base>` that is one of the web. */
function baseOf(document: PageDocument, address: string): string {
  const base = document.querySelector('base[href]')?.getAttribute('href');
  return (base && askedAddress(base, address)) || address;
}

/** What stands in a noscript is for readers who run no scripts and asks them to. */
function refreshOf(document: PageDocument, from: string): Refresh | null {
  const unscripted = new Set(document.querySelectorAll('noscript meta'));
  for (const meta of document.querySelectorAll('meta[http-equiv="refresh" i]')) {
    const refresh = unscripted.has(meta) ? undefined : readRefresh(meta.getAttribute('content') ?? '');
    const to = refresh && askedAddress(refresh.to, from);
    if (refresh && to) return { ...refresh, to };
  }
  return null;
}

function mainText(document: PageDocument, html: string): string {
  const controls = unfoldForms(document);
  const said = saidMainText(document);
  if (said !== undefined) return said;
  keepLooks(document);
  const rows = rowsOf(document.body);
  // its time grows with the square of the depth and more
  const article = isDeeperThan(document.body, maxDepth)
    ? null
    : new Readability(document as never, { charThreshold: 250, keepClasses: false }).parse();
  const main = article?.content ? htmlText(parsePage(article.content).body) : '';
  const missing = controls.filter((text) => !main.includes(text)).join(' ');
  if (main.length >= 250 && missing.length * 2 < main.length) return withRows(main, rows);
  // short pages have no part that stands out: take all but what is plainly around it
  const whole = parsePage(html);
  unfoldForms(whole);
  const body = whole.querySelector('main, [role="main"], article') ?? whole.body;
  const rest = htmlText(body);
  return rest || main;
}

/** A part of this length is worth to be taken at its word. */
const enough = 500;

/**
 * The text of the part that the page itself names as its main one, where that is a text and not mostly a list of links. To find out
 * what the main part is takes most of the time that a page takes, and loses parts that the page's author counted in.
 */
function saidMainText(document: PageDocument): string | undefined {
  const [main, second] = [...document.querySelectorAll('main, [role="main"]')];
  const [article, other] = [...document.querySelectorAll('article')];
  // of several articles none is the main part; the one in a main part stands without what is related to it
  const part = second ? undefined : other ? main : (article ?? main);
  const text = part && htmlText(part);
  if (!part || text === undefined || text.length < enough) return undefined;
  let linked = 0;
  for (const anchor of part.querySelectorAll('a[href]')) linked += collapsed(anchor.textContent).length;
  return linked * 3 < text.length ? text : undefined;
}

const collapsed = (text: string | null | undefined): string => (text ?? '').replace(/\s+/gu, ' ').trim();

function titleOf(document: PageDocument, address: string): string {
  const named = document.querySelector('meta[property="og:title"]')?.getAttribute('content');
  const title =
    collapsed(document.querySelector('title')?.textContent) ||
    collapsed(named) ||
    collapsed(document.querySelector('h1')?.textContent);
  return (title || new URL(address).pathname).slice(0, 300).toWellFormed();
}

function timeOf(document: PageDocument): string | null {
  const places: [string, string][] = [
    ['meta[property="article:modified_time"]', 'content'],
    ['meta[property="article:published_time"]', 'content'],
    ['meta[name="date"]', 'content'],
    ['article time[datetime]', 'datetime'],
  ];
  for (const [selector, attribute] of places) {
    const time = Date.parse(document.querySelector(selector)?.getAttribute(attribute) ?? '');
    if (!Number.isNaN(time)) return new Date(time).toISOString();
  }
  return null;
}

function directives(document: PageDocument, header: string): { noindex: boolean; nofollow: boolean } {
  const said = [header];
  for (const meta of document.querySelectorAll('meta[name="robots" i], meta[name="millrace" i]'))
    said.push(meta.getAttribute('content') ?? '');
  const words = new Set(
    said
      .join(',')
      .toLowerCase()
      .split(/[\s,:;]+/),
  );
  return { noindex: words.has('noindex') || words.has('none'), nofollow: words.has('nofollow') || words.has('none') };
}

function linksOf(document: PageDocument, from: string, encoding: string): string[] {
  const links = new Set<string>();
  for (const anchor of document.querySelectorAll('a[href], area[href], iframe[src], frame[src]')) {
    if (/\bnofollow\b/i.test(anchor.getAttribute('rel') ?? '')) continue;
    const href = anchor.getAttribute('href') ?? anchor.getAttribute('src') ?? '';
    const url = askedAddress(encodeQuery(href, encoding), from);
    if (url && !isEndless(url)) links.add(url);
    if (links.size >= maxLinks) break;
  }
  return [...links];
}
