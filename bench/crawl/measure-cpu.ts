import { readFile } from 'node:fs/promises';
import { extractPage } from '@millrace/features/retrieval';
import type { TestApp } from '@millrace/features/test/test-app';
import type { Embedder } from '@millrace/llm/port';
import { type RawBuilder, sql } from 'kysely';
import { sitePage } from './site.ts';

export type Cpu = { name: string; msPerPage: number };
type Db = TestApp['services']['db'];

export const seconds = (from: number): number => (performance.now() - from) / 1_000;

/** Milliseconds of CPU that the processes of a PostgreSQL on this machine have used for us; 0 where it is in this process or elsewhere. */
export async function cpuOfServer(db: Db): Promise<number> {
  const pids: RawBuilder<{ pid: number }> = sql`select pid from pg_stat_activity where datname = current_database()`;
  const { rows } = await pids.execute(db);
  const used = await Promise.all(
    rows.map(async ({ pid }) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      if (!stat.includes('(postgres)')) return 0;
      const [user = 0, system = 0] = stat.slice(stat.indexOf(')')).split(' ').slice(12, 14).map(Number);
      return (user + system) * 10;
    }),
  );
  return used.reduce((sum, ms) => sum + ms, 0);
}

async function cpuOf(name: string, pages: number, work: () => Promise<unknown>): Promise<Cpu> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { name, msPerPage: (user + system) / 1_000 / pages };
}

/** What fetching and extracting cost by themselves; storing is what is left of `allMs`. Embedding: some chunks, on the built-in model. */
export async function cpuOfParts(app: TestApp, url: string, allMs: number, embedder: Embedder): Promise<Cpu[]> {
  const { egress, db } = app.services;
  const pages = 1_000;
  const paths = Array.from({ length: pages }, (_, n) => (n === 0 ? '/' : `/part-${n % 100}/page-${n}.html`));
  const fetched = await cpuOf('fetch', pages, async () => {
    for (const path of paths) {
      const { body } = await egress.fetch(`${url}${path}`);
      for await (const part of body) void part;
    }
  });
  const some = 200;
  const html = paths.slice(0, some).map((_, n) => sitePage(n, pages));
  for (const page of html) extractPage(page, url);
  const extracted = await cpuOf('extract', some, async () => {
    for (const page of html) extractPage(page, url);
  });
  const { count } = await db
    .selectFrom('chunks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const { count: stored } = await db
    .selectFrom('sourceItems')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const chunks = await db.selectFrom('chunks').select('text').limit(40).execute();
  await embedder.embed(['warm']);
  const embedded = await cpuOf('embed (built-in model)', chunks.length, () =>
    embedder.embed(chunks.map((chunk) => chunk.text.slice(0, embedder.maxChars))),
  );
  return [
    fetched,
    extracted,
    { name: 'store, and all the rest', msPerPage: Math.max(0, allMs - fetched.msPerPage - extracted.msPerPage) },
    { ...embedded, msPerPage: (embedded.msPerPage * Number(count)) / Number(stored) },
  ];
}
