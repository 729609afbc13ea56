import type { MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { cn } from '@millrace/ui/class-names';
import { translate } from '../language/language.ts';
import type { Connection } from './keep-subscribed.ts';
import { useConnection } from './run-feed-provider.tsx';

const looks: Record<Connection, { text: MessageDescriptor; dot: string; title: MessageDescriptor }> = {
  live: {
    text: msg({ message: 'Live', comment: 'State of the connection' }),
    dot: 'bg-good',
    title: msg`Changes appear immediately`,
  },
  reconnecting: {
    text: msg`Reconnecting…`,
    dot: 'bg-warn animate-pulse',
    title: msg`Connection lost. Trying to reach the server again.`,
  },
  offline: {
    text: msg`Offline`,
    dot: 'bg-bad',
    title: msg`You are offline. Your drafts are kept, and work on the server continues.`,
  },
};

/** Whether the page is up to date. */
export function ConnectionPill() {
  const { text, dot, title } = looks[useConnection()];
  return (
    <span
      role="status"
      aria-label={t`Connection`}
      title={translate(title)}
      className="inline-flex min-h-6 min-w-0 items-center gap-1.5 rounded-full border border-line bg-surface px-2.5 text-muted text-xs"
    >
      <span aria-hidden className={cn('size-2 shrink-0 rounded-full forced-colors:bg-[CanvasText]!', dot)} />
      <span className="truncate">{translate(text)}</span>
    </span>
  );
}
