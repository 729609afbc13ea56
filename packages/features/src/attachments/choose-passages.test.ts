import { expect, test } from 'vitest';
import { choosePassages } from './choose-passages.ts';

const pieces = (...texts: string[]) => texts.map((text) => ({ text }));
const filler = 'Gravel and sand and other matters of the building site are told of here.';

test('what fits is given whole', () => {
  const all = pieces('One.', 'Two.');
  expect(choosePassages('Three?', all, 100)).toBe(all);
});

test('else what the question speaks of comes first, in the order of the file', () => {
  const all = pieces(
    filler,
    'The budget of the mill was 12,000 crowns.',
    filler,
    'In spring the mill is closed.',
    filler,
  );
  const chosen = choosePassages('What was the budget of the mill, and when is it closed?', all, 100);
  expect(chosen).toEqual([all[1], all[3]]);
});

test('of what the question says nothing about, the beginning is given', () => {
  const all = pieces('First of all.', filler, filler);
  expect(choosePassages('Summarize!', all, 90)).toEqual([all[0], all[1]]);
});
