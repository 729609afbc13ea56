import { answerJobName } from '@millrace/contract/chat/answer-state';
import { conversationSubject } from '@millrace/contract/chat/conversation-subject';
import { isFinal, type RunView } from '@millrace/contract/jobs/job-event';
import { queryClient, trpc } from '../../trpc.ts';
import type { LiveEffects } from '../jobs/live-effects.ts';
import { refreshMessages } from './answer/use-answer.ts';

const stale = (...routes: { pathFilter: () => object }[]) => {
  for (const route of routes) void queryClient.invalidateQueries(route.pathFilter());
};

/** A run that begins or ends makes its conversation stale, unless this page already shows its state. */
function onRun(run: RunView): void {
  const { subject } = run;
  if (subject?.kind !== conversationSubject) return;
  if (run.status === 'queued' || isFinal(run.status)) stale(trpc.conversations);
  if (run.name !== answerJobName) return;
  const known = queryClient.getQueryData(trpc.chat.messages.queryKey({ conversationId: subject.id }));
  const row = known?.find((message) => message.runId === run.id);
  const news = known !== undefined && (row === undefined || (row.status === 'streaming') === isFinal(run.status));
  if (news) void refreshMessages(subject.id);
}

export const chatEffects: LiveEffects = {
  onRun,
  onChange: {
    [conversationSubject]: (conversationId) => {
      void refreshMessages(conversationId);
      stale(trpc.conversations);
    },
  },
  onGap: () => stale(trpc.conversations, trpc.chat.messages, trpc.nextMessages),
};
