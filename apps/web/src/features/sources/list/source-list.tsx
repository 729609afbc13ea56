import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { maxBulk, type SourceView } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/controls/button';
import { Checkbox } from '@millrace/ui/controls/checkbox';
import { VirtualList } from '@millrace/ui/data/virtual-list';
import { EmptyState } from '@millrace/ui/layout/empty-state';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { type ReactNode, useTransition } from 'react';
import { trpc } from '../../../trpc.ts';
import { ErrorCard } from '../../errors/error-card.tsx';
import { formatNumber } from '../../language/format.ts';
import { BulkBar } from './bulk-bar.tsx';
import { isFiltered, type ListFilter } from './list-filter.ts';
import { SourceFilters } from './source-filters.tsx';
import { SourceRow } from './source-row.tsx';
import { useRefreshOnRuns } from './use-refresh-on-runs.ts';
import { useSelection } from './use-selection.ts';

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
  if (list.isPending) return <Skeleton lines={8} shape="rows" label={t`Loading sources`} />;
  if (list.isError)
    return (
      <ErrorCard error={list.error} title={t`The sources could not be loaded`} onRetry={() => void list.refetch()} />
    );
  const counts = pages[0]?.counts ?? {};
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const total = filter.state ? (counts[filter.state] ?? 0) : all;
  if (total === 0 && !isFiltered(filter)) return empty;
  const loadMore = () => {
    if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
  };
  const clear = () => onFilter({ q: undefined, state: undefined, kind: undefined, tag: undefined });
  return (
    <>
      <SourceFilters workspaceId={workspaceId} filter={filter} counts={counts} onFilter={onFilter} />
      {sources.length === 0 ? (
        <div className="rounded-lg border border-line bg-surface">
          <EmptyState
            icon={SearchX}
            title={t`No matching sources`}
            actions={
              <Button onClick={clear}>
                <Trans>Clear filters</Trans>
              </Button>
            }
          >
            <Trans>Change or clear the filters to see more sources.</Trans>
          </EmptyState>
        </div>
      ) : (
        <Rows
          // a new filter clears the selection, so that no action reaches hidden sources
          key={JSON.stringify(filter)}
          sources={sources}
          total={total}
          mayEdit={mayEdit}
          onNearEnd={loadMore}
          loadAll={loadAll}
        />
      )}
    </>
  );
}

/** How many sources are listed, or selected of them. */
function countText(chosen: number, total: number): string {
  if (chosen === 0) return t`${plural(total, { one: '# source', other: '# sources' })}`;
  const selected = formatNumber(chosen);
  return chosen === maxBulk && total > maxBulk
    ? t`${plural(total, { one: `${selected} of # source selected, the maximum`, other: `${selected} of # sources selected, the maximum` })}`
    : t`${plural(total, { one: `${selected} of # source selected`, other: `${selected} of # sources selected` })}`;
}

type RowsProps = {
  sources: readonly SourceView[];
  total: number;
  mayEdit: boolean;
  onNearEnd: () => void;
  loadAll: () => Promise<string[]>;
};

function Rows({ sources, total, mayEdit, onNearEnd, loadAll }: RowsProps) {
  const selection = useSelection(
    sources.map(({ id }) => id),
    maxBulk,
  );
  const [, start] = useTransition();
  const { chosen } = selection;
  const chooseAll = () => {
    if (chosen.size > 0) return selection.clear();
    start(async () => selection.set(await loadAll()));
  };
  return (
    <div className="rounded-lg border border-line bg-surface">
      {mayEdit ? (
        <div className="sticky top-0 z-20 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 rounded-t-lg border-line border-b bg-surface px-3 py-1.5 sm:px-4">
          <Checkbox
            label={chosen.size > 0 ? t`Deselect all sources` : t`Select all sources`}
            checked={chosen.size >= sources.length}
            indeterminate={chosen.size > 0 && chosen.size < sources.length}
            className="-ms-1"
            onChange={chooseAll}
          />
          <p role="status" className="text-muted text-sm tabular-nums">
            {countText(chosen.size, total)}
          </p>
          {chosen.size > 0 ? (
            <BulkBar sources={sources.filter(({ id }) => chosen.has(id))} onClear={selection.clear} />
          ) : null}
        </div>
      ) : null}
      <VirtualList
        label={t`Sources`}
        items={sources}
        keyOf={({ id }) => id}
        rowHeight={49}
        total={total}
        onNearEnd={onNearEnd}
        rowClassName="border-line not-last:border-b"
      >
        {(source) => (
          <SourceRow
            source={source}
            mayEdit={mayEdit}
            chosen={chosen.has(source.id)}
            onChoose={(next, range) => selection.toggle(source.id, next, range)}
          />
        )}
      </VirtualList>
    </div>
  );
}
