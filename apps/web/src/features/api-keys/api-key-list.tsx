import { Button } from '@millrace/ui/button';
import { Skeleton } from '@millrace/ui/spinner';
import { useMutation, useQuery } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { tellFailure } from '../errors/tell-failure.ts';
import { RelativeTime } from '../language/relative-time.tsx';

export function ApiKeyList({ workspaceId }: { workspaceId: string }) {
  const keys = useQuery(trpc.apiKeys.list.queryOptions({ workspaceId }));
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter()),
      onError: tellFailure('The key was not revoked'),
    }),
  );
  if (keys.isPending) return <Skeleton />;
  if (keys.isError) return <ErrorCard error={keys.error} onRetry={() => void keys.refetch()} />;
  if (keys.data.length === 0)
    return <p className="text-muted text-sm">No keys yet. Programs need one to use this workspace.</p>;
  return (
    <ul aria-label="API keys" className="divide-y divide-line">
      {keys.data.map((key) => (
        <li key={key.id} className="flex flex-wrap items-center justify-between gap-2 py-2.5 text-sm">
          <div className="min-w-0">
            <p className="font-medium">
              {key.name} <span className="ms-1 font-mono font-normal text-muted">{key.prefix}…</span>
            </p>
            <p className="text-muted">
              {key.role}, made <RelativeTime iso={key.createdAt} />,{' '}
              {key.lastUsedAt ? (
                <>
                  used <RelativeTime iso={key.lastUsedAt} />
                </>
              ) : (
                'never used'
              )}
              {key.expiresAt ? (
                <>
                  , ends <RelativeTime iso={key.expiresAt} />
                </>
              ) : null}
            </p>
          </div>
          <Button
            size="sm"
            variant="danger"
            aria-label={`Revoke the key ${key.name}`}
            onClick={() => revoke.mutate({ workspaceId, apiKeyId: key.id })}
          >
            Revoke
          </Button>
        </li>
      ))}
    </ul>
  );
}
