import { queryClient, trpc } from '../../trpc.ts';

/** The text, passages, counts and search results of a page change together. */
export const refreshRecords = (): Promise<unknown> =>
  Promise.all(
    [trpc.records, trpc.chunks, trpc.sources].map((router) => queryClient.invalidateQueries(router.pathFilter())),
  );
