import { expect, test } from 'vitest';
import { inScope, noteHost, oneHost } from './crawl-scope.ts';

test('a site has one name once the same page was met under both, and another host keeps its own', () => {
  const hosts = new Map<string, string>();
  expect(oneHost('https://example.org/a', hosts)).toBe('https://example.org/a');
  // another page, another host, another port and another scheme prove nothing
  noteHost(hosts, 'https://example.org/a', 'https://www.example.org/b');
  noteHost(hosts, 'https://example.org/a', 'https://docs.example.org/a');
  noteHost(hosts, 'https://example.org/a', 'https://www.example.org:8443/a');
  noteHost(hosts, 'http://example.org/a', 'https://www.example.org/a');
  expect(hosts.size).toBe(0);
  noteHost(hosts, 'https://example.org/a?x=1', 'https://www.example.org/a?x=1');
  expect(oneHost('https://example.org/b', hosts)).toBe('https://www.example.org/b');
  expect(oneHost('https://docs.example.org/b', hosts)).toBe('https://docs.example.org/b');
  // never in a circle
  noteHost(hosts, 'https://www.example.org/c', 'https://example.org/c');
  expect(oneHost('https://www.example.org/d', hosts)).toBe('https://www.example.org/d');
});

test('www and the bare name, http and https are one site, another port is another', () => {
  const sites = new Set(['example.org']);
  const rules = { include: [], exclude: [] };
  const inside = ['https://www.example.org/a', 'http://example.org/b', 'https://example.org/'];
  for (const url of inside) expect([url, inScope(url, sites, rules)]).toEqual([url, true]);
  for (const url of ['https://example.org:8443/', 'https://docs.example.org/', 'https://example.com/'])
    expect([url, inScope(url, sites, rules)]).toEqual([url, false]);
});
