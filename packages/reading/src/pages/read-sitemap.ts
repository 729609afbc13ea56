import { gunzipSync } from 'node:zlib';

/** What a sitemap names: pages, or, when it is an index, further sitemaps. Addresses as they stand there. */
export type Sitemap = { pages: string[]; sitemaps: string[] };

/** The protocol allows no more. */
const maxEntries = 50_000;
const maxDecodedBytes = 52_428_800;
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a sitemap in XML, an index of sitemaps, RSS or Atom, or a list in plain text; packed with gzip or not. Only `loc` and `link`
 * are looked for: no entity is ever expanded but the five of XML and numbers, so there is nothing to explode. What is none is empty.
 */
export function readSitemap(octets: Uint8Array): Sitemap {
  const text = decode(octets);
  if (!/<(\w+:)?(urlset|sitemapindex|rss|feed)[\s>]/i.test(text.slice(0, 5_000))) {
    return /^\s*</.test(text) ? { pages: [], sitemaps: [] } : { pages: linesOf(text), sitemaps: [] };
  }
  const isIndex = /<(\w+:)?sitemapindex[\s>]/i.test(text.slice(0, 5_000));
  const found: string[] = [];
  const places =
    /<(?:\w+:)?(?:loc|link)(?:\s[^>]*?href\s*=\s*["']([^"']*)["'][^>]*|\s[^>]*)?>(?:\s*(?:<!\[CDATA\[([^\]]*)\]\]>|([^<]*)))?/gi;
  for (const [, href, quoted, plain] of text.matchAll(places)) {
    const address = quoted ?? unescaped(href ?? plain ?? '');
    if (address.trim() !== '') found.push(address.trim());
    if (found.length >= maxEntries) break;
  }
  return isIndex ? { pages: [], sitemaps: found } : { pages: found, sitemaps: [] };
}

function decode(octets: Uint8Array): string {
  const packed = octets[0] === 0x1f && octets[1] === 0x8b;
  if (!packed) return new TextDecoder().decode(octets);
  try {
    return new TextDecoder().decode(gunzipSync(octets, { maxOutputLength: maxDecodedBytes }));
  } catch {
    return '';
  }
}

const linesOf = (text: string): string[] =>
  text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => /^https?:\/\//i.test(line))
    .slice(0, maxEntries);

const unescaped = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (all, decimal, hex, name) => {
    if (name) return entities[name.toLowerCase()] ?? all;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
