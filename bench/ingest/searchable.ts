import type { TestApp } from '@millrace/features/test/test-app';
import { testApp } from '@millrace/features/test/test-app';
import { makePages } from './make-pages.ts';

type Moments = { firstWordsMs: number; firstVectorMs: number; readMs: number; readyMs: number };

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `look` says yes; returns how long after `from` that was. */
async function when(from: number, look: () => Promise<boolean>): Promise<number> {
  while (!(await look())) await pause(20);
  return Math.round(performance.now() - from);
}

async function chunks({ services }: TestApp, sourceId: string) {
  const row = await services.db
    .selectFrom('chunks')
    .where('sourceId', '=', sourceId)
    .select((eb) => [eb.fn.countAll().as('all'), eb.fn.count('embedding').as('embedded')])
    .executeTakeFirstOrThrow();
  return { all: Number(row.all), embedded: Number(row.embedded) };
}

/** From the upload of a PDF on, by the whole product on an embedded database: when its first words can be found, and so on. */
export async function timeToSearch(pages: number): Promise<Moments> {
  await using app = await testApp();
  await app.startWorker();
  const octets = makePages(pages);
  const from = performance.now();
  const { id: fileId } = await app.upload(app.workspaceId, 'pages.pdf', octets);
  const { sourceId, runId } = await app.client.sources.create.mutate({
    workspaceId: app.workspaceId,
    kind: 'file',
    fileId,
  });
  const firstWordsMs = await when(from, async () => {
    const { hits } = await app.client.search.query.query({ workspaceId: app.workspaceId, query: 'Chapter 1' });
    return hits.length > 0;
  });
  const firstVectorMs = await when(from, async () => (await chunks(app, sourceId)).embedded > 0);
  const readMs = await when(from, async () => {
    const steps = await app.services.db.selectFrom('runSteps').where('runId', '=', runId).select('name').execute();
    return steps.some(({ name }) => name === 'extract');
  });
  const readyMs = await when(
    from,
    async () => (await app.client.sources.get.query({ sourceId })).status !== 'processing',
  );
  return { firstWordsMs, firstVectorMs, readMs, readyMs };
}
