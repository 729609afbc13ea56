import { expect, test } from 'vitest';
import { forgetEdit, halfEdited, keepEdit } from './half-edits.ts';
import { putBack, readDraft, writeDraft } from './use-draft.ts';

test('text that is put back follows the current draft, and drafts of other places are separate', () => {
  putBack('here', 'Not sent');
  expect(readDraft('here')).toBe('Not sent');
  writeDraft('here', 'Begun since');
  putBack('here', 'Not sent');
  putBack('here', 'Nor this');
  expect(readDraft('here')).toBe('Begun since\n\nNot sent\n\nNor this');
  expect(readDraft('there')).toBe('');
});

test('an unsaved edit is kept until it is forgotten', () => {
  keepEdit('a', 'In other words');
  expect(halfEdited('a')).toBe('In other words');
  forgetEdit('a');
  expect(halfEdited('a')).toBe('');
});
