import { expect, test } from 'vitest';
import { afterAll, chosen, shownBranch, type TreeMessage } from './chat-branch.ts';

const message = (id: string, parentId: string | null, version: number, second: number): TreeMessage => ({
  id,
  parentId,
  version,
  shownAt: `2026-01-01T00:00:0${second}.000Z`,
});
const idsOf = (messages: TreeMessage[]) => shownBranch(messages).map(({ shown }) => shown.id);

const tree = [
  message('q1', null, 1, 0),
  message('a1', 'q1', 1, 1),
  message('q2', 'a1', 1, 2),
  message('a2', 'q2', 1, 3),
  message('q2b', 'a1', 2, 4),
  message('a2b', 'q2b', 1, 5),
];

test('at a fork the branch goes to what was chosen last, and what hangs on the other stays for later', () => {
  expect(idsOf(tree)).toEqual(['q1', 'a1', 'q2b', 'a2b']);
  const other = chosen(tree, 'q2', afterAll(tree));
  expect(idsOf(other)).toEqual(['q1', 'a1', 'q2', 'a2']);
  expect(shownBranch(other)[2]?.versions.map(({ id }) => id)).toEqual(['q2', 'q2b']);
});

test('what hangs deep in a branch is chosen with all that it hangs on', () => {
  const deeper = [...tree, message('q1b', null, 2, 6), message('a1b', 'q1b', 1, 7)];
  expect(idsOf(deeper)).toEqual(['q1b', 'a1b']);
  expect(idsOf(chosen(deeper, 'a2', afterAll(deeper)))).toEqual(['q1', 'a1', 'q2', 'a2']);
});

test('of two that came in the same moment the later version is shown', () => {
  expect(idsOf([message('q1', null, 1, 0), message('a2', 'q1', 2, 1), message('a1', 'q1', 1, 1)])).toEqual([
    'q1',
    'a2',
  ]);
});

test('a message whose parent is unknown is in no branch', () => {
  expect(idsOf([message('lost', 'nobody', 1, 0)])).toEqual([]);
});
