import { Button } from '@millrace/ui/button';
import { Skeleton } from '@millrace/ui/spinner';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { SourceRow } from './source-row.tsx';
import { useRefreshOnRuns } from './use-refresh-on-runs.ts';

type Props = { workspaceId: string; mayEdit: boolean; empty: ReactNode };

export function SourceList({ workspaceId, mayEdit, empty }: Props) {
  const list = useInfiniteQuery(
    trpc.sources.list.infiniteQueryOptions(
      { workspaceId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  const sources = list.data?.pages.flatMap((page) => page.items) ?? [];
  useRefreshOnRuns(sources);
  if (list.isPending) return <Skeleton lines={6} label="Loading sources" />;
  if (list.isError)
    return <ErrorCard error={list.error} title="The sources could not be loaded" onRetry={() => void list.refetch()} />;
  if (sources.length === 0) return empty;
  return (
    <>
      <ul aria-label="Sources" className="divide-y divide-line rounded-lg border border-line bg-surface">
        {sources.map((source) => (
          <SourceRow key={source.id} source={source} mayEdit={mayEdit} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <div className="mt-3 text-center">
          <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more
          </Button>
        </div>
      ) : null}
    </>
  );
}
