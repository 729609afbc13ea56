import { answerMessage } from '@millrace/contract/chat/chat';
import { isFinal } from '@millrace/contract/jobs/job-event';
import { refreshMessages } from '../../features/chat/answer/use-answer.ts';
import { useOnConversation, useOnGap, useOnRun } from '../../features/jobs/run-feed-provider.tsx';
import { refreshSourcesSoon } from '../../features/sources/refresh-sources.ts';
import { queryClient, trpc } from '../../trpc.ts';

/** What other tabs, other people and workers change shows here too: a run that begins or ends makes its pages read again. */
export function LiveUpdates() {
  useOnRun((run) => {
    const { subject } = run;
    if (subject?.kind === 'source' && isFinal(run.status)) void refreshSourcesSoon();
    if (subject?.kind !== 'conversation') return;
    if (run.status === 'queued' || isFinal(run.status))
      void queryClient.invalidateQueries(trpc.conversations.pathFilter());
    if (run.name !== answerMessage.name) return;
    const known = queryClient.getQueryData(trpc.chat.messages.queryKey({ conversationId: subject.id }));
    const row = known?.find((message) => message.runId === run.id);
    const news = known !== undefined && (row === undefined || (row.status === 'streaming') === isFinal(run.status));
    if (news) void refreshMessages(subject.id);
  });
  useOnConversation((conversationId) => {
    void refreshMessages(conversationId);
    void queryClient.invalidateQueries(trpc.conversations.pathFilter());
  });
  useOnGap(() => {
    void refreshSourcesSoon();
    for (const stale of [trpc.conversations, trpc.chat.messages, trpc.nextMessages])
      void queryClient.invalidateQueries(stale.pathFilter());
  });
  return null;
}
