import { expect, test } from 'vitest';
import { randomOf } from '../../../test/random-of.ts';
import { parsePage } from './html-dom.ts';
import { htmlText } from './html-text.ts';

// Pages at random, also such as no author should write: whatever stands in whatever, no word is lost, and none comes twice.

const names =
  'p div span b a li ul ol dl dt dd table tr td th thead tbody caption sup sub del q pre blockquote h1 h3 section article aside details summary ruby rt figure figcaption center label menu colgroup'.split(
    ' ',
  );
const attributes = [
  '',
  '',
  ' style="vertical-align:super"',
  ' style="list-style:none"',
  ' start="3"',
  ' role="presentation"',
];

function pageOf(seed: number): { html: string; words: string[] } {
  const random = randomOf(seed);
  const words: string[] = [];
  const node = (depth: number): string => {
    if (depth <= 0 || random(4) === 0) {
      words.push(`Word${words.length}x`);
      return `${words.at(-1)} `;
    }
    const name = names[random(names.length)];
    const inner = Array.from({ length: 1 + random(3) }, () => node(depth - 1)).join('');
    return `<${name}${attributes[random(attributes.length)]}>${inner}</${name}>`;
  };
  const html = Array.from({ length: 1 + random(3) }, () => node(4)).join('');
  return { html: `<article>${html}</article>`, words };
}

test.each(Array.from({ length: 100 }, (_, i) => i + 1))('page %i', (seed) => {
  const { html, words } = pageOf(seed);
  const text = htmlText(parsePage(html).body);
  expect(words.filter((word) => text.split(word).length !== 2)).toEqual([]);
});
