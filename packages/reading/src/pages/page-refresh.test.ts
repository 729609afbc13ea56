import { expect, test } from 'vitest';
import { readRefresh } from './page-refresh.ts';

test.each([
  ['0; url=/en/start.html', { to: '/en/start.html', afterS: 0 }],
  ['0;URL=start.html', { to: 'start.html', afterS: 0 }],
  [' 3 ; Url = "a b.html" ', { to: 'a b.html', afterS: 3 }],
  ["1,url='x.html';more", { to: 'x.html', afterS: 1 }],
  ['0.5; /next', { to: '/next', afterS: 0 }],
  ['.5;url=/next', { to: '/next', afterS: 0 }],
  ['0 url=/next?a=1;b=2', { to: '/next?a=1;b=2', afterS: 0 }],
  ['0; ?page=2', { to: '?page=2', afterS: 0 }],
  ['30', undefined],
  ['5;', undefined],
  ['url=/next', undefined],
  ['', undefined],
])('%j leads to %j', (content, expected) => {
  expect(readRefresh(content)).toEqual(expected);
});
