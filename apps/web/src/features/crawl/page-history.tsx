import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ItemVersionView } from '@millrace/contract/crawl/item-versions';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { DiffText } from '../records/diff-text.tsx';
import { VersionPicker } from '../records/version-picker.tsx';

/** The earlier versions of a web page, compared with its newest one. */
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
  if (versions.isPending) return <Skeleton lines={3} label={t`Loading versions`} />;
  const failed = versions.isError ? versions : diff.isError ? diff : undefined;
  if (failed)
    return (
      <ErrorCard
        error={failed.error}
        title={t`The versions could not be loaded`}
        onRetry={() => void failed.refetch()}
      />
    );
  if (versions.data === undefined || versions.data.length < 2)
    return (
      <p className="text-muted text-sm">
        <Trans>This page has no earlier versions.</Trans>
      </p>
    );
  return (
    <>
      <VersionPicker versions={versions.data.map(versionOption)} chosen={chosen?.version} onChoose={setPicked} />
      <section aria-label={t`Comparison`} className="mt-4">
        {isOlder && diff.isPending ? <Skeleton lines={5} label={t`Comparing versions`} /> : null}
        {isOlder && diff.data ? (
          <>
            <h3 className="mb-1 font-medium text-sm">
              <Trans>
                Changes from version {{ from: diff.data.from.version }} to version {{ to: diff.data.to.version }}
              </Trans>
            </h3>
            <DiffText diff={diff.data} />
          </>
        ) : null}
        {isOlder ? null : (
          <p className="text-muted text-sm">
            <Trans>Choose an earlier version to compare.</Trans>
          </p>
        )}
      </section>
    </>
  );
}

const versionOption = ({ version, current, title, fetchedAt }: ItemVersionView) => ({
  version,
  current,
  by: title,
  at: fetchedAt,
});
