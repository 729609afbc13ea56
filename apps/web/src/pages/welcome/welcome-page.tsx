import { Navigate, useSearch } from '@tanstack/react-router';
import { useSession } from '../../features/session/use-session.ts';
import { AccountStep } from './account-step.tsx';
import { ModelStep } from './model-step.tsx';
import { SourcesStep } from './sources-step.tsx';
import { WorkspaceStep } from './workspace-step.tsx';

/** The first run: account, workspace, model, first sources. The step follows from what exists already. */
export function WelcomePage() {
  const { user, registration, workspaces } = useSession();
  const { step, workspaceId } = useSearch({ from: '/welcome' });
  if (user === null)
    return registration === 'first' ? <AccountStep /> : <Navigate to="/sign-in" search={{ next: '/welcome' }} />;
  const workspace = workspaces.find(({ id }) => id === workspaceId);
  if (workspace === undefined) return <WorkspaceStep user={user} />;
  if (step === 'model' && user.isAdmin) return <ModelStep workspace={workspace} />;
  return <SourcesStep workspace={workspace} />;
}
