import type { UserView } from '@millrace/contract/session/session';
import type { WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { useSuspenseQuery } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';

/** Who is here. `first`: nobody has an account yet; `closed`: new people need an invitation. */
export type Session = { user: UserView | null; workspaces: WorkspaceView[]; registration: 'first' | 'open' | 'closed' };

const options = () => trpc.session.me.queryOptions(undefined, { staleTime: 60_000 });

/** Who is here, for the guards of routes. */
export const loadSession = (): Promise<Session> => queryClient.ensureQueryData(options());

/** Asks the server again; after signing in or out, or when workspaces have changed. */
export const reloadSession = (): Promise<Session> => queryClient.fetchQuery({ ...options(), staleTime: 0 });

export const useSession = (): Session => useSuspenseQuery(options()).data;

const lastKey = 'millrace.workspace';

export const rememberWorkspace = (workspaceId: string): void => localStorage.setItem(lastKey, workspaceId);

/** Where one was last, else the first. */
export function homeWorkspace(workspaces: readonly WorkspaceView[]): WorkspaceView | undefined {
  const last = localStorage.getItem(lastKey);
  return workspaces.find((workspace) => workspace.id === last) ?? workspaces[0];
}
