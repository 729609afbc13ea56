import type { MessageView } from '@millrace/contract/chat';
import { useState } from 'react';
import { streamingAnswer } from './turns.ts';

const endings: Record<MessageView['status'], string> = {
  complete: 'Answer ready',
  streaming: 'Answering…',
  interrupted: 'The answer was interrupted',
  stopped: 'The answer was stopped',
  failed: 'The answer failed',
};

function endingOf(message: MessageView | undefined): string {
  if (message === undefined) return '';
  const sources = new Set(message.citations.filter((citation) => citation.supported).map((citation) => citation.n))
    .size;
  const count = sources === 0 ? '' : `, ${sources} ${sources === 1 ? 'source' : 'sources'}`;
  return `${endings[message.status]}${message.status === 'complete' ? count : ''}`;
}

/** Tells screen readers that an answer has begun and how it ended. Its words as they come would only be noise. */
export function AnswerAnnouncer({ messages }: { messages: readonly MessageView[] }) {
  const live = streamingAnswer(messages);
  const [heard, setHeard] = useState<string>();
  if (live && heard !== live.id) setHeard(live.id);
  const ended = live ? undefined : messages.find((message) => message.id === heard);
  return (
    <p role="status" aria-label="Answer state" className="sr-only">
      {live ? endings.streaming : endingOf(ended)}
    </p>
  );
}
