import { t } from '@lingui/core/macro';
import type { UserView } from '@millrace/contract/session/session';
import { useNavigate } from '@tanstack/react-router';
import { reloadSession } from '../../features/session/use-session.ts';
import { DeletedWorkspaces } from '../../features/workspaces/deleted-workspaces.tsx';
import { WorkspaceForm } from '../../features/workspaces/workspace-form.tsx';
import { StepFrame } from './step-frame.tsx';

export function WorkspaceStep({ user }: { user: UserView }) {
  const navigate = useNavigate();
  const onCreated = async ({ id }: { id: string }) => {
    await reloadSession();
    await navigate({ to: '/welcome', search: { step: user.isAdmin ? 'model' : 'sources', workspaceId: id } });
  };
  const first = user.name.split(' ')[0] ?? user.name;
  return (
    <StepFrame
      number={2}
      title={t`Set up your workspace`}
      lead={t`You can rename it and create more workspaces later.`}
    >
      <WorkspaceForm suggestion={t`${first}’s workspace`} onCreated={onCreated} />
      <DeletedWorkspaces onRestored={(workspaceId) => window.location.assign(`/w/${workspaceId}`)} />
    </StepFrame>
  );
}
