import type { MessageView } from '@millrace/contract/chat';
import { Button } from '@millrace/ui/button';
import { ScrollRegion } from '@millrace/ui/scroll-region';
import { ArrowDown } from 'lucide-react';
import type { ReactNode, Ref } from 'react';
import { useStickToBottom } from 'use-stick-to-bottom';
import type { Editing } from './question.tsx';
import { TurnView } from './turn-view.tsx';
import { turnsOf } from './turns.ts';

type Props = { messages: readonly MessageView[]; mayAsk: boolean; editing: Editing; pending: ReactNode };

/** The conversation. It follows the newest words until the reader scrolls up, and never moves what is being read. */
export function MessageList({ messages, mayAsk, editing, pending }: Props) {
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = useStickToBottom({
    initial: 'instant',
    resize: 'instant',
  });
  return (
    <div className="relative min-h-0 grow">
      <ScrollRegion
        ref={scrollRef as Ref<HTMLElement>}
        label="Messages"
        // one word for both axes: the hook knows a scroller, and so the wheel that leaves the newest words, by it
        className="h-full overflow-auto"
      >
        <ol
          ref={contentRef as Ref<HTMLOListElement>}
          className="mx-auto max-w-3xl space-y-8 overflow-x-clip px-4 py-6 sm:px-6"
        >
          {turnsOf(messages).map((turn) => (
            // the place stays when another version is chosen in it, and with it the focus
            <TurnView key={turn.question.versions[0]?.id} turn={turn} mayAsk={mayAsk} editing={editing} />
          ))}
          {pending}
        </ol>
      </ScrollRegion>
      {isAtBottom ? null : (
        <Button
          size="sm"
          icon={<ArrowDown aria-hidden className="size-4" />}
          onClick={() => void scrollToBottom('instant')}
          className="-translate-x-1/2 absolute bottom-3 left-1/2 rounded-full! shadow-pop"
        >
          Jump to latest
        </Button>
      )}
    </div>
  );
}
