import type { MessageView } from '@millrace/contract/chat/chat';
import { useState } from 'react';
import { streamingAnswer } from '../conversations/turns.ts';

const endings: Record<MessageView['status'], string> = {
  complete: 'Answer ready',
  streaming: 'Answering…',
  interrupted: 'The answer was interrupted',
  stopped: 'The answer was stopped',
  failed: 'The answer failed',
};

function endingOf(message: MessageView): string {
  const sources = new Set(message.citations.filter((citation) => citation.supported).map((citation) => citation.n))
    .size;
  const count = sources === 0 ? '' : `, ${sources} ${sources === 1 ? 'source' : 'sources'}`;
  return `${endings[message.status]}${message.status === 'complete' ? count : ''}`;
}

/** Tells screen readers that an answer has begun and how it ended. Its words as they come would only be noise. */
export function AnswerAnnouncer({ messages }: { messages: readonly MessageView[] }) {
  const live = streamingAnswer(messages);
  const [heard, setHeard] = useState<{ liveId?: string | undefined; beforeId?: string | undefined }>({});
  if (live?.id !== heard.liveId) setHeard({ liveId: live?.id, beforeId: heard.liveId });
  const before = messages.find((message) => message.id === heard.beforeId);
  const ending = before ? endingOf(before) : '';
  // with a queue one ends and the next begins at the same moment
  const beginning = before ? `${ending}. Answering the next question…` : endings.streaming;
  return (
    <p role="status" aria-label="Answer state" className="sr-only">
      {live ? beginning : ending}
    </p>
  );
}
