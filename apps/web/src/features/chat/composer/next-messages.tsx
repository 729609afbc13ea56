import type { MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { mostNextMessages } from '@millrace/contract/chat/next-message-limit';
import type { NextPause } from '@millrace/contract/chat/next-messages';
import { Button } from '@millrace/ui/controls/button';
import { contentWidth } from '@millrace/ui/layout/content-width';
import { CirclePause, Play } from 'lucide-react';
import { formatNumber } from '../../language/format.ts';
import { translate } from '../../language/language.ts';
import { NextMessageRow } from './next-message-row.tsx';
import { useKeptEdits } from './use-kept-edits.ts';
import type { NextMessagesControl } from './use-next-messages.ts';

const pauses: Record<NextPause, MessageDescriptor> = {
  stopped: msg`Paused because the answer was stopped`,
  interrupted: msg`Paused because the answer was interrupted`,
  failed: msg`Paused because the last question got no answer`,
};

type Props = {
  /** The conversation. */
  place: string;
  queue: NextMessagesControl;
  mayAsk: boolean;
  answering: boolean;
  /** A row has disappeared, and the focus with it. */
  onGone: () => void;
};

/** The queued questions in order, above the question box. */
export function NextMessages({ place, queue, mayAsk, answering, onGone }: Props) {
  const { items } = queue;
  useKeptEdits(place, items, onGone);
  const remove = (id: string) => {
    queue.remove(id);
    onGone();
  };
  const isEmpty = items.length === 0;
  const paused = isEmpty ? null : queue.paused;
  const state = paused
    ? translate(pauses[paused])
    : t`Queued questions: ${{ count: formatNumber(items.length) }} of ${{ limit: formatNumber(mostNextMessages) }}`;
  return (
    <section
      aria-label={isEmpty ? undefined : t`Queued questions`}
      className={isEmpty ? 'sr-only' : contentWidth('reading', 'text-sm')}
      data-no-print
    >
      <div className="mx-3 mb-1.5 max-h-[30dvh] overflow-y-auto rounded-xl border border-line bg-sunken px-3 py-1.5">
        <div className="flex min-h-7 flex-wrap items-center justify-between gap-2 text-muted">
          {/* rendered before its first text, which would not be announced otherwise */}
          <p role="status" className="flex items-center gap-1.5">
            {paused ? <CirclePause aria-hidden className="size-4 shrink-0 text-warn" /> : null}
            {isEmpty ? null : state}
          </p>
          {paused && mayAsk && !answering ? (
            <Button
              size="sm"
              pending={queue.resuming}
              icon={<Play aria-hidden className="size-3.5" />}
              onClick={queue.resume}
            >
              <Trans>Resume queue</Trans>
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
                mayAsk={mayAsk && !queue.isSending(item.id)}
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
