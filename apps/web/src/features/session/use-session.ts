import type { UserView } from '@millrace/contract/session/session';
import type { WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { useSuspenseQuery } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';
import { chooseLanguage } from '../language/language.ts';

/** Who is here. `first`: nobody has an account yet; `closed`: new people need an invitation. */
export type Session = { user: UserView | null; workspaces: WorkspaceView[]; registration: 'first' | 'open' | 'closed' };

const options = () => trpc.session.me.queryOptions(undefined, { staleTime: 60_000 });

/** Pages speak as the account says; who is not signed in reads what this browser was told last. */
async function speakTo(session: Session): Promise<Session> {
  // a catalogue that does not come leaves the language as it is
  if (session.user !== null) await chooseLanguage(session.user.language).catch(() => undefined);
  return session;
}

/** Who is here, for the guards of routes. */
export const loadSession = async (): Promise<Session> => speakTo(await queryClient.ensureQueryData(options()));

/** Asks the server again; after signing in or out, or when workspaces have changed. */
export const reloadSession = async (): Promise<Session> =>
  speakTo(await queryClient.fetchQuery({ ...options(), staleTime: 0 }));

export const useSession = (): Session => useSuspenseQuery(options()).data;

const lastKey = 'millrace.workspace';

export const rememberWorkspace = (workspaceId: string): void => localStorage.setItem(lastKey, workspaceId);

/** Where one was last, else the first. */
export function homeWorkspace(workspaces: readonly WorkspaceView[]): WorkspaceView | undefined {
  const last = localStorage.getItem(lastKey);
  return workspaces.find((workspace) => workspace.id === last) ?? workspaces[0];
}
