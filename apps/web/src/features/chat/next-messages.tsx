import { mostNextMessages, type NextPause } from '@millrace/contract/next-messages';
import { Button } from '@millrace/ui/button';
import { CirclePause, Play } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { NextMessageRow } from './next-message-row.tsx';
import type { NextMessagesControl } from './use-next-messages.ts';

const pauses: Record<NextPause, string> = {
  stopped: 'Paused, since the answer was stopped.',
  interrupted: 'Paused, since the answer was interrupted.',
  failed: 'Paused, since there was no answer.',
};

type Props = {
  queue: NextMessagesControl;
  mayAsk: boolean;
  answering: boolean;
  /** A row is gone, and the focus with it. */
  onRemoved: () => void;
};

/** What is asked when the answer has ended, in order, above the question box. */
export function NextMessages({ queue, mayAsk, answering, onRemoved }: Props) {
  const { items, paused } = queue;
  const list = useRef<HTMLOListElement>(null);
  /** The button whose row has just moved: a node that moves in the page loses the focus. */
  const pressed = useRef<{ id: string; action: string }>(undefined);
  useEffect(() => {
    if (pressed.current === undefined) return;
    const { id, action } = pressed.current;
    pressed.current = undefined;
    list.current?.querySelector<HTMLElement>(`[data-next="${id}"] [data-action="${action}"]`)?.focus();
  }, [items]);
  if (items.length === 0) return null;
  const move = (id: string, to: number, action: string) => {
    if (to < 0 || to >= items.length) return;
    pressed.current = { id, action };
    queue.move(id, to);
  };
  const remove = (id: string) => {
    queue.remove(id);
    onRemoved();
  };
  return (
    <section aria-label="Next messages" className="mx-auto w-full max-w-3xl px-3 text-sm sm:px-6" data-no-print>
      <div className="mx-3 mb-1.5 max-h-[30dvh] overflow-y-auto rounded-xl border border-line bg-sunken px-3 py-1.5">
        <div className="flex min-h-7 flex-wrap items-center justify-between gap-2 text-muted">
          <p role="status" className="flex items-center gap-1.5">
            {paused ? <CirclePause aria-hidden className="size-4 shrink-0 text-warn" /> : null}
            {paused ? pauses[paused] : `Asked next, ${items.length} of at most ${mostNextMessages}`}
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
        <ol ref={list} className="divide-y divide-line">
          {items.map((item, at) => (
            <NextMessageRow
              key={item.id}
              item={item}
              at={at}
              last={at === items.length - 1}
              mayAsk={mayAsk}
              onMove={(to, action) => move(item.id, to, action)}
              onEdit={(text) => queue.edit(item.id, text)}
              onRemove={() => remove(item.id)}
            />
          ))}
        </ol>
      </div>
    </section>
  );
}
