import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { maxBulk } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/controls/button';
import type { ListHandle } from '@millrace/ui/data/row-list';
import { EmptyState } from '@millrace/ui/layout/empty-state';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { trpc } from '../../../trpc.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { useListKeys } from '../../shortcuts/use-list-keys.ts';
import { isFiltered, type ListFilter } from './list-filter.ts';
import { SourceFilters, shownStates } from './source-filters.tsx';
import { SourceTable } from './source-table.tsx';
import { useRefreshOnRuns } from './use-refresh-on-runs.ts';

type Props = {
  workspaceId: string;
  mayEdit: boolean;
  filter: ListFilter;
  onFilter: (change: Partial<ListFilter>) => void;
  empty: ReactNode;
};

/** The sources of a workspace, filtered and sorted, loaded as the list is scrolled. */
export function SourceList({ workspaceId, mayEdit, filter, onFilter, empty }: Props) {
  const list = useInfiniteQuery(
    trpc.sources.list.infiniteQueryOptions(
      { workspaceId, ...filter },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  const pages = list.data?.pages ?? [];
  // a source that changes its position while pages are loaded may come twice
  const sources = [...new Map(pages.flatMap((page) => page.items).map((source) => [source.id, source])).values()];
  useRefreshOnRuns(sources);
  /** The ids of the listed sources, up to the limit of one action; loads more pages if needed. */
  const loadAll = async () => {
    for (let result: typeof list = list; ; result = await result.fetchNextPage()) {
      const ids = result.data?.pages.flatMap((page) => page.items.map(({ id }) => id)) ?? [];
      if (ids.length >= maxBulk || !result.hasNextPage) return ids;
    }
  };
  const rows = useRef<ListHandle>(null);
  const filters = useRef<HTMLDivElement>(null);
  const counts = pages[0]?.counts ?? {};
  const clear = () => onFilter({ q: undefined, state: undefined, kind: undefined, tag: undefined });
  const marks = useListKeys({
    list: rows,
    onFilter: () => filters.current?.querySelector('input')?.focus(),
    onPick: (position) => {
      const states = [undefined, ...shownStates(filter, counts)];
      if (position > states.length) return false;
      const state = states[position - 1];
      return onFilter({ state: state === filter.state ? undefined : state });
    },
    onClear: () => isFiltered(filter) && clear(),
  });
  if (list.isError)
    return (
      <ErrorCard error={list.error} title={t`The sources could not be loaded`} onRetry={() => void list.refetch()} />
    );
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const total = filter.state ? (counts[filter.state] ?? 0) : all;
  if (list.isSuccess && total === 0 && !isFiltered(filter)) return empty;
  const loadMore = () => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  };
  return (
    <div {...marks}>
      {/* it keeps its place while the list loads */}
      <div ref={filters} inert={list.isPending} className={list.isPending ? 'invisible' : undefined}>
        <SourceFilters workspaceId={workspaceId} filter={filter} counts={counts} onFilter={onFilter} />
      </div>
      {list.isSuccess && sources.length === 0 ? (
        <NoneMatches onClear={clear} />
      ) : (
        <SourceTable
          // a new filter clears the selection, so that no action reaches hidden sources
          key={JSON.stringify({ ...filter, sort: undefined })}
          list={rows}
          sources={list.isPending ? undefined : sources}
          total={total}
          mayEdit={mayEdit}
          sort={filter.sort}
          onSort={(sort) => onFilter({ sort })}
          onNearEnd={loadMore}
          loadAll={loadAll}
        />
      )}
    </div>
  );
}

const NoneMatches = ({ onClear }: { onClear: () => void }) => (
  <div className="rounded-lg border border-line bg-surface">
    <EmptyState
      icon={SearchX}
      title={t`No matching sources`}
      actions={
        <Button onClick={onClear}>
          <Trans>Clear filters</Trans>
        </Button>
      }
    >
      <Trans>Change or clear the filters to see more sources.</Trans>
    </EmptyState>
  </div>
);
