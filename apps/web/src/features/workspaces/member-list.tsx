import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { Role } from '@millrace/contract/session/session';
import type { MemberView, WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { SelectField } from '@millrace/ui/controls/select-field';
import { DataTable } from '@millrace/ui/data/data-table';
import type { ListHandle } from '@millrace/ui/data/row-list';
import type { Column } from '@millrace/ui/data/table-columns';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { queryClient, trpc } from '../../trpc.ts';
import { ErrorCard } from '../errors/error-card.tsx';
import { tellFailure } from '../errors/tell-failure.ts';
import { useListKeys } from '../shortcuts/use-list-keys.ts';
import { RemoveMember } from './remove-member.tsx';
import { ResetMember } from './reset-member.tsx';
import { roleLabel, roleOptions } from './role-words.ts';

const refresh = () => queryClient.invalidateQueries(trpc.workspaces.members.pathFilter());

type Props = { workspace: WorkspaceView; userId: string };

/** The members of a workspace with their roles; owners change these, and everybody can leave. */
export function MemberList({ workspace, userId }: Props) {
  const members = useQuery(trpc.workspaces.members.queryOptions({ workspaceId: workspace.id }));
  const rows = useRef<ListHandle>(null);
  const marks = useListKeys({ list: rows });
  const isOwner = workspace.role === 'owner';
  if (members.isError) return <ErrorCard error={members.error} onRetry={() => void members.refetch()} />;
  const columns: readonly Column<MemberView>[] = [
    {
      id: 'name',
      label: t({ message: 'Name', comment: 'The head of a column' }),
      width: 10,
      isMain: true,
      cell: (member) => <MemberName member={member} isSelf={member.userId === userId} />,
    },
    {
      id: 'role',
      label: t`Role`,
      width: 9,
      isControl: isOwner,
      cell: (member) => (isOwner ? <MemberRole member={member} workspace={workspace} /> : roleLabel(member.role)),
    },
  ];
  return (
    <div {...marks}>
      <DataTable
        label={t`Members`}
        list={rows}
        columns={columns}
        items={members.data}
        keyOf={(member) => member.userId}
        twoLines
        actionsWidth={isOwner ? 15 : 6}
        actions={(member) => {
          const isSelf = member.userId === userId;
          return (
            <>
              {isOwner && !isSelf ? <ResetMember member={member} workspace={workspace} /> : null}
              {isOwner || isSelf ? (
                <RemoveMember member={member} workspace={workspace} isSelf={isSelf} onRemoved={refresh} />
              ) : null}
            </>
          );
        }}
      />
    </div>
  );
}

const MemberName = ({ member, isSelf }: { member: MemberView; isSelf: boolean }) => (
  <div className="min-w-0 py-1">
    <p className="truncate font-medium text-sm">
      <bdi>{member.name}</bdi>
      {isSelf ? (
        <span className="ms-2 font-normal text-muted">
          <Trans comment="Marks the person who is signed in, in the list of members">you</Trans>
        </span>
      ) : null}
    </p>
    <p className="truncate text-muted">
      <bdi>{member.email}</bdi>
    </p>
  </div>
);

function MemberRole({ member, workspace }: { member: MemberView; workspace: WorkspaceView }) {
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
    <SelectField
      label={t`Role of ${{ name: member.name }}`}
      hideLabel
      options={roleOptions()}
      value={member.role}
      disabled={change.isPending}
      onChange={setRole}
    />
  );
}
