import type { MessageView } from '@millrace/contract/chat/chat';
import { expect, test } from 'vitest';
import { streamingAnswer, turnsOf } from './turns.ts';

const message = (part: Partial<MessageView>): MessageView => ({
  id: 'q1',
  conversationId: 'c',
  role: 'user',
  parentId: null,
  version: 1,
  content: '',
  reasoning: '',
  status: 'complete',
  error: null,
  citations: [],
  model: null,
  answeredBy: null,
  runId: null,
  author: null,
  attachments: [],
  rating: null,
  shownAt: '2026-01-01T00:00:00.000Z',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...part,
});
const answer = (id: string, parentId: string, version: number, part: Partial<MessageView> = {}) =>
  message({ id, parentId, version, role: 'assistant', ...part });

test('a turn is a question of the shown branch and its answer, each among its versions', () => {
  const rows = [
    message({ id: 'q1' }),
    answer('a2', 'q1', 2),
    answer('a1', 'q1', 1),
    message({ id: 'q2', parentId: 'a2' }),
    message({ id: 'elsewhere', parentId: 'a1' }),
  ];
  expect(turnsOf(rows).map((turn) => [turn.question.shown.id, turn.answer?.versions.map(({ id }) => id)])).toEqual([
    ['q1', ['a1', 'a2']],
    ['q2', undefined],
  ]);
});

test('the answer being written is found among older ones', () => {
  const live = answer('a2', 'q1', 2, { status: 'streaming' });
  expect(streamingAnswer([message({}), answer('a1', 'q1', 1), live])).toBe(live);
});
