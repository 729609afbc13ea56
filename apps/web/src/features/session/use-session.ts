import type { WorkspaceView } from '@millrace/contract/session';
import { useSuspenseQuery } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';

const options = () => trpc.session.me.queryOptions(undefined, { staleTime: 60_000 });

/** Who is here, for the guards of routes. */
export const loadSession = () => queryClient.ensureQueryData(options());

/** Asks the server again; after signing in or out, or when workspaces have changed. */
export const reloadSession = () => queryClient.fetchQuery({ ...options(), staleTime: 0 });

export const useSession = () => useSuspenseQuery(options()).data;

const lastKey = 'millrace.workspace';

export const rememberWorkspace = (workspaceId: string): void => localStorage.setItem(lastKey, workspaceId);

/** Where one was last, else the first. */
export function homeWorkspace(workspaces: readonly WorkspaceView[]): WorkspaceView | undefined {
  const last = localStorage.getItem(lastKey);
  return workspaces.find((workspace) => workspace.id === last) ?? workspaces[0];
}
