import { expect, test } from 'vitest';
import { markdownHeadings } from './markdown-headings.ts';

const found = (text: string) =>
  markdownHeadings(text).map(({ start, end, ...heading }) => ({ ...heading, line: text.slice(start, end) }));

test('numbered and underlined headings are found with their level and place', () => {
  expect(found('# One\ntext\n### Three ###\n\nTwo\n---\nFirst\n===\n')).toEqual([
    { text: 'One', level: 1, line: '# One' },
    { text: 'Three', level: 3, line: '### Three ###' },
    { text: 'Two', level: 2, line: 'Two\n---' },
    { text: 'First', level: 1, line: 'First\n===' },
  ]);
});

test('what only looks like a heading is none', () => {
  const text = '```sh\n# a comment\n```\n#hashtag\n####### seven\n    # code\n\n---\n- item\n---\n| a |\n---\n';
  expect(found(text)).toEqual([]);
});

test('a fence ends with its own kind only', () => {
  expect(found('~~~\n```\n# no\n~~~\n# yes')).toEqual([{ text: 'yes', level: 1, line: '# yes' }]);
});

test('line ends of Windows do not belong to the heading', () => {
  expect(found('# One\r\n\r\nTwo\r\n===\r\n')).toEqual([
    { text: 'One', level: 1, line: '# One' },
    { text: 'Two', level: 1, line: 'Two\r\n===' },
  ]);
});
