import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { MessageView } from '@millrace/contract/chat/chat';
import { Button } from '@millrace/ui/controls/button';
import { contentWidth } from '@millrace/ui/layout/content-width';
import { ScrollRegion } from '@millrace/ui/layout/scroll-region';
import { ArrowDown } from 'lucide-react';
import { type ReactNode, type Ref, type RefObject, useMemo } from 'react';
import { useStickToBottom } from 'use-stick-to-bottom';
import { messageElementId } from './message-link.tsx';
import type { Editing } from './question.tsx';
import { TurnView } from './turn-view.tsx';
import { turnsOf } from './turns.ts';
import { useScrollTo } from './use-scroll-to.ts';

type Props = {
  messages: readonly MessageView[];
  mayAsk: boolean;
  shared: boolean;
  editing: Editing;
  linked: Linked;
  /** After the last turn: questions that are not sent yet. */
  children: ReactNode;
};

/** What the URL names: a message, or a citation as `cite-param.ts` writes it. */
export type Linked = { message: string | undefined; cite: string | undefined };

/** The conversation. It follows the newest words until the reader scrolls up, and never moves what is being read. */
export function MessageList({ messages, mayAsk, shared, editing, linked, children }: Props) {
  const toMessage = linked.message && `#${messageElementId(linked.message)}`;
  const toCitation = linked.cite && `[data-cite="${linked.cite}"]`;
  const { scrollRef, contentRef, isAtBottom, scrollToBottom, stopScroll } = useStickToBottom({
    // a link decides where reading begins
    initial: toMessage || toCitation ? false : 'instant',
    resize: 'instant',
  });
  const list = contentRef as unknown as RefObject<HTMLElement | null>;
  useScrollTo(list, toMessage, { focus: true, onFound: stopScroll });
  useScrollTo(list, toMessage ? undefined : toCitation, { focus: false, onFound: stopScroll });
  const turns = useMemo(() => turnsOf(messages), [messages]);
  const showAuthor = shared || new Set(messages.flatMap(({ author }) => author?.id ?? [])).size > 1;
  return (
    <div className="relative min-h-0 grow">
      <ScrollRegion
        ref={scrollRef as Ref<HTMLElement>}
        label={t`Messages`}
        // one value for both axes: the hook recognizes a scroller by it, and so the wheel that leaves the newest words
        className="h-full overflow-auto"
      >
        <ol
          ref={contentRef as Ref<HTMLOListElement>}
          className={contentWidth('reading', 'space-y-8 overflow-x-clip py-6')}
        >
          {turns.map((turn) => (
            // the element stays when another version is shown in it, and so does the focus
            <TurnView key={turn.question.versions[0]?.id} {...{ turn, mayAsk, showAuthor, editing }} />
          ))}
          {children}
        </ol>
      </ScrollRegion>
      {isAtBottom ? null : (
        <Button
          size="sm"
          icon={<ArrowDown aria-hidden className="size-4" />}
          onClick={() => void scrollToBottom('instant')}
          className="absolute inset-x-0 bottom-3 mx-auto w-fit rounded-full! shadow-pop"
        >
          <Trans>Jump to latest</Trans>
        </Button>
      )}
    </div>
  );
}
