import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readSitemap } from './read-sitemap.ts';

const octets = (text: string) => new TextEncoder().encode(text);
const xml = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${inner}</urlset>`;

test('a sitemap names pages', () => {
  const text = xml(
    '<url><loc> https://example.org/a?x=1&amp;y=2 </loc><lastmod>2026-01-01</lastmod></url><url><loc><![CDATA[https://example.org/b&c]]></loc></url><url><loc>https://example.org/&#x64;</loc></url>',
  );
  const expected = {
    pages: ['https://example.org/a?x=1&y=2', 'https://example.org/b&c', 'https://example.org/d'],
    sitemaps: [],
  };
  expect(readSitemap(octets(text))).toEqual(expected);
  expect(readSitemap(gzipSync(text))).toEqual(expected);
});

test('an index names sitemaps', () => {
  const text = '<sitemapindex><sitemap><loc>https://example.org/one.xml.gz</loc></sitemap></sitemapindex>';
  expect(readSitemap(octets(text))).toEqual({ pages: [], sitemaps: ['https://example.org/one.xml.gz'] });
});

test('feeds and lists in plain text are sitemaps too', () => {
  expect(
    readSitemap(
      octets(
        '<rss><channel><link>https://example.org/</link><item><link>https://example.org/p</link></item></channel></rss>',
      ),
    ).pages,
  ).toEqual(['https://example.org/', 'https://example.org/p']);
  expect(
    readSitemap(octets('<feed xmlns="x"><entry><link rel="alternate" href="https://example.org/e"/></entry></feed>'))
      .pages,
  ).toEqual(['https://example.org/e']);
  expect(readSitemap(octets('https://example.org/1\r\nnot this\nhttps://example.org/2\n')).pages).toEqual([
    'https://example.org/1',
    'https://example.org/2',
  ]);
});

test('entities of its own are not expanded, and what is no sitemap is empty', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>${xml('<url><loc>&a;&b;</loc></url>')}`;
  expect(readSitemap(octets(bomb)).pages).toEqual(['&a;&b;']);
  expect(readSitemap(octets('<!doctype html><title>Not found</title><a href="/x">x</a>'))).toEqual({
    pages: [],
    sitemaps: [],
  });
  expect(readSitemap(gzipSync(Buffer.alloc(60_000_000)))).toEqual({ pages: [], sitemaps: [] });
  expect(readSitemap(new Uint8Array([0x1f, 0x8b, 1, 2, 3]))).toEqual({ pages: [], sitemaps: [] });
});
