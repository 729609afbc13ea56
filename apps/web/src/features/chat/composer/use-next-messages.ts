import { t } from '@lingui/core/macro';
import type { NextMessagesView } from '@millrace/contract/chat/next-messages';
import { useMutation, useQuery } from '@tanstack/react-query';
import { newId } from '../../../new-id.ts';
import { queryClient, trpc } from '../../../trpc.ts';
import { tellFailure } from '../../errors/tell-failure.ts';
import { refreshMessages } from '../answer/use-answer.ts';
import { forgetEdit } from './half-edits.ts';
import { putBack } from './use-draft.ts';

/** Ids under which questions are shown until the server has replied with its own. */
const sending = new Set<string>();
const none: NextMessagesView = { items: [], paused: null };

/** The queued questions of a conversation and the actions on them. Changes show immediately; the server has the last word. */
export function useNextMessages(conversationId: string | undefined) {
  const input = { conversationId: conversationId ?? '' };
  const query = useQuery(trpc.nextMessages.list.queryOptions(input, { enabled: conversationId !== undefined }));
  const change = (update: (items: NextMessagesView['items']) => NextMessagesView['items'], of = input.conversationId) =>
    queryClient.setQueryData(
      trpc.nextMessages.list.queryKey({ conversationId: of }),
      (before) => before && { ...before, items: update(before.items) },
    );
  const failed = (title: string) => {
    const tell = tellFailure(title);
    return (error: unknown) => {
      tell(error);
      void queryClient.invalidateQueries(trpc.nextMessages.list.pathFilter());
    };
  };
  // the reader may be in another chat by then
  const refresh = (_: unknown, { conversationId: changed }: { conversationId: string }) => refreshMessages(changed);
  const add = useMutation(
    trpc.nextMessages.add.mutationOptions({
      onSuccess: refresh,
      onSettled: (_sent, _error, { clientRequestId = '' }) => sending.delete(clientRequestId),
      onError: (error, { conversationId: meant, text, clientRequestId }) => {
        change((items) => items.filter(({ id }) => id !== clientRequestId), meant);
        putBack(meant, text);
        tellFailure(t`The question was not queued`)(error);
      },
    }),
  );
  const edit = useMutation(
    trpc.nextMessages.edit.mutationOptions({
      onSuccess: (_, { nextId }) => forgetEdit(nextId),
      onError: failed(t`The question was not changed`),
    }),
  );
  const move = useMutation(trpc.nextMessages.move.mutationOptions({ onError: failed(t`The question was not moved`) }));
  const remove = useMutation(
    trpc.nextMessages.remove.mutationOptions({ onError: failed(t`The question was not removed`) }),
  );
  const resume = useMutation(
    trpc.nextMessages.resume.mutationOptions({ onSuccess: refresh, onError: failed(t`The queue was not resumed`) }),
  );
  return {
    ...(query.data ?? none),
    add: (text: string) => {
      const clientRequestId = newId();
      sending.add(clientRequestId);
      change((items) => [...items, { id: clientRequestId, text, author: null }]);
      add.mutate({ ...input, text, clientRequestId });
    },
    /** Whether it is only shown: there is nothing yet that could be changed. */
    isSending: (nextId: string) => sending.has(nextId),
    edit: (nextId: string, text: string) => {
      change((items) => items.map((item) => (item.id === nextId ? { ...item, text } : item)));
      edit.mutate({ nextId, text });
    },
    move: (nextId: string, to: number) => {
      change((items) => {
        const rest = items.filter(({ id }) => id !== nextId);
        return rest.toSpliced(to, 0, ...items.filter(({ id }) => id === nextId));
      });
      move.mutate({ nextId, to });
    },
    remove: (nextId: string) => {
      change((items) => items.filter(({ id }) => id !== nextId));
      forgetEdit(nextId);
      remove.mutate({ nextId });
    },
    resume: () => resume.mutate(input),
    resuming: resume.isPending,
  };
}
export type NextMessagesControl = ReturnType<typeof useNextMessages>;
