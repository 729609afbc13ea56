import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ItemOutcome, type ItemStatus, type ItemView, itemStatuses } from '@millrace/contract/crawl/crawl';
import { isActive, may } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { OptionChips } from '@millrace/ui/controls/option-chips';
import { VirtualList } from '@millrace/ui/data/virtual-list';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { keepPreviousData, useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { tellFailure } from '../errors/tell-failure.ts';
import { refreshSources } from '../sources/refresh-sources.ts';
import { ItemReasons } from './item-reasons.tsx';
import { ItemRow, itemWord } from './item-row.tsx';

/** `code`: the reason why they are missing; `found`: what the last crawl found. */
export type ItemFilter = {
  status?: ItemStatus | undefined;
  code?: string | undefined;
  found?: ItemOutcome | undefined;
};
type Props = {
  source: SourceView;
  mayEdit: boolean;
  filter: ItemFilter;
  onFilter: (filter: ItemFilter) => void;
};

const whileActiveMs = 3_000;

/** The URLs of a website or a list, each with its status and the reason for it. */
export function ItemList({ source, mayEdit, filter, onFilter }: Props) {
  const query = useInfiniteQuery(
    trpc.sources.items.infiniteQueryOptions(
      { sourceId: source.id, status: filter.status, code: filter.code, outcome: filter.found, limit: 100 },
      {
        getNextPageParam: (page) => page.nextCursor ?? undefined,
        // a person who has loaded many pages is reading them
        refetchInterval: ({ state }) => isActive(source) && (state.data?.pages.length ?? 0) < 5 && whileActiveMs,
        placeholderData: keepPreviousData,
      },
    ),
  );
  const retry = useMutation(
    trpc.sources.retryItem.mutationOptions({
      onSuccess: refreshSources,
      onError: tellFailure(t`The page was not retried`),
    }),
  );
  const retryOf = (item: ItemView) =>
    mayEdit && may('retry', source) && (item.status === 'failed' || item.code === 'cancelled')
      ? () => retry.mutate({ sourceId: source.id, itemId: item.id })
      : undefined;
  if (query.isPending) return <Skeleton lines={8} shape="rows" label={t`Loading pages`} />;
  if (query.isError)
    return (
      <ErrorCard error={query.error} title={t`The pages could not be loaded`} onRetry={() => void query.refetch()} />
    );
  const [first] = query.data.pages;
  const counts = first?.counts ?? {};
  const items = query.data.pages.flatMap((page) => page.items);
  const chips = itemStatuses
    .filter((status) => status === filter.status || (counts[status] ?? 0) > 0)
    .map((value) => ({ value, label: itemWord(value), count: counts[value] ?? 0 }));
  const loadMore = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  return (
    <div className="space-y-4">
      <ItemReasons reasons={first?.reasons ?? []} code={filter.code} onCode={(code) => onFilter({ code })} />
      <section aria-label={t`Pages of this source`} className="space-y-4">
        <OptionChips
          label={t`Filter pages by status`}
          options={chips}
          value={filter.code ? undefined : filter.status}
          onChange={(status) => onFilter({ status })}
        />
        {items.length === 0 ? (
          <p className="text-muted">
            <Trans>No pages match.</Trans>
          </p>
        ) : (
          <div className="rounded-lg border border-line bg-surface">
            <VirtualList
              label={t`Pages`}
              items={items}
              keyOf={({ id }) => id}
              rowHeight={49}
              onNearEnd={loadMore}
              rowClassName="border-line not-last:border-b"
            >
              {(item) => (
                <ItemRow
                  item={item}
                  onRetry={retryOf(item)}
                  retrying={retry.isPending && retry.variables.itemId === item.id}
                >
                  {item.version > 0 ? <VersionsLink item={item} /> : null}
                </ItemRow>
              )}
            </VirtualList>
          </div>
        )}
      </section>
    </div>
  );
}

const VersionsLink = ({ item }: { item: ItemView }) => (
  <Link
    from="/w/$workspaceId/sources/$sourceId"
    to="."
    search={{ item: item.id }}
    aria-label={t`Text and versions of ${{ page: item.title ?? item.locator }}`}
    className="inline-flex min-h-6 touch:min-h-9 items-center text-muted underline underline-offset-2 hover:text-ink"
  >
    <Trans>Text and versions</Trans>
  </Link>
);
