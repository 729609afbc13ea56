import { t } from '@lingui/core/macro';
import type { ConversationView, MessageView } from '@millrace/contract/chat/chat';
import { queryClient, trpc } from '../../../trpc.ts';
import { answerAsMarkdown } from '../answer/copy-answer.ts';
import { turnsOf } from './turns.ts';

export type ExportFormat = 'markdown' | 'json';

/** A conversation as self-contained Markdown: the branch that is shown, each answer with its citations. */
export function conversationAsMarkdown(title: string, messages: readonly MessageView[]): string {
  const turns = turnsOf(messages).map(({ question: { shown: question }, answer }) => {
    const asked = `## ${question.author?.name ?? t`Question`}\n\n${question.content.trim()}`;
    if (answer === undefined) return asked;
    const { content, citations } = answer.shown;
    return `${asked}\n\n## ${t`Answer`}\n\n${answerAsMarkdown(content, citations).trim()}`;
  });
  return `${[`# ${title}`, ...turns].join('\n\n')}\n`;
}

/** The conversation with all its branches. */
export const conversationAsJson = (conversation: ConversationView, messages: readonly MessageView[]): string =>
  `${JSON.stringify({ ...conversation, messages }, null, 2)}\n`;

/** A name that every file system accepts. */
const fileNameOf = (title: string): string =>
  title
    .replace(/[\p{Cc}\\/:*?"<>|]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80) || t({ message: 'chat', comment: 'File name of an exported chat without a title' });

/** Fetches the current conversation and downloads it as a file. */
export async function exportConversation(conversation: ConversationView, format: ExportFormat): Promise<void> {
  const { id: conversationId, title } = conversation;
  const messages = await queryClient.fetchQuery({
    ...trpc.chat.messages.queryOptions({ conversationId }),
    staleTime: 0,
  });
  const [text, type, ending] =
    format === 'markdown'
      ? [conversationAsMarkdown(title, messages), 'text/markdown', 'md']
      : [conversationAsJson(conversation, messages), 'application/json', 'json'];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = `${fileNameOf(title)}.${ending}`;
  link.click();
  // the download has started by then
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
