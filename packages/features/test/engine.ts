import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { iterate } from '@millrace/bus/iterate';
import { openBus } from '@millrace/bus/open-bus';
import type { Lane } from '@millrace/contract/jobs/define-job';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import type { Log } from '@millrace/contract/log';
import { openTestDatabase } from '@millrace/db/test/test-database';
import { openQueue } from '@millrace/queue/open-queue';
import { openLocalStorage } from '@millrace/storage/local-storage';
import type { EndingMap, HandlerMap } from '../src/jobs/handle.ts';
import { openWorker } from '../src/jobs/open-worker.ts';
import { watchRun } from '../src/jobs/watch-run.ts';
import type { Services } from '../src/services.ts';
import { sharedRedis } from './test-redis.ts';

/** Says nothing; set MILLRACE_TEST_LOG to hear it. */
export const testLog: Log = process.env.MILLRACE_TEST_LOG
  ? { debug: console.log, info: console.log, warn: console.log, error: console.error, child: () => testLog }
  : { debug() {}, info() {}, warn() {}, error() {}, child: () => testLog };

/** The run engine on a real database and a real Redis, with jobs of the test's own. */
export async function openEngine(handlers: HandlerMap, endings: EndingMap = handlers) {
  const database = await openTestDatabase();
  const redis = await sharedRedis();
  const prefix = `test-${randomUUID()}:`;
  const onError = () => {};
  const bus = openBus({ redisUrl: redis.url, prefix, onError });
  const queue = openQueue({ redisUrl: redis.url, prefix, onError });
  const dir = await mkdtemp(join(tmpdir(), 'millrace-engine-'));
  const storage = await openLocalStorage({ dir });
  let ahead = 0;
  const clock = () => new Date(Date.now() + ahead);
  const services = { db: database.db, bus, queue, storage, clock, log: testLog } as unknown as Services;
  const { id: workspaceId } = await database.db
    .insertInto('workspaces')
    .values({ name: 'Test' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const workers: { close(graceMs: number): Promise<void> }[] = [];
  return {
    services,
    endings,
    workspaceId,
    redisUrl: redis.url,
    prefix,
    /** Moves the services' clock. The database's own is not touched. */
    travel(ms: number) {
      ahead += ms;
    },
    async startWorker(concurrency: Partial<Record<Lane, number>> = {}) {
      const worker = await openWorker({
        services,
        redisUrl: redis.url,
        prefix,
        workerId: randomUUID(),
        handlers,
        endings,
        concurrency,
      });
      workers.push(worker);
      return worker;
    },
    /** All events of a run up to its end. */
    async eventsOf(runId: string, after?: string): Promise<{ id: string; data: JobEvent }[]> {
      const events: { id: string; data: JobEvent }[] = [];
      const watch = watchRun(services, runId, { after, right: { key: 'test', holds: async () => {} } });
      for await (const { id, data } of iterate(watch, AbortSignal.timeout(40_000)))
        events.push({ id, data: JSON.parse(data) });
      return events;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.close(0)));
      await queue.close();
      await bus.close();
      await database.close();
      await redis.release();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
