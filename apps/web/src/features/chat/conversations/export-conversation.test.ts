import type { MessageView } from '@millrace/contract/chat/chat';
import { expect, test } from 'vitest';
import { conversationAsMarkdown } from './export-conversation.ts';

const base = {
  conversationId: 'c',
  version: 1,
  reasoning: '',
  status: 'complete' as const,
  error: null,
  citations: [],
  model: null,
  answeredBy: null,
  runId: null,
  attachments: [],
  rating: null,
  shownAt: '2026-01-01T00:00:00.000Z',
  createdAt: '2026-01-01T00:00:00.000Z',
};
const question = (id: string, parentId: string | null, content: string): MessageView => ({
  ...base,
  id,
  role: 'user',
  parentId,
  content,
  author: { id: 'ada', name: 'Ada' },
});
const answer = (id: string, parentId: string, version: number, content: string): MessageView => ({
  ...base,
  id,
  role: 'assistant',
  parentId,
  version,
  content,
  author: null,
});

test('an exported chat is the branch that is shown, with the names of the people who asked', () => {
  const messages = [
    question('q1', null, 'When? '),
    answer('a1', 'q1', 1, 'Once.'),
    answer('a2', 'q1', 2, 'At six.\n'),
    question('q2', 'a2', 'Why?'),
  ];
  expect(conversationAsMarkdown('The sluice', messages)).toBe(
    '# The sluice\n\n## Ada\n\nWhen?\n\n## Answer\n\nAt six.\n\n## Ada\n\nWhy?\n',
  );
});
