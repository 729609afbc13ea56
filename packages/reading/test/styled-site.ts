import type { IncomingMessage } from 'node:http';
import { openWebSite, type WebSite } from './web-site.ts';

/** How a site answers an address: with one of its pages, with a redirect, or with nothing. */
type Served =
  | { page: number; headers?: Record<string, string> }
  | { to: string; status?: number; headers?: Record<string, string> }
  | { html: string }
  | undefined;
export type Style = {
  name: string;
  start?: string;
  /** How page `id` is linked on page `from`: one address, or several spellings of it. */
  link(id: number, from: number): string | string[];
  serve(path: string, request: IncomingMessage): Served;
  head?(id: number): string;
  body?(html: string, id: number): string;
  /** Further lines of robots.txt, and links on every page, all of which it forbids. */
  robots?: string;
  forbidden?(id: number): string[];
};

const lists = 15;
const perList = 20;
/** The start page is 0, then come pages that list others, then those. */
export const pageCount = 1 + lists + lists * perList;
const isPage = (id: number) => Number.isInteger(id) && id >= 0 && id < pageCount;
const listOf = (id: number) => 1 + Math.floor((id - 1 - lists) / perList);

/** Of page `id`, a word that no other page has. */
export const wordOf = (id: number): string => `kiln${String(id).padStart(4, '0')}x`;

function linksOf(id: number): number[] {
  if (id === 0) return Array.from({ length: lists }, (_, n) => n + 1);
  if (id <= lists) return [0, ...Array.from({ length: perList }, (_, n) => 1 + lists + (id - 1) * perList + n)];
  return [0, listOf(id), ...(id + 1 < pageCount ? [id + 1] : [])];
}

function htmlOf(style: Style, id: number): string {
  const hrefs = linksOf(id).flatMap((to) => style.link(to, id));
  const anchors = [...hrefs, ...(style.forbidden?.(id) ?? [`/private/${id}`])].map(
    (href) => `<a href="${href}">next</a>`,
  );
  const main = `<main><h1>Kiln ${id}</h1><p>The kiln of this page is called ${wordOf(id)} and burns lime for the mortar of the harbour wall.</p></main>`;
  const inner = `<nav>${anchors.join(' ')}</nav>${main}`;
  return `<!doctype html><html lang="en"><head><title>Kiln ${id}</title>${style.head?.(id) ?? ''}</head><body>${style.body?.(inner, id) ?? inner}</body></html>`;
}

export type StyledSite = WebSite & {
  start: string;
  /** How often each page was served. */
  served: Map<number, number>;
  /** Requests that its robots.txt forbids. */
  forbidden(): string[];
};

/** A site of 316 small pages in one of the styles of the web. */
export async function openStyledSite(style: Style): Promise<StyledSite> {
  const served = new Map<number, number>();
  const site = await openWebSite((path) => (request, response) => {
    if (path === '/robots.txt')
      return response
        .writeHead(200, { 'content-type': 'text/plain' })
        .end(`User-agent: *\nDisallow: /private/\n${style.robots ?? ''}`);
    const answer = style.serve(path, request);
    const html = { 'content-type': 'text/html; charset=utf-8' };
    if (answer === undefined) return response.writeHead(404, html).end('<h1>Nothing here</h1>');
    if ('to' in answer)
      return response.writeHead(answer.status ?? 301, { ...answer.headers, location: answer.to }).end();
    if ('html' in answer) return response.writeHead(200, html).end(answer.html);
    served.set(answer.page, (served.get(answer.page) ?? 0) + 1);
    return response.writeHead(200, { ...html, ...answer.headers }).end(htmlOf(style, answer.page));
  });
  const isForbidden = (path: string) =>
    path.startsWith('/private/') || (style.forbidden?.(0) !== undefined && /action=|Special:|wp-admin/.test(path));
  return {
    ...site,
    start: site.url + (style.start ?? '/'),
    served,
    forbidden: () => site.paths().filter(isForbidden),
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

/** The number in a path that is one of a page, where the whole path is as the pattern says. */
const idIn = (pattern: RegExp, path: string): number | undefined => {
  const found = pattern.exec(path);
  const id = found === null ? -1 : Number(found[1] ?? 0);
  return isPage(id) ? id : undefined;
};
const page = (id: number | undefined): Served => (id === undefined ? undefined : { page: id });
const cookieOf = (request: IncomingMessage) => request.headers.cookie ?? '';
const refreshTo = (to: string) =>
  `<html><head><title>Moved</title><meta http-equiv="refresh" content="0; url=${to}"></head><body>Moved</body></html>`;
/** Alternating spellings, by where a link is. */
const either = (from: number, one: string, other: string) => (from % 2 === 0 ? one : other);
const token = (seed: number) => `${(seed * 2_654_435_761).toString(16)}c4d8e2f6a1b3`.padStart(26, '9');

const folders: Style[] = [
  {
    name: 'static folders that redirect to their slash',
    link: (id, from) => (id === 0 ? '/' : either(from, `/kilns/${id}/`, `/kilns/${id}`)),
    serve: (path) => {
      const bare = idIn(/^\/kilns\/(\d+)$/, path);
      return bare === undefined ? page(path === '/' ? 0 : idIn(/^\/kilns\/(\d+)\/$/, path)) : { to: `${path}/` };
    },
  },
  {
    name: 'paths that redirect from their slash',
    link: (id, from) => (id === 0 ? '/' : either(from, `/kilns/${id}/`, `/kilns/${id}`)),
    serve: (path) => {
      const slashed = idIn(/^\/kilns\/(\d+)\/$/, path);
      return slashed === undefined
        ? page(path === '/' ? 0 : idIn(/^\/kilns\/(\d+)$/, path))
        : { to: path.slice(0, -1) };
    },
  },
  {
    name: 'names that redirect from .html',
    link: (id, from) => (id === 0 ? '/' : either(from, `/kiln-${id}`, `/kiln-${id}.html`)),
    serve: (path) => {
      const long = idIn(/^\/kiln-(\d+)\.html$/, path);
      return long === undefined ? page(path === '/' ? 0 : idIn(/^\/kiln-(\d+)$/, path)) : { to: path.slice(0, -5) };
    },
  },
  {
    name: 'names that redirect to .html, the start to index.html',
    link: (id, from) => (id === 0 ? either(from, '/', '/index.html') : either(from, `/kiln-${id}`, `/kiln-${id}.html`)),
    serve: (path) => {
      if (path === '/') return { to: '/index.html', status: 302 };
      const short = idIn(/^\/kiln-(\d+)$/, path);
      if (short !== undefined) return { to: `${path}.html` };
      return page(path === '/index.html' ? 0 : idIn(/^\/kiln-(\d+)\.html$/, path));
    },
  },
];

const docs: Style[] = [
  {
    name: 'a docs generator with relative folders (mkdocs, Hugo)',
    link: (id, from) => {
      const up = from === 0 ? './' : '../../';
      return id === 0 ? up : `${up}kilns/${id}/#top`;
    },
    serve: (path) => {
      const bare = idIn(/^\/docs\/kilns\/(\d+)$/, path);
      if (bare !== undefined || path === '/docs') return { to: `${path}/` };
      return page(path === '/docs/' ? 0 : idIn(/^\/docs\/kilns\/(\d+)\/$/, path));
    },
    start: '/docs',
    forbidden: () => ['/private/1'],
  },
  {
    name: 'a docs generator with files (Sphinx)',
    link: (id, from) =>
      id === 0 ? (from === 0 ? '#' : '../index.html') : from === 0 ? `ref/k${id}.html#kiln` : `k${id}.html`,
    serve: (path) => {
      if (path === '/en/latest' || path === '/en/latest/') return { to: '/en/latest/index.html', status: 302 };
      return page(path === '/en/latest/index.html' ? 0 : idIn(/^\/en\/latest\/ref\/k(\d+)\.html$/, path));
    },
    start: '/en/latest/',
  },
  {
    name: 'links relative to a base',
    head: () => '<base href="/site/deep/">',
    link: (id) => (id === 0 ? '../../' : `kilns/${id}.html`),
    serve: (path) => page(path === '/' ? 0 : idIn(/^\/site\/deep\/kilns\/(\d+)\.html$/, path)),
  },
];

const scripts: Style[] = [
  {
    name: 'WordPress',
    link: (id, from) => {
      if (id === 0) return '/';
      if (id <= lists) return `/category/lime/page/${id}/`;
      const post = `/2031/0${(id % 9) + 1}/kiln-${id}/`;
      return from % 3 === 0 ? [post, `/?p=${id}`] : [post, `${post}?replytocom=${from}#respond`];
    },
    head: (id) =>
      id > lists
        ? `<link rel="canonical" href="/2031/0${(id % 9) + 1}/kiln-${id}/"><link rel="shortlink" href="/?p=${id}">`
        : '',
    serve: (path) => {
      const short = idIn(/^\/\?p=(\d+)$/, path);
      if (short !== undefined) return { to: `/2031/0${(short % 9) + 1}/kiln-${short}/` };
      if (/^\/2031\/\d\d\/kiln-\d+$/.test(path)) return { to: `${path}/` };
      const list = idIn(/^\/category\/lime\/page\/(\d+)\/$/, path);
      return page(path === '/' ? 0 : (list ?? idIn(/^\/2031\/\d\d\/kiln-(\d+)\/$/, path)));
    },
    robots: 'Disallow: /wp-admin/\nDisallow: /*?replytocom=\n',
    forbidden: (id) => [`/wp-admin/post.php?post=${id}`],
  },
  {
    name: 'MediaWiki',
    start: '/index.php',
    link: (id) => (id === 0 ? '/index.php?title=Main_Page' : `/index.php?title=Kiln_${id}`),
    serve: (path) => {
      if (path === '/' || path === '/index.php') return { to: '/index.php?title=Main_Page' };
      return page(path === '/index.php?title=Main_Page' ? 0 : idIn(/^\/index\.php\?title=Kiln_(\d+)$/, path));
    },
    robots: 'Disallow: /index.php?title=Special:\nDisallow: /*action=\n',
    forbidden: (id) => [
      `/index.php?title=Kiln_${id}&amp;action=edit`,
      `/index.php?title=Special:Recent&amp;from=${id}`,
    ],
  },
  {
    name: 'ASP.NET in one form',
    start: '/Default.aspx',
    link: (id) => (id === 0 ? 'Default.aspx' : `Kiln.aspx?id=${id}&amp;lang=en`),
    serve: (path) => page(path === '/Default.aspx' ? 0 : idIn(/^\/Kiln\.aspx\?id=(\d+)&lang=en$/, path)),
    body: (html, id) =>
      `<form method="post" action="./" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="dDw${id}">${html.replaceAll('main>', 'div>')}</form>`,
  },
  {
    name: 'Slash, with stories by sid',
    link: (id) => (id === 0 ? '/index.pl' : `/article.pl?sid=31/0${(id % 9) + 1}/${String(id).padStart(4, '0')}`),
    start: '/index.pl',
    serve: (path) =>
      path === '/article.pl'
        ? { html: '<h1>Stories</h1><p>No story was chosen.</p>' }
        : page(path === '/index.pl' ? 0 : idIn(/^\/article\.pl\?sid=31\/\d\d\/(\d{4})$/, path)),
  },
  {
    name: 'a forum whose links carry the session of whoever has no cookie',
    link: (id, from) => `/view.php?t=${id}&amp;sid=${token(from + 7)}`,
    start: '/view.php?t=0',
    serve: (path) => page(idIn(/^\/view\.php\?t=(\d+)(?:&sid=\w+)?$/, path)),
  },
];

const browsers: Style[] = [
  {
    name: 'meta refresh before each page',
    start: '/',
    link: (id) => `/go/${id}`,
    serve: (path) => {
      if (path === '/') return { html: refreshTo('/kilns/0') };
      const id = idIn(/^\/go\/(\d+)$/, path);
      return id === undefined ? page(idIn(/^\/kilns\/(\d+)$/, path)) : { html: refreshTo(`../kilns/${id}`) };
    },
  },
  {
    name: 'a cookie wall at another address',
    link: (id) => `/kilns/${id}`,
    start: '/kilns/0',
    serve: (path, request) => {
      const to = /^\/wall\?to=(.*)$/.exec(path)?.[1];
      if (to !== undefined)
        return { to: decodeURIComponent(to), status: 302, headers: { 'set-cookie': 'pass=yes; Path=/' } };
      if (!/pass=yes/.test(cookieOf(request))) return { to: `/wall?to=${encodeURIComponent(path)}`, status: 302 };
      return page(idIn(/^\/kilns\/(\d+)$/, path));
    },
  },
  {
    name: 'a cookie wall at the same address',
    link: (id) => `/kilns/${id}`,
    start: '/kilns/0',
    serve: (path, request) => {
      if (/seen=1/.test(cookieOf(request))) return page(idIn(/^\/kilns\/(\d+)$/, path));
      return { to: path, status: 302, headers: { 'set-cookie': 'seen=1; Path=/' } };
    },
  },
];

export const styles: Style[] = [...folders, ...docs, ...scripts, ...browsers];
