import { queryClient, trpc } from '../../trpc.ts';

/** Text, passages, counts and what is found of a page change together. */
export const refreshRecords = (): Promise<unknown> =>
  Promise.all(
    [trpc.records, trpc.chunks, trpc.sources].map((router) => queryClient.invalidateQueries(router.pathFilter())),
  );
