import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ApiKeyView } from '@millrace/contract/api-keys/api-keys';
import { Button } from '@millrace/ui/controls/button';
import { DataTable } from '@millrace/ui/data/data-table';
import type { ListHandle } from '@millrace/ui/data/row-list';
import type { Column } from '@millrace/ui/data/table-columns';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { queryClient, trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { tellFailure } from '../errors/tell-failure.ts';
import { RelativeTime } from '../language/relative-time.tsx';
import { useListKeys } from '../shortcuts/use-list-keys.ts';
import { roleLabel } from '../workspaces/role-words.ts';

export function ApiKeyList({ workspaceId }: { workspaceId: string }) {
  const keys = useQuery(trpc.apiKeys.list.queryOptions({ workspaceId }));
  const revoke = useMutation(
    trpc.apiKeys.revoke.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.apiKeys.list.pathFilter()),
      onError: tellFailure(t`The key was not revoked`),
    }),
  );
  const rows = useRef<ListHandle>(null);
  const marks = useListKeys({ list: rows });
  if (keys.isError) return <ErrorCard error={keys.error} onRetry={() => void keys.refetch()} />;
  return (
    <div {...marks}>
      <DataTable
        label={t`API keys`}
        list={rows}
        columns={keyColumns()}
        items={keys.data}
        keyOf={({ id }) => id}
        twoLines
        actions={(key) => (
          <Button
            size="sm"
            variant="danger"
            aria-label={t`Revoke the key ${{ name: key.name }}`}
            onClick={() => revoke.mutate({ workspaceId, apiKeyId: key.id })}
          >
            <Trans>Revoke</Trans>
          </Button>
        )}
        actionsWidth={6}
        empty={
          <p className="py-2 text-muted text-sm">
            <Trans>No API keys yet. Create one for a program that uses this workspace.</Trans>
          </p>
        }
      />
    </div>
  );
}

/** What the key may do, and when it was created, was used and expires. */
const keyColumns = (): readonly Column<ApiKeyView>[] => [
  {
    id: 'name',
    label: t({ message: 'Name', comment: 'The head of a column' }),
    width: 10,
    isMain: true,
    cell: ({ name, prefix, createdAt }) => (
      <span className="block min-w-0 py-1">
        <span className="block truncate">
          <bdi className="font-medium text-sm">{name}</bdi> <bdi className="ms-1 font-mono text-muted">{prefix}…</bdi>
        </span>
        <span className="block truncate text-muted">
          <Trans>
            Created <RelativeTime iso={createdAt} />
          </Trans>
        </span>
      </span>
    ),
  },
  { id: 'role', label: t`Role`, width: 6, cell: ({ role }) => roleLabel(role) },
  {
    id: 'used',
    label: t({ message: 'Last used', comment: 'A column: when a key was last used' }),
    width: 7,
    onCards: 'labelled',
    cell: ({ lastUsedAt }) => (lastUsedAt ? <RelativeTime iso={lastUsedAt} /> : t`Never`),
  },
  {
    id: 'expires',
    label: t({ message: 'Expires', comment: 'A column: when a key expires' }),
    width: 7,
    onCards: 'labelled',
    cell: ({ expiresAt }) => (expiresAt ? <RelativeTime iso={expiresAt} /> : t`Never`),
  },
];
