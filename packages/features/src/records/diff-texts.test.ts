import type { DiffPart } from '@millrace/contract/records/records';
import { expect, test } from 'vitest';
import { diffTexts } from './diff-texts.ts';

/** One side of a comparison whose shared stretches are short enough to be shown. */
const side = (parts: DiffPart[], kind: 'added' | 'removed') =>
  parts.map((part) => (part.kind === 'same' || part.kind === kind ? part.text : '')).join('');

test('replaced words are shown as words, and both texts can be read from the parts', async () => {
  const before = 'The mill opens at nine.\nIt closes at five.\n';
  const after = 'The mill opens at eight.\nIt closes at five.\nEntry is free.\n';
  const { parts, coarse, added, removed } = await diffTexts(before, after);
  expect(parts.filter((part) => part.kind === 'removed')).toEqual([{ kind: 'removed', text: 'nine' }]);
  expect(parts).toContainEqual({ kind: 'added', text: 'Entry is free.\n' });
  expect([side(parts, 'removed'), side(parts, 'added'), coarse]).toEqual([before, after, false]);
  expect([added, removed]).toEqual(['eightEntry is free.\n'.length, 4]);
});

test('the same text has no parts but what is shared', async () => {
  expect(await diffTexts('One.', 'One.')).toEqual({
    parts: [{ kind: 'same', text: 'One.' }],
    added: 0,
    removed: 0,
    coarse: false,
  });
});

test('long stretches that did not change are folded, and no character is cut in two', async () => {
  const long = '🌊'.repeat(5_000);
  const { parts } = await diffTexts(`A\n${long}\nB\n`, `X\n${long}\nY\n`);
  expect(parts.find((part) => part.kind === 'folded')).toMatchObject({ characters: expect.any(Number) });
  expect(parts.every((part) => part.kind === 'folded' || part.text.isWellFormed())).toBe(true);
  const shown = parts.reduce((sum, part) => sum + (part.kind === 'folded' ? part.characters : 0), 0);
  const same = parts.reduce((sum, part) => sum + (part.kind === 'same' ? part.text.length : 0), 0);
  expect(shown + same).toBe(long.length + 3);
});

test('texts of megabytes that have nothing in common are compared, in coarse steps', async () => {
  const text = (n: number) =>
    Array.from({ length: 40_000 }, (_, i) => `line ${i * n} of some text that goes on`).join('\n');
  const { parts, coarse } = await diffTexts(text(7), text(11));
  expect(coarse).toBe(true);
  expect(parts.map((part) => part.kind)).toEqual(['same', 'removed', 'added', 'same']);
});
