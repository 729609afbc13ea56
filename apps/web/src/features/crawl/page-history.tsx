import type { ItemVersionView } from '@millrace/contract/crawl/item-versions';
import { Skeleton } from '@millrace/ui/spinner';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { DiffText } from '../records/diff-text.tsx';
import { VersionChoice } from '../records/version-choice.tsx';

/** What a page of the web said before, compared with the newest that is known of it. */
export function PageHistory({ itemId }: { itemId: string }) {
  const versions = useQuery(trpc.sources.itemVersions.queryOptions({ itemId }));
  const [picked, setPicked] = useState<number>();
  const newest = versions.data?.[0];
  const chosen = versions.data?.find(({ version }) => version === picked) ?? versions.data?.[1];
  const isOlder = chosen !== undefined && newest !== undefined && chosen.version < newest.version;
  const diff = useQuery(
    trpc.sources.itemDiff.queryOptions(
      { itemId, from: chosen?.version ?? 1, to: newest?.version ?? 1 },
      { enabled: isOlder },
    ),
  );
  if (versions.isPending) return <Skeleton lines={3} label="Loading the versions" />;
  const failed = versions.isError ? versions : diff.isError ? diff : undefined;
  if (failed)
    return (
      <ErrorCard error={failed.error} title="The versions could not be loaded" onRetry={() => void failed.refetch()} />
    );
  if (versions.data === undefined || versions.data.length < 2)
    return <p className="text-muted text-sm">No earlier version of this page is known.</p>;
  return (
    <>
      <VersionChoice versions={versions.data.map(choiceOf)} chosen={chosen?.version} onChoose={setPicked} />
      <section aria-label="Comparison" className="mt-4">
        {isOlder && diff.isPending ? <Skeleton lines={5} label="Comparing" /> : null}
        {isOlder && diff.data ? (
          <>
            <h3 className="mb-1 font-medium text-sm">
              From version {diff.data.from.version} to version {diff.data.to.version}
            </h3>
            <DiffText diff={diff.data} />
          </>
        ) : null}
        {isOlder ? null : <p className="text-muted text-sm">Choose an earlier version to compare it.</p>}
      </section>
    </>
  );
}

const choiceOf = ({ version, current, title, fetchedAt }: ItemVersionView) => ({
  version,
  current,
  by: title,
  at: fetchedAt,
});
