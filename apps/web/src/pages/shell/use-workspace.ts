import { type Role, roleAtLeast } from '@millrace/contract/session/roles';
import type { UserView } from '@millrace/contract/session/session';
import type { WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { useParams } from '@tanstack/react-router';
import { useRef } from 'react';
import { useSession } from '../../features/session/use-session.ts';

type Here = { workspace: WorkspaceView; user: UserView; workspaces: WorkspaceView[]; may: (role: Role) => boolean };

/** The open workspace and the person's role in it. Kept when the session expires, because the page stays. */
export function useWorkspace(): Here {
  const { workspaceId } = useParams({ from: '/w/$workspaceId' });
  const session = useSession();
  const last = useRef<{ user: UserView; workspaces: WorkspaceView[] }>(undefined);
  if (session.user !== null) last.current = { user: session.user, workspaces: session.workspaces };
  const workspace = last.current?.workspaces.find(({ id }) => id === workspaceId);
  // the route's guard has checked; only a member who was removed meanwhile gets here
  if (last.current === undefined || workspace === undefined)
    throw new Error('You are no longer a member of this workspace');
  return { workspace, ...last.current, may: (role) => roleAtLeast(workspace.role, role) };
}
