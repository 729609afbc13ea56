import { expect, test } from 'vitest';
import { openPageReader } from './page-reader.ts';

const order = (html: string) => ({ html, address: 'https://example.org/a', robotsHeader: '' });

test('pages are read one after the other, and one that takes too long harms no other', async () => {
  const reader = openPageReader({ timeoutMs: 6_000 });
  const [first, endless, last] = await Promise.allSettled([
    reader.read(order('<title>One</title><p>First words</p>')),
    // nested so deep that the tree alone takes minutes
    reader.read(order('<div>'.repeat(400_000))),
    reader.read(order('<p>Last words</p>')),
  ]);
  expect(first).toMatchObject({ value: { title: 'One', text: 'First words' } });
  expect(endless).toMatchObject({ status: 'rejected', reason: { kind: 'invalid', reason: 'crawl.slow-page' } });
  expect(last).toMatchObject({ value: { text: 'Last words' } });
  await reader.close();
});

test('closing ends what is being read', async () => {
  const reader = openPageReader();
  const reading = reader.read(order('<div>'.repeat(400_000)));
  setTimeout(() => void reader.close(), 100);
  await expect(reading).rejects.toMatchObject({ reason: 'crawl.unreadable-page' });
});
