import { Button } from '@millrace/ui/button';
import { Panel } from '@millrace/ui/panel';
import { RelativeTime } from '@millrace/ui/relative-time';
import { useMutation, useQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';

/** Workspaces that one can bring back; nothing where there are none. */
export function DeletedWorkspaces({ onRestored }: { onRestored: (workspaceId: string) => unknown }) {
  const deleted = useQuery(trpc.workspaces.deleted.queryOptions());
  const restore = useMutation(
    trpc.workspaces.restore.mutationOptions({
      onSuccess: ({ id }) => onRestored(id),
      onError: tellFailure('The workspace is still deleted'),
    }),
  );
  if (!deleted.data || deleted.data.length === 0) return null;
  return (
    <Panel title="Deleted workspaces" hint="What you owned can be restored until it is deleted for good.">
      <ul aria-label="Deleted workspaces" className="space-y-2">
        {deleted.data.map(({ id, name, goneAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="min-w-0 break-words">{name}</span>
            <span className="text-muted text-sm">
              deleted for good <RelativeTime iso={goneAt} />
            </span>
            <Button
              size="sm"
              className="ml-auto"
              aria-label={`Restore ${name}`}
              pending={restore.isPending && restore.variables.workspaceId === id}
              onClick={() => restore.mutate({ workspaceId: id })}
            >
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
