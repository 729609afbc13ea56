import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { useMutation, useQuery } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { tellFailure } from '../errors/tell-failure.ts';
import { RelativeTime } from '../language/relative-time.tsx';
import { roleLabel } from './role-words.ts';

/** Invitations that have not been accepted yet. */
export function InvitationList({ workspaceId }: { workspaceId: string }) {
  const invitations = useQuery(trpc.workspaces.invitations.queryOptions({ workspaceId }));
  const revoke = useMutation(
    trpc.workspaces.revokeInvitation.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.workspaces.invitations.pathFilter()),
      onError: tellFailure(t`The invitation was not revoked`),
    }),
  );
  if (invitations.isPending) return null;
  if (invitations.isError) return <ErrorCard error={invitations.error} onRetry={() => void invitations.refetch()} />;
  if (invitations.data.length === 0) return null;
  return (
    <ul aria-label={t`Open invitations`} className="mt-4 divide-y divide-line border-line border-t">
      {invitations.data.map((invitation) => (
        <li key={invitation.id} className="flex flex-wrap items-center justify-between gap-2 py-2.5 text-sm">
          <div className="min-w-0">
            <p className="truncate font-medium">
              <bdi>{invitation.email}</bdi>
            </p>
            <p className="text-muted">
              <Trans>
                {{ role: roleLabel(invitation.role) }}, expires <RelativeTime iso={invitation.expiresAt} />
              </Trans>
            </p>
          </div>
          <Button
            size="sm"
            variant="danger"
            aria-label={t`Revoke the invitation for ${{ email: invitation.email }}`}
            onClick={() => revoke.mutate({ workspaceId, invitationId: invitation.id })}
          >
            <Trans>Revoke</Trans>
          </Button>
        </li>
      ))}
    </ul>
  );
}
