import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ApiKeyView } from '@millrace/contract/api-keys/api-keys';
import { Button } from '@millrace/ui/controls/button';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useMutation, useQuery } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { tellFailure } from '../errors/tell-failure.ts';
import { RelativeTime } from '../language/relative-time.tsx';
import { roleLabel } from '../workspaces/role-words.ts';

export function ApiKeyList({ workspaceId }: { workspaceId: string }) {
  const keys = useQuery(trpc.apiKeys.list.queryOptions({ workspaceId }));
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter()),
      onError: tellFailure(t`The key was not revoked`),
    }),
  );
  if (keys.isPending) return <Skeleton shape="rows" />;
  if (keys.isError) return <ErrorCard error={keys.error} onRetry={() => void keys.refetch()} />;
  if (keys.data.length === 0)
    return (
      <p className="text-muted text-sm">
        <Trans>No API keys yet. Create one for a program that uses this workspace.</Trans>
      </p>
    );
  return (
    <ul aria-label={t`API keys`} className="divide-y divide-line">
      {keys.data.map((key) => (
        <li key={key.id} className="flex flex-wrap items-center justify-between gap-2 py-2.5 text-sm">
          <div className="min-w-0">
            <p className="font-medium">
              <bdi>{key.name}</bdi> <bdi className="ms-1 font-mono font-normal text-muted">{key.prefix}…</bdi>
            </p>
            <KeyFacts apiKey={key} />
          </div>
          <Button
            size="sm"
            variant="danger"
            aria-label={t`Revoke the key ${{ name: key.name }}`}
            onClick={() => revoke.mutate({ workspaceId, apiKeyId: key.id })}
          >
            <Trans>Revoke</Trans>
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** What the key may do, and when it was created, was used and expires. */
const KeyFacts = ({ apiKey: { role, createdAt, lastUsedAt, expiresAt } }: { apiKey: ApiKeyView }) => (
  <p className="flex flex-wrap gap-x-2 text-muted">
    <span>{roleLabel(role)}</span>
    <span>
      <Trans>
        Created <RelativeTime iso={createdAt} />
      </Trans>
    </span>
    <span>
      {lastUsedAt ? (
        <Trans>
          Last used <RelativeTime iso={lastUsedAt} />
        </Trans>
      ) : (
        <Trans>Never used</Trans>
      )}
    </span>
    {expiresAt ? (
      <span>
        <Trans>
          Expires <RelativeTime iso={expiresAt} />
        </Trans>
      </span>
    ) : null}
  </p>
);
