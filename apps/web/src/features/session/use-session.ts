import type { UserView } from '@millrace/contract/session/session';
import type { WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { useSuspenseQuery } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';
import { keepTextsOf } from '../drafts/kept-texts.ts';
import { chooseLanguage } from '../language/language.ts';

/** The person who is signed in, if any. `first`: nobody has an account yet; `closed`: new people need an invitation. */
export type Session = {
  user: UserView | null;
  workspaces: WorkspaceView[];
  registration: 'first' | 'open' | 'closed';
  /** Whether the instance sends letters. */
  mail: boolean;
};

const options = () => trpc.session.me.queryOptions(undefined, { staleTime: 60_000 });

/** Shows the pages in the language of the account; without one, the last choice in this browser holds. */
async function withLanguage(session: Session): Promise<Session> {
  // if its catalogue cannot be loaded, the language stays as it is
  if (session.user !== null) keepTextsOf(session.user.id);
  if (session.user !== null) await chooseLanguage(session.user.language).catch(() => undefined);
  return session;
}

/** The session, for the guards of routes. */
export const loadSession = async (): Promise<Session> => withLanguage(await queryClient.ensureQueryData(options()));

/** Fetches the session again: after signing in or out, or when workspaces have changed. */
export const reloadSession = async (): Promise<Session> =>
  withLanguage(await queryClient.fetchQuery({ ...options(), staleTime: 0 }));

export const useSession = (): Session => useSuspenseQuery(options()).data;

const lastKey = 'millrace.workspace';

export function rememberWorkspace(workspaceId: string): void {
  try {
    localStorage.setItem(lastKey, workspaceId);
  } catch {
    // storage is full or off: the first workspace opens next time
  }
}

/** The workspace that was open last, else the first. */
export function homeWorkspace(workspaces: readonly WorkspaceView[]): WorkspaceView | undefined {
  const last = localStorage.getItem(lastKey);
  return workspaces.find((workspace) => workspace.id === last) ?? workspaces[0];
}
