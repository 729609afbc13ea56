import type { ItemStatus, ItemView } from '@millrace/contract/crawl/crawl';
import { Button } from '@millrace/ui/button';
import { StatusMark, type Tone } from '@millrace/ui/status-mark';
import { Ban, CircleCheck, CircleMinus, CircleX, Clock, LoaderCircle, type LucideIcon, RotateCcw } from 'lucide-react';
import { RelativeTime } from '../language/relative-time.tsx';

/** How each state of a page is told. */
export const itemLooks: Record<ItemStatus, { word: string; icon: LucideIcon; tone: Tone }> = {
  queued: { word: 'Waiting', icon: Clock, tone: 'quiet' },
  fetching: { word: 'Reading', icon: LoaderCircle, tone: 'busy' },
  ready: { word: 'Read', icon: CircleCheck, tone: 'good' },
  skipped: { word: 'Skipped', icon: CircleMinus, tone: 'quiet' },
  failed: { word: 'Failed', icon: CircleX, tone: 'bad' },
  removed: { word: 'Removed', icon: Ban, tone: 'quiet' },
};

type Props = {
  item: ItemView;
  /** There where it can be tried again alone. */
  onRetry?: () => void;
  retrying?: boolean;
  /** What else the page offers about it. */
  children?: React.ReactNode;
};

/** One page of a website: where it is, how it fared and why. */
export function ItemRow({ item, onRetry, retrying, children }: Props) {
  const { word, icon, tone } = itemLooks[item.status];
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3 py-2.5 text-sm sm:flex-nowrap">
      <span className="w-24 shrink-0">
        <StatusMark icon={icon} tone={tone}>
          {word}
        </StatusMark>
      </span>
      <div className="order-last min-w-0 grow basis-full sm:order-none sm:basis-0">
        <a
          href={item.locator}
          rel="noreferrer"
          target="_blank"
          className="inline-block min-h-6 break-all underline-offset-2 hover:underline"
        >
          {item.title ?? item.locator}
        </a>
        {item.title ? <p className="break-all text-muted">{item.locator}</p> : null}
        {item.reason ? <p className={item.status === 'failed' ? 'text-bad' : 'text-muted'}>{item.reason}</p> : null}
        {children}
      </div>
      {onRetry ? (
        <Button
          size="sm"
          pending={retrying}
          aria-label={`Retry ${item.locator}`}
          icon={<RotateCcw aria-hidden className="size-3.5" />}
          onClick={onRetry}
        >
          Retry
        </Button>
      ) : null}
      {item.fetchedAt ? (
        <span className="ms-auto shrink-0 text-muted sm:w-28 sm:text-end">
          <RelativeTime iso={item.fetchedAt} />
        </span>
      ) : null}
    </div>
  );
}
