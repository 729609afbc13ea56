import { expect, test } from 'vitest';
import { forgetEdit, halfEdited, keepEdit } from './half-edits.ts';
import { putBack, readDraft, writeDraft } from './use-draft.ts';

test('what is put back stands after what was begun meanwhile, and no place knows of another', () => {
  putBack('here', 'Not sent');
  expect(readDraft('here')).toBe('Not sent');
  writeDraft('here', 'Begun since');
  putBack('here', 'Not sent');
  putBack('here', 'Nor this');
  expect(readDraft('here')).toBe('Begun since\n\nNot sent\n\nNor this');
  expect(readDraft('there')).toBe('');
});

test('a half-written edit is there until it is forgotten', () => {
  keepEdit('a', 'In other words');
  expect(halfEdited('a')).toBe('In other words');
  forgetEdit('a');
  expect(halfEdited('a')).toBe('');
});
