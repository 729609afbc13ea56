import { randomUUID } from 'node:crypto';
import { iterate } from '@millrace/bus/iterate';
import type { Lane } from '@millrace/contract/jobs/define-job';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import type { EndingMap, HandlerMap } from '../src/jobs/handle.ts';
import { openWorker } from '../src/jobs/open-worker.ts';
import { watchRun } from '../src/jobs/watch-run.ts';
import { openTestServices } from './test-services.ts';

/** The run engine on a real database and a real Redis, with jobs of the test's own. */
export async function openEngine(handlers: HandlerMap, endings: EndingMap = handlers) {
  let ahead = 0;
  const opened = await openTestServices({}, { clock: () => new Date(Date.now() + ahead) });
  const { services, redisUrl, prefix } = opened;
  const { id: workspaceId } = await services.db
    .insertInto('workspaces')
    .values({ name: 'Test' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const workers: { close(graceMs: number): Promise<void> }[] = [];
  return {
    services,
    endings,
    workspaceId,
    redisUrl,
    prefix,
    /** Moves the services' clock. The database's own is not touched. */
    travel(ms: number) {
      ahead += ms;
    },
    async startWorker(concurrency: Partial<Record<Lane, number>> = {}) {
      const worker = await openWorker({
        services,
        redisUrl,
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
      await opened[Symbol.asyncDispose]();
    },
  };
}
