import { expect, test } from 'vitest';
import { extractPage } from './extract-page.ts';

test('an article keeps its small tables, the numbers of its lists and its boxes, but no tables of links', () => {
  const long = `<p>${'The wheel turns, and the stones grind, and the miller sleeps well. '.repeat(4)}</p>`;
  const nav = '<table><tr><td><a href="/">Home</a></td><td><a href="/2">Next</a></td></tr></table>';
  const list =
    '<ol style="list-style-type: lower-alpha" start="3"><li>Moor the boat, gently</li><li>Pay the fee, in full</li></ol>';
  const fee = '<table><tr><td rowspan="2">Fee</td><td>340</td></tr><tr><td>90</td></tr></table>';
  const html = `<html><body>${nav}<div class="page"><section>${long}${list}${long}${fee}<p>10<sup>6</sup> litres, ${'and so on, '.repeat(20)}</p></section></div></body></html>`;
  const { text } = extractPage(html, 'https://mill.example/a');
  for (const words of ['c. Moor the boat', 'd. Pay the fee', '| Fee | 340 |\n| Fee | 90 |', '10^6 litres'])
    expect(text).toContain(words);
  expect(text).not.toMatch(/Home|Next/);
});
