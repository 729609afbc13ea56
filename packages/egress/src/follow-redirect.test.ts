import { expect, test } from 'vitest';
import { followRedirect } from './follow-redirect.ts';
import type { Hop } from './request.ts';

const posted: Hop = {
  url: new URL('https://site.test/from'),
  method: 'POST',
  headers: { authorization: 'Bearer key', 'content-type': 'text/plain' },
  body: 'body',
};
const to = (location: string, statusCode = 307) => ({ statusCode, headers: { location } });

test('a body that came by https goes nowhere without it; what is only asked for does', () => {
  expect(() => followRedirect(to('http://site.test/to'), posted)).toThrow('to an unencrypted address');
  expect(followRedirect(to('https://other.test/to'), posted)).toMatchObject({ method: 'POST', body: 'body' });
  const asked = followRedirect(to('http://site.test/to', 303), posted);
  // another scheme is another origin
  expect(asked).toEqual({ url: new URL('http://site.test/to'), method: 'GET', body: undefined, headers: {} });
});

test('a relative address, and one with another port, are seen for what they are', () => {
  expect(followRedirect(to('../to?a=1'), posted)).toMatchObject({
    url: new URL('https://site.test/to?a=1'),
    headers: posted.headers,
  });
  expect(followRedirect(to('//site.test:8443/to'), posted)?.headers).toEqual({ 'content-type': 'text/plain' });
});

test('what is no redirect leads nowhere, and one to nowhere is an error', () => {
  expect(followRedirect(to('/to', 200), posted)).toBeUndefined();
  expect(followRedirect(to('/to', 304), posted)).toBeUndefined();
  expect(followRedirect({ statusCode: 307, headers: {} }, posted)).toBeUndefined();
  expect(() => followRedirect(to('http://'), posted)).toThrow('not a URL');
});
