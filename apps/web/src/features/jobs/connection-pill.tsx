import { cn } from '@millrace/ui/class-names';
import type { Connection } from './keep-subscribed.ts';
import { useConnection } from './run-feed-provider.tsx';

const looks: Record<Connection, { text: string; dot: string; title: string }> = {
  live: { text: 'Live', dot: 'bg-good', title: 'Changes show by themselves' },
  reconnecting: { text: 'Reconnecting…', dot: 'bg-warn animate-pulse', title: 'Trying to reach the server again' },
  offline: { text: 'Offline', dot: 'bg-bad', title: 'Drafts are kept; work on the server goes on' },
};

/** Whether what one sees is live. */
export function ConnectionPill() {
  const { text, dot, title } = looks[useConnection()];
  return (
    <span
      role="status"
      aria-label="Connection"
      title={title}
      className="inline-flex h-6 items-center gap-1.5 rounded-full border border-line bg-surface px-2.5 text-muted text-xs"
    >
      <span aria-hidden className={cn('size-2 rounded-full', dot)} />
      {text}
    </span>
  );
}
