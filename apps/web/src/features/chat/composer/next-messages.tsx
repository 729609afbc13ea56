import { mostNextMessages, type NextPause } from '@millrace/contract/chat/next-messages';
import { Button } from '@millrace/ui/button';
import { CirclePause, Play } from 'lucide-react';
import { NextMessageRow } from './next-message-row.tsx';
import { useKeptEdits } from './use-kept-edits.ts';
import type { NextMessagesControl } from './use-next-messages.ts';

const pauses: Record<NextPause, string> = {
  stopped: 'Paused, since the answer was stopped.',
  interrupted: 'Paused, since the answer was interrupted.',
  failed: 'Paused, since there was no answer.',
};

type Props = {
  /** The conversation. */
  place: string;
  queue: NextMessagesControl;
  mayAsk: boolean;
  answering: boolean;
  /** A row is gone, and the focus with it. */
  onGone: () => void;
};

/** What is asked when the answer has ended, in order, above the question box. */
export function NextMessages({ place, queue, mayAsk, answering, onGone }: Props) {
  const { items } = queue;
  useKeptEdits(place, items, onGone);
  const remove = (id: string) => {
    queue.remove(id);
    onGone();
  };
  const isEmpty = items.length === 0;
  const paused = isEmpty ? null : queue.paused;
  const says = paused ? pauses[paused] : `Asked next, ${items.length} of at most ${mostNextMessages}`;
  return (
    <section
      aria-label={isEmpty ? undefined : 'Next messages'}
      className={isEmpty ? 'sr-only' : 'mx-auto w-full max-w-3xl px-3 text-sm sm:px-6'}
      data-no-print
    >
      <div className="mx-3 mb-1.5 max-h-[30dvh] overflow-y-auto rounded-xl border border-line bg-sunken px-3 py-1.5">
        <div className="flex min-h-7 flex-wrap items-center justify-between gap-2 text-muted">
          {/* there before its first words are, or they would not be read out */}
          <p role="status" className="flex items-center gap-1.5">
            {paused ? <CirclePause aria-hidden className="size-4 shrink-0 text-warn" /> : null}
            {isEmpty ? null : says}
          </p>
          {paused && mayAsk && !answering ? (
            <Button
              size="sm"
              pending={queue.resuming}
              icon={<Play aria-hidden className="size-3.5" />}
              onClick={queue.resume}
            >
              Ask the next
            </Button>
          ) : null}
        </div>
        {isEmpty ? null : (
          <ol className="divide-y divide-line">
            {items.map((item, at) => (
              <NextMessageRow
                key={item.id}
                item={item}
                at={at}
                last={at === items.length - 1}
                mayAsk={mayAsk}
                onMove={(to) => queue.move(item.id, to)}
                onEdit={(text) => queue.edit(item.id, text)}
                onRemove={() => remove(item.id)}
              />
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
