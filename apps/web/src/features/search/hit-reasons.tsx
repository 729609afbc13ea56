import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { Reasons } from './reasons.tsx';

type Input = Parameters<typeof trpc.search.test.queryOptions>[0];

/** Fetches the reasons of a whole list of hits once, and shows those of one. */
export function HitReasons({ input, chunkId }: { input: Input; chunkId: string }) {
  const test = useQuery(trpc.search.test.queryOptions(input));
  if (test.isPending) return <Skeleton lines={3} label={t`Loading the reasons`} />;
  if (test.isError)
    return (
      <ErrorCard error={test.error} title={t`The reasons could not be loaded`} onRetry={() => void test.refetch()} />
    );
  const hit = test.data.hits.find((candidate) => candidate.chunkId === chunkId);
  return hit ? (
    <Reasons hit={hit} />
  ) : (
    <p className="text-muted text-sm">
      <Trans>The sources have changed. Search again.</Trans>
    </p>
  );
}
