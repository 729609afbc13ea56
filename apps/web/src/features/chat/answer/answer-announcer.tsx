import type { MessageDescriptor } from '@lingui/core';
import { msg, plural, t } from '@lingui/core/macro';
import type { MessageView } from '@millrace/contract/chat/chat';
import { useState } from 'react';
import { translate } from '../../language/language.ts';
import { streamingAnswer } from '../conversations/turns.ts';

const endings: Record<MessageView['status'], MessageDescriptor> = {
  complete: msg`Answer ready`,
  streaming: msg`Answering…`,
  interrupted: msg`Answer interrupted`,
  stopped: msg`Answer stopped`,
  failed: msg`Answer failed`,
};

function endingOf(message: MessageView): string {
  const sources = new Set(message.citations.filter((citation) => citation.supported).map((citation) => citation.n))
    .size;
  if (message.status !== 'complete' || sources === 0) return translate(endings[message.status]);
  return t`Answer ready, ${plural(sources, { one: '# source', other: '# sources' })}`;
}

/** Announces to screen readers that an answer has begun and how it ended. Its words as they stream would only be noise. */
export function AnswerAnnouncer({ messages }: { messages: readonly MessageView[] }) {
  const live = streamingAnswer(messages);
  const [heard, setHeard] = useState<{ liveId?: string | undefined; beforeId?: string | undefined }>({});
  if (live?.id !== heard.liveId) setHeard({ liveId: live?.id, beforeId: heard.liveId });
  const before = messages.find((message) => message.id === heard.beforeId);
  const ending = before ? endingOf(before) : '';
  // with queued questions one answer ends and the next begins at the same moment
  const beginning = before ? t`${ending}. Answering the next question…` : translate(endings.streaming);
  return (
    <p role="status" aria-label={t`Answer state`} className="sr-only">
      {live ? beginning : ending}
    </p>
  );
}
