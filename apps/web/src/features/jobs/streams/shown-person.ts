import { queryClient, trpc } from '../../../trpc.ts';

let last: string | undefined;

/** The id of the person whose pages this tab shows, also after their session has ended. Routes that watch anything have loaded it. */
export function shownPerson(): string {
  last = queryClient.getQueryData(trpc.session.me.queryKey())?.user?.id ?? last;
  if (last === undefined) throw new Error('Nobody is signed in');
  return last;
}
