import { testApp } from '@millrace/features/test/test-app';
import type { Embedder } from '@millrace/llm/port';
import type { QuotingSet } from './read-quoting-set.ts';

export type Shelf = Awaited<ReturnType<typeof openShelf>>;

/** The product on an embedded database with the documents of these sets, read, cut and embedded as it does it. */
export async function openShelf(embedder: Embedder, sets: QuotingSet[]) {
  await using opening = new AsyncDisposableStack();
  // closed by whoever opened it
  const app = opening.use(await testApp({ overrides: { embedder: { ...embedder, close: async () => {} } } }));
  await app.startWorker();
  /** The name of each source's document; two sets may ask about one. */
  const documentOf = new Map<string, string>();
  for (const set of sets) {
    for (const { name, bytes } of set.documents) {
      if ([...documentOf.values()].includes(name)) continue;
      const { id: fileId } = await app.upload(app.workspaceId, name, bytes);
      const { workspaceId } = app;
      const { sourceId } = await app.client.sources.create.mutate({ workspaceId, kind: 'file', fileId });
      documentOf.set(sourceId, name);
    }
  }
  for (const sourceId of documentOf.keys()) {
    for (;;) {
      const { status, reason } = await app.client.sources.get.query({ sourceId });
      if (status === 'ready') break;
      if (status !== 'queued' && status !== 'processing')
        throw new Error(`A document of the sets is ${status}: ${reason}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  const resources = opening.move();
  return { app, documentOf, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}
