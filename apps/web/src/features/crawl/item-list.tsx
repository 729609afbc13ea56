import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { isActive } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { DataTable } from '@millrace/ui/data/data-table';
import type { ListHandle } from '@millrace/ui/data/row-list';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { useListKeys } from '../shortcuts/use-list-keys.ts';
import { itemColumns } from './item-columns.tsx';
import { ItemFacets, type ItemFilter } from './item-facets.tsx';
import { RetryItem } from './retry-item.tsx';

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
  const rows = useRef<ListHandle>(null);
  const facets = useRef<HTMLDivElement>(null);
  const clear = () => onFilter({});
  const marks = useListKeys({
    list: rows,
    onFilter: () => facets.current?.querySelector('button')?.focus(),
    onPick: (position) => {
      const value = facets.current?.querySelectorAll<HTMLElement>('[data-facet-value]')[position - 1];
      return value ? value.click() : false;
    },
    onClear: () => Object.values(filter).some(Boolean) && clear(),
  });
  if (query.isError)
    return (
      <ErrorCard error={query.error} title={t`The pages could not be loaded`} onRetry={() => void query.refetch()} />
    );
  const [first] = query.data?.pages ?? [];
  const loadMore = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  return (
    <div {...marks} className="gap-6 lg:flex lg:items-start">
      <div ref={facets} className="mb-4 lg:mb-0 lg:w-64 lg:shrink-0">
        <ItemFacets counts={first?.counts ?? {}} reasons={first?.reasons ?? []} filter={filter} onFilter={onFilter} />
      </div>
      <section
        aria-label={t`Pages of this source`}
        className="min-w-0 grow overflow-clip rounded-lg border border-line bg-surface"
      >
        <DataTable
          label={t`Pages`}
          list={rows}
          columns={itemColumns(source)}
          items={query.data?.pages.flatMap((page) => page.items)}
          keyOf={({ id }) => id}
          onNearEnd={loadMore}
          twoLines
          below={({ reason, status }) =>
            reason ? (
              <p dir="auto" className={status === 'failed' ? 'text-bad' : 'text-muted'}>
                {reason}
              </p>
            ) : null
          }
          actions={(item) => <RetryItem item={item} source={source} mayEdit={mayEdit} />}
          actionsWidth={6.5}
          empty={
            <p className="p-4 text-muted">
              <Trans>No pages match.</Trans>
            </p>
          }
        />
      </section>
    </div>
  );
}
