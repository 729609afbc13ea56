import { expect, test } from 'vitest';
import { readContent, unreadNote, withoutNote } from './read-content.ts';
import { type CompletionMessage, questionOf, type Role, turnsOf, unreadInQuestion } from './turns-of.ts';

const said = (role: Role, content: unknown): CompletionMessage => {
  const read = readContent(content);
  if (read === undefined) throw new Error('unreadable');
  return { role, ...read };
};
const picture = { type: 'image_url', image_url: { url: 'data:,' } };

test('an assistant that only called a tool ends a question when another one follows, and not before', () => {
  const messages = [said('user', 'x'), said('assistant', null), said('tool', 'r')];
  expect(questionOf(messages)).toBe('x');
  expect(turnsOf([...messages, said('user', 'y')])).toEqual([
    { question: 'x', answer: '' },
    { question: 'y', answer: '' },
  ]);
  expect(questionOf([...messages, said('assistant', 'done')])).toBe('');
});

test('questions in a row are one, and system or developer messages between them change nothing', () => {
  const messages = [said('user', 'a'), said('developer', 'd'), said('user', [picture]), said('user', 'b')];
  expect(turnsOf([said('system', 's'), ...messages])).toEqual([{ question: 'a\n\nb', answer: '' }]);
});

test('content is a text, null, or parts of any kind; what is neither is no content', () => {
  expect(readContent(['a', { type: 'text', text: 'b' }, { type: 'refusal', refusal: 'no' }])?.text).toBe('a\nb\nno');
  expect(readContent(undefined)).toEqual({ text: '', unread: [] });
  for (const content of [1, {}, [{}], [null], [{ type: 'text' }], [{ type: 'text', text: 3 }]])
    expect(readContent(content)).toBeUndefined();
});

test('only what was not read of the last question is in the note, which is no part of the answer when it comes back', () => {
  const first = [said('user', [picture, 'What is this?'])];
  expect(unreadInQuestion(first)).toEqual(['picture']);
  expect(unreadInQuestion([...first, said('assistant', 'A mill.'), said('user', 'Sure?')])).toEqual([]);
  const note = unreadNote(['picture', 'picture', 'file']);
  expect(note).toContain('2 pictures were not read. 1 file was not read.');
  expect(withoutNote(`A *mill*.${note}`)).toBe('A *mill*.');
  expect(withoutNote('A *mill*.\n\n*Emphasis*')).toBe('A *mill*.\n\n*Emphasis*');
  expect(unreadNote([])).toBe('');
});
