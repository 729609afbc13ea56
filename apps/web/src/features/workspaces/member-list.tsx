import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Role } from '@millrace/contract/session/session';
import type { MemberView, WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { SelectField } from '@millrace/ui/controls/select-field';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { tellFailure } from '../errors/tell-failure.ts';
import { RemoveMember } from './remove-member.tsx';
import { ResetMember } from './reset-member.tsx';
import { roleLabel, roleOptions } from './role-words.ts';

const refresh = () => queryClient.invalidateQueries(trpc.workspaces.members.pathFilter());

export function MemberList({ workspace, userId }: { workspace: WorkspaceView; userId: string }) {
  const members = useQuery(trpc.workspaces.members.queryOptions({ workspaceId: workspace.id }));
  if (members.isPending) return <Skeleton shape="rows" />;
  if (members.isError) return <ErrorCard error={members.error} onRetry={() => void members.refetch()} />;
  return (
    <ul aria-label={t`Members`} className="divide-y divide-line">
      {members.data.map((member) => (
        <MemberRow key={member.userId} member={member} workspace={workspace} isSelf={member.userId === userId} />
      ))}
    </ul>
  );
}

function MemberRow({ member, workspace, isSelf }: { member: MemberView; workspace: WorkspaceView; isSelf: boolean }) {
  const isOwner = workspace.role === 'owner';
  const change = useMutation(
    trpc.workspaces.changeMember.mutationOptions({
      onSuccess: (_done, { role }) => {
        notify({ title: t`Role of ${{ name: member.name }} changed to ${{ role: roleLabel(role) }}` });
        return refresh();
      },
      onError: tellFailure(t`The role was not changed`),
    }),
  );
  const setRole = (role: Role) => change.mutate({ workspaceId: workspace.id, userId: member.userId, role });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 grow basis-44">
        <p className="truncate font-medium">
          <bdi>{member.name}</bdi>
          {isSelf ? (
            <span className="ms-2 font-normal text-muted">
              <Trans comment="Marks the person who is signed in, in the list of members">you</Trans>
            </span>
          ) : null}
        </p>
        <p className="truncate text-muted text-sm">
          <bdi>{member.email}</bdi>
        </p>
      </div>
      {isOwner ? (
        <div className="w-32">
          <SelectField
            label={t`Role of ${{ name: member.name }}`}
            hideLabel
            options={roleOptions()}
            value={member.role}
            disabled={change.isPending}
            onChange={setRole}
          />
        </div>
      ) : (
        <span className="text-muted text-sm">{roleLabel(member.role)}</span>
      )}
      {isOwner && !isSelf ? <ResetMember member={member} workspace={workspace} /> : null}
      {isOwner || isSelf ? (
        <RemoveMember member={member} workspace={workspace} isSelf={isSelf} onRemoved={refresh} />
      ) : null}
    </li>
  );
}
