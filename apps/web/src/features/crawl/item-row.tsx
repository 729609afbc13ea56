import type { MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ItemStatus, ItemView } from '@millrace/contract/crawl/crawl';
import { Button } from '@millrace/ui/controls/button';
import { rowClass } from '@millrace/ui/data/row';
import { StatusMark, type Tone } from '@millrace/ui/data/status-mark';
import { Ban, CircleCheck, CircleMinus, CircleX, Clock, LoaderCircle, type LucideIcon, RotateCcw } from 'lucide-react';
import { translate } from '../language/language.ts';
import { RelativeTime } from '../language/relative-time.tsx';

/** How the status of an item is shown. */
const itemLooks: Record<ItemStatus, { word: MessageDescriptor; icon: LucideIcon; tone: Tone }> = {
  queued: { word: msg`Queued`, icon: Clock, tone: 'quiet' },
  fetching: { word: msg`Fetching`, icon: LoaderCircle, tone: 'busy' },
  ready: { word: msg({ message: 'Fetched', comment: 'Status of a web page' }), icon: CircleCheck, tone: 'good' },
  skipped: { word: msg`Skipped`, icon: CircleMinus, tone: 'quiet' },
  failed: { word: msg`Failed`, icon: CircleX, tone: 'bad' },
  removed: {
    word: msg({ message: 'Removed', comment: 'Status of a web page that is no longer on its site' }),
    icon: Ban,
    tone: 'quiet',
  },
};

export const itemWord = (status: ItemStatus): string => translate(itemLooks[status].word);

type Props = {
  item: ItemView;
  /** Where the page can be retried on its own. */
  onRetry?: () => void;
  retrying?: boolean;
  /** What else the page offers about it. */
  children?: React.ReactNode;
};

/** One page of a website: its URL, its status and the reason for it. */
export function ItemRow({ item, onRetry, retrying, children }: Props) {
  const { word, icon, tone } = itemLooks[item.status];
  return (
    <div className={rowClass({ lines: 2 }, 'flex-wrap gap-y-1 sm:flex-nowrap')}>
      <span className="w-24 shrink-0">
        <StatusMark icon={icon} tone={tone}>
          {translate(word)}
        </StatusMark>
      </span>
      <div className="order-last min-w-0 grow basis-full sm:order-none sm:basis-0">
        <a
          href={item.locator}
          rel="noreferrer"
          target="_blank"
          className="inline-block touch:py-2 break-all underline-offset-2 hover:underline"
        >
          <bdi>{item.title ?? item.locator}</bdi>
        </a>
        {item.title ? (
          <p className="break-all text-muted text-xs">
            <bdi>{item.locator}</bdi>
          </p>
        ) : null}
        {item.reason ? (
          <p dir="auto" className={item.status === 'failed' ? 'text-bad' : 'text-muted'}>
            {item.reason}
          </p>
        ) : null}
        {children}
      </div>
      {onRetry ? (
        <Button
          size="sm"
          pending={retrying}
          aria-label={t`Retry ${{ locator: item.locator }}`}
          icon={<RotateCcw aria-hidden className="size-3.5" />}
          onClick={onRetry}
        >
          <Trans>Retry</Trans>
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
