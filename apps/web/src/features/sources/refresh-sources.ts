import { queryClient, trpc } from '../../trpc.ts';

const restMs = 1_000;
let refreshing = false;
let again = false;

const invalidate = () => queryClient.invalidateQueries(trpc.sources.pathFilter());

/** Lists and details both show the change. */
export const refreshSources = (): Promise<unknown> => invalidate();

/** The same for frequent events in the background: when many sources end one after the other, lists are refetched once per second. */
export async function refreshSourcesSoon(): Promise<void> {
  again = true;
  if (refreshing) return;
  refreshing = true;
  while (again) {
    again = false;
    await invalidate().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, restMs));
  }
  refreshing = false;
}
