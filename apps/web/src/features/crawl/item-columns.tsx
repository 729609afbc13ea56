import type { MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import type { ItemStatus, ItemView } from '@millrace/contract/crawl/crawl';
import { pathOf } from '@millrace/contract/crawl/url-patterns';
import type { SourceView } from '@millrace/contract/sources/sources';
import { StatusMark, type Tone } from '@millrace/ui/data/status-mark';
import type { Column } from '@millrace/ui/data/table-columns';
import { aboveRowLink, rowLinkClass } from '@millrace/ui/data/table-looks';
import { Link } from '@tanstack/react-router';
import {
  Ban,
  CircleCheck,
  CircleMinus,
  CircleX,
  Clock,
  ExternalLink,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
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

/** What the list shows of each page of a source. Pages that were fetched open with their text and versions. */
export const itemColumns = (source: SourceView): readonly Column<ItemView>[] => [
  {
    id: 'page',
    label: t({ message: 'Page', comment: 'A column: a page of a website' }),
    width: 14,
    isMain: true,
    cell: (item) => <ItemName item={item} source={source} />,
  },
  {
    id: 'status',
    label: t`Status`,
    width: 8,
    cell: ({ status }) => {
      const { word, icon, tone } = itemLooks[status];
      return (
        <StatusMark icon={icon} tone={tone}>
          {translate(word)}
        </StatusMark>
      );
    },
  },
  {
    id: 'fetched',
    label: t({ message: 'Fetched', comment: 'A column: when a web page was fetched' }),
    width: 7.5,
    cell: ({ fetchedAt }) => (fetchedAt ? <RelativeTime iso={fetchedAt} /> : null),
  },
];

const ItemName = ({ item, source }: { item: ItemView; source: SourceView }) => (
  <span className="block min-w-0 grow">
    {item.version > 0 ? (
      <Link
        to="/w/$workspaceId/sources/$sourceId"
        params={{ workspaceId: source.workspaceId, sourceId: source.id }}
        search={{ item: item.id }}
        aria-label={t`Text and versions of ${{ page: item.title ?? item.locator }}`}
        data-row-link=""
        className={`${rowLinkClass} block py-0.75`}
      >
        <bdi>{item.title ?? pathOf(item.locator)}</bdi>
      </Link>
    ) : (
      <bdi className="block truncate py-0.75 font-medium">{item.title ?? pathOf(item.locator)}</bdi>
    )}
    <a
      href={item.locator}
      rel="noreferrer"
      target="_blank"
      className={`${aboveRowLink} inline-flex min-h-6 max-w-full items-center gap-1 text-muted hover:underline`}
    >
      <bdi className="truncate">{item.locator}</bdi>
      <ExternalLink aria-hidden className="size-3 shrink-0" />
    </a>
  </span>
);
