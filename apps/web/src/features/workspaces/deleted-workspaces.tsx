import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/button';
import { Panel } from '@millrace/ui/panel';
import { useMutation, useQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { RelativeTime } from '../language/relative-time.tsx';

/** Workspaces that one can bring back; nothing where there are none. */
export function DeletedWorkspaces({ onRestored }: { onRestored: (workspaceId: string) => unknown }) {
  const deleted = useQuery(trpc.workspaces.deleted.queryOptions());
  const restore = useMutation(
    trpc.workspaces.restore.mutationOptions({
      onSuccess: ({ id }) => onRestored(id),
      onError: tellFailure(t`The workspace is still deleted`),
    }),
  );
  if (!deleted.data || deleted.data.length === 0) return null;
  return (
    <Panel title={t`Deleted workspaces`} hint={t`What you owned can be restored until it is deleted for good.`}>
      <ul aria-label={t`Deleted workspaces`} className="space-y-2">
        {deleted.data.map(({ id, name, goneAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 break-words">{name}</span>
            <span className="text-muted text-sm">
              <Trans>
                deleted for good <RelativeTime iso={goneAt} />
              </Trans>
            </span>
            <Button
              size="sm"
              className="ms-auto"
              aria-label={t`Restore ${name}`}
              pending={restore.isPending && restore.variables.workspaceId === id}
              onClick={() => restore.mutate({ workspaceId: id })}
            >
              <Trans>Restore</Trans>
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
