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

/** `count` files that cannot be read, each in another way, and a good one behind them: how long all took, and the most memory held. */
export async function behindBadFiles(count: number): Promise<{ seconds: number; goodStatus: string; peakMb: number }> {
  await using app = await testApp();
  const { workspaceId } = app;
  const bad = [
    (n: number) => ({ name: `cut ${n}.pdf`, octets: Buffer.from(`%PDF-1.7\n%${n}\n1 0 obj\n<< /Type /Catalog`) }),
    (n: number) => ({ name: `blank ${n}.txt`, octets: Buffer.from(' '.repeat(n + 1)) }),
    (n: number) => ({ name: `quote ${n}.csv`, octets: Buffer.from(`a,b\n"${n}`) }),
    (n: number) => ({ name: `torn ${n}.docx`, octets: Buffer.from(`PK\x03\x04torn ${n}`) }),
  ];
  const fileIds: string[] = [];
  for (let n = 0; n < count; n++) {
    const { name, octets } = (bad[n % bad.length] as (n: number) => { name: string; octets: Buffer })(n);
    fileIds.push((await app.upload(workspaceId, name, octets)).id);
  }
  for (let at = 0; at < count; at += 200) {
    const some = fileIds.slice(at, at + 200);
    await app.client.sources.create.mutate({ workspaceId, kind: 'files', fileIds: some });
  }
  const good = await app.upload(workspaceId, 'good.txt', 'The good one behind them.');
  const { sourceId } = await app.client.sources.create.mutate({ workspaceId, kind: 'file', fileId: good.id });
  let peakMb = 0;
  const watch = setInterval(() => {
    peakMb = Math.max(peakMb, process.memoryUsage().rss / 1024 / 1024);
  }, 100);
  const from = performance.now();
  await app.startWorker();
  await when(from, async () => {
    const { status } = await app.client.sources.get.query({ sourceId });
    return status !== 'queued' && status !== 'processing';
  });
  const seconds = (performance.now() - from) / 1000;
  clearInterval(watch);
  const { status } = await app.client.sources.get.query({ sourceId });
  return { seconds, goodStatus: status, peakMb: Math.round(peakMb) };
}
