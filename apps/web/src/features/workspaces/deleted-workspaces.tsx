import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { Panel } from '@millrace/ui/layout/panel';
import { useMutation, useQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { RelativeTime } from '../language/relative-time.tsx';

/** Workspaces that the person can restore; nothing where there are none. */
export function DeletedWorkspaces({ onRestored }: { onRestored: (workspaceId: string) => unknown }) {
  const deleted = useQuery(trpc.workspaces.deleted.queryOptions());
  const restore = useMutation(
    trpc.workspaces.restore.mutationOptions({
      onSuccess: ({ id }) => onRestored(id),
      onError: tellFailure(t`The workspace was not restored`),
    }),
  );
  if (!deleted.data || deleted.data.length === 0) return null;
  return (
    <Panel
      title={t`Deleted workspaces`}
      hint={t`You can restore a workspace that you owned until it is deleted permanently.`}
    >
      <ul aria-label={t`Deleted workspaces`} className="space-y-2">
        {deleted.data.map(({ id, name, goneAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <bdi className="min-w-0 break-words">{name}</bdi>
            <span className="text-muted text-sm">
              <Trans>
                Deleted permanently <RelativeTime iso={goneAt} />
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
