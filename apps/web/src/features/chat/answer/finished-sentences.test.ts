import { expect, test } from 'vitest';
import { asSpoken, endOfSentences } from './finished-sentences.ts';

test('only complete sentences are announced, each once', () => {
  const text = 'It was built in 1874. It still st';
  const end = endOfSentences(text, 0);
  expect(text.slice(0, end)).toBe('It was built in 1874. ');
  expect(endOfSentences(text, end)).toBe(end);
  const more = `${text}ands. And`;
  expect(more.slice(end, endOfSentences(more, end))).toBe('It still stands. ');
  expect(endOfSentences('', 0)).toBe(0);
});

test('marks and citation numbers are not spoken', () => {
  expect(asSpoken('**Built** in 1874 [1][2, 3].\n\n- see [here](https://a.example/b)\n')).toBe(
    'Built in 1874. - see here',
  );
});
