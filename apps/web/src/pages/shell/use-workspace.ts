import { type Role, roleAtLeast, type UserView } from '@millrace/contract/session/session';
import type { WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { useParams } from '@tanstack/react-router';
import { useRef } from 'react';
import { useSession } from '../../features/session/use-session.ts';

type Here = { workspace: WorkspaceView; user: UserView; workspaces: WorkspaceView[]; may: (role: Role) => boolean };

/** Where one is and as what. Kept while the session has ended under the page, since the page stays. */
export function useWorkspace(): Here {
  const { workspaceId } = useParams({ from: '/w/$workspaceId' });
  const session = useSession();
  const last = useRef<{ user: UserView; workspaces: WorkspaceView[] }>(undefined);
  if (session.user !== null) last.current = { user: session.user, workspaces: session.workspaces };
  const workspace = last.current?.workspaces.find(({ id }) => id === workspaceId);
  // the route's guard has looked; only a member who was removed meanwhile gets here
  if (last.current === undefined || workspace === undefined) throw new Error('This workspace is not yours any more');
  return { workspace, ...last.current, may: (role) => roleAtLeast(workspace.role, role) };
}
