import type { PromptPassage } from '@millrace/db/chat-tables';
import { expect, test } from 'vitest';
import { checkCitations } from './check-citations.ts';

const text =
  'Employees receive 25 days of paid leave each year. Unused days may be carried over until the end of March. ' +
  'Requests are made at least two weeks ahead.';
const passage = (n: number, content = text): PromptPassage => ({
  n,
  recordId: '00000000-0000-4000-8000-000000000001',
  sourceId: '00000000-0000-4000-8000-000000000002',
  title: 'Handbook',
  text: content,
  page: 3,
  start: 100,
  end: 100 + content.length,
});

test('a citation is tied to the sentence that says the same, verbatim and at its place in the record', () => {
  const [citation] = checkCitations('Unused leave days can be carried over until the end of March [1].', [passage(1)]);
  expect(citation).toMatchObject({
    n: 1,
    supported: true,
    page: 3,
    quote: 'Unused days may be carried over until the end of March.',
  });
  expect(text.slice((citation?.start ?? 0) - 100, (citation?.end ?? 0) - 100)).toBe(citation?.quote);
});

test('a number that no passage has is marked unsupported and names no source', () => {
  expect(checkCitations('They get 25 days of paid leave [7].', [passage(1)])).toEqual([
    expect.objectContaining({ n: 7, supported: false, recordId: null, quote: '' }),
  ]);
});

test('a statement that its passage does not make is marked unsupported', () => {
  const [invented] = checkCitations('The cafeteria serves lunch from noon on weekdays [1].', [passage(1)]);
  expect(invented).toMatchObject({ supported: false, quote: '' });
});

test('an invented figure is not supported, however alike the sentence is', () => {
  const [citation] = checkCitations('Employees receive 30 days of paid leave each year [1].', [passage(1)]);
  expect(citation?.supported).toBe(false);
});

test('lists of numbers and repeated mentions give one citation a number, in the order of first mention', () => {
  const other = passage(2, 'Requests for leave are made two weeks ahead in the portal.');
  const citations = checkCitations(
    'Requests are made at least two weeks ahead [2, 1]. Employees receive 25 days of paid leave [1].',
    [passage(1), other],
  );
  expect(citations.map(({ n, supported }) => ({ n, supported }))).toEqual([
    { n: 2, supported: true },
    { n: 1, supported: true },
  ]);
});

test('brackets in code and in links are no citations', () => {
  expect(checkCitations('Use `list[1]` and\n```\na[2]\n```\nor [1](https://example.org).', [passage(1)])).toEqual([]);
});

test('a text without spaces between words is held to its characters', () => {
  const [citation] = checkCitations('员工每年享有带薪年假 [1]', [
    passage(1, '员工每年享有二十五天带薪年假。未用完的可以结转。'),
  ]);
  expect(citation).toMatchObject({ supported: true, quote: '员工每年享有二十五天带薪年假。' });
});

test('a citation keeps the place of its passage; what was stored without one has none', () => {
  const row = { kind: 'row' as const, sheet: null, row: 7 };
  const claim = 'Unused leave days can be carried over until the end of March';
  const given = [{ ...passage(1), page: null, place: row }, passage(2)];
  const places = checkCitations(`${claim} [1]. ${claim} [2]. Nothing at all [3].`, given).map(({ place }) => place);
  expect(places).toEqual([row, null, null]);
});

test('a block quote is tied to all of its lines, whatever signs stand between them', () => {
  const rules =
    'Limits. The following may enter:\n\n- rowing boats\n- the steamer *Halcyon*.\n\n> 14 Lantern Lane\n> Skerrymore';
  const list = checkCitations('> The following may enter:\n> - rowing boats\n> - the steamer Halcyon. [1]', [
    passage(1, rules),
  ]);
  expect(list[0]).toMatchObject({
    supported: true,
    quote: 'The following may enter:\n\n- rowing boats\n- the steamer *Halcyon',
  });
  const address = checkCitations('See below.\n\n> 14 Lantern Lane  \n> Skerrymore [1]', [passage(1, rules)]);
  expect(address[0]).toMatchObject({ supported: true, quote: '14 Lantern Lane\n> Skerrymore' });
});
