import { queryClient, trpc } from '../../trpc.ts';

const restMs = 1_000;
let refreshing = false;
let again = false;

const invalidate = () => queryClient.invalidateQueries(trpc.sources.pathFilter());

/** Lists and details alike show what changed. */
export const refreshSources = (): Promise<unknown> => invalidate();

/** The same for what happens by itself, often: many sources that end one after the other are one look a second, not one each. */
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
