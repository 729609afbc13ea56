import type { MessageView } from '@millrace/contract/chat';
import { notify } from '@millrace/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { useShortcut } from '../shortcuts/use-shortcut.ts';
import { answerAsMarkdown, lastCode } from './copy-answer.ts';
import { refreshMessages } from './use-answer.ts';

const copy = (title: string, text: string) =>
  void navigator.clipboard.writeText(text).then(() => notify({ title }), tellFailure('Nothing was copied'));

/** What keys do with the last answer. */
export function useAnswerShortcuts(last: MessageView | undefined, mayAsk: boolean): void {
  const regenerate = useMutation(
    trpc.chat.regenerate.mutationOptions({
      onSuccess: () => last && refreshMessages(last.conversationId),
      onError: tellFailure('No new answer was started'),
    }),
  );
  useShortcut('copyAnswer', () => {
    if (last === undefined) return false;
    copy('The answer was copied', answerAsMarkdown(last.content, last.citations));
  });
  useShortcut('copyCode', () => {
    const code = last && lastCode(last.content);
    if (code === undefined) return false;
    copy('The code was copied', code);
  });
  useShortcut('regenerate', () => {
    if (last === undefined || !mayAsk || last.status === 'streaming') return false;
    regenerate.mutate({ answerId: last.id });
  });
}
