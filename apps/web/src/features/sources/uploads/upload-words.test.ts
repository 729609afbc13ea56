import { expect, test } from 'vitest';
import { fractionOf, summaryText } from './upload-words.ts';

const tally = { files: 300, bytes: 40_000_000, added: 113, addedBytes: 12_000_000, known: 10, refused: 2 };

test('while files are being uploaded, the summary counts files, bytes, duplicates and rejected files', () => {
  expect(summaryText(tally, { files: 175, sentBytes: 300_000 })).toBe(
    '123 of 300 files uploaded · 12.3 MB of 40.0 MB · 10 duplicates · 2 rejected',
  );
});

test('in the end the summary counts files only', () => {
  const end = { ...tally, added: 286, known: 1, refused: 13 };
  expect(summaryText(end, { files: 0, sentBytes: 0 })).toBe('287 of 300 files uploaded · 1 duplicate · 13 rejected');
  const one = { ...end, files: 1, added: 1, known: 0, refused: 0 };
  expect(summaryText(one, { files: 0, sentBytes: 0 })).toBe('1 of 1 file uploaded');
});

test('the fraction is by bytes and stays between 0 and 1', () => {
  expect(fractionOf(tally, [{ size: 10_000_000, sent: 0 }])).toBe(0.75);
  expect(fractionOf(tally, [])).toBe(1);
  expect(fractionOf({ ...tally, bytes: 0 }, [])).toBe(0);
  expect(fractionOf(tally, [{ size: 50_000_000, sent: 0 }])).toBe(0);
});
