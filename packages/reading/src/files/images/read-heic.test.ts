import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readOctets } from '../../../test/read-octets.ts';

// two lines of large letters, encoded by libheif
const sign = readFileSync(new URL('../../../test/fixtures/sign.heic', import.meta.url));

test('A HEIC picture comes as its words', async () => {
  const { text, records } = await readOctets('image/heic', sign);
  expect(text.replace(/\s+/g, ' ')).toBe('The mill stands Opens at nine');
  expect(records[0]?.spans.length).toBe(2);
});

test.each([
  ['cut off', sign.subarray(0, 900)],
  ['no picture', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
])('A file that is %s is refused with the way out', async (_, content) => {
  await expect(readOctets('image/heic', content)).rejects.toThrow(/damaged or of a kind .* Save it as \.jpg/);
});
