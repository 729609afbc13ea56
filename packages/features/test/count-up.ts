import { setTimeout as sleep } from 'node:timers/promises';
import { type AnyJob, defineJob } from '@millrace/contract/jobs/define-job';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import { z } from 'zod';
import { type AnyHandler, type EndingOf, handle } from '../src/jobs/handle.ts';
import { takeFromDead } from '../src/jobs/reconcile-runs.ts';
import { withJobs } from '../src/jobs/start-job.ts';
import { openEngine } from './engine.ts';

const quick = { attempts: 3, baseMs: 10, factor: 1, capMs: 10, jitter: 0 };
const define = (options: Partial<AnyJob> = {}) =>
  defineJob({
    name: 'test.count-up',
    lane: 'default',
    payload: z.object({ to: z.int() }),
    progress: z.object({ n: z.int() }),
    result: z.object({ n: z.int() }),
    initial: { n: 0 },
    retry: quick,
    describe: ({ n }) => ({ text: `${n}`, done: n }),
    ...(options as object),
  });

type Job = ReturnType<typeof define>;
type WorkOf = Parameters<typeof handle<Job>>[1];

/** An engine with one job, whose work the test brings. */
export async function engineWith(
  work: WorkOf,
  options: Partial<AnyJob> = {},
  ending: Pick<EndingOf<Job>, 'onEnd'> = {},
) {
  const job = define(options);
  const engine = await openEngine(
    { [job.name]: handle(job, work) as AnyHandler },
    { [job.name]: { definition: job, ...ending } },
  );
  const start = (to = 3) =>
    withJobs(engine.services, (_trx, begin) => begin(job, { to }, { workspaceId: engine.workspaceId }));
  return Object.assign(engine, { job, start });
}

/**
 * As if the run's worker had been silent for long. The living worker may send a heartbeat before the reconciler looks, so this is repeated
 * until the run has been taken from it.
 */
export async function silence(engine: Awaited<ReturnType<typeof engineWith>>, runId: string): Promise<void> {
  const { db } = engine.services;
  const attempt = async () =>
    (await db.selectFrom('runs').select('attempt').where('id', '=', runId).executeTakeFirstOrThrow()).attempt;
  const before = await attempt();
  await until(async () => {
    await db
      .updateTable('runs')
      .set({ heartbeatAt: new Date(0) })
      .where('id', '=', runId)
      .execute();
    await takeFromDead({ services: engine.services, endings: engine.endings });
    return (await attempt()) > before;
  }, 'the run is taken from its worker');
}

export const types = (events: { data: JobEvent }[]) => events.map((event) => event.data.type);
/** Waits for what must come; fails by name. */
export async function until<T>(find: () => Promise<T | undefined | false>, what: string): Promise<T> {
  for (let i = 0; i < 300; i += 1) {
    const found = await find();
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`never came: ${what}`);
}

/** How a run ended, as its watcher was told: by the event itself, or by a snapshot when it was over before he had joined. */
export function endOf(events: { data: JobEvent }[]): { status: string; result?: unknown; error?: unknown } {
  const end = events.at(-1)?.data;
  if (end?.type === 'snapshot')
    return { status: end.status, result: end.result ?? undefined, error: end.error ?? undefined };
  return {
    status: end?.type ?? 'none',
    result: end && 'result' in end ? end.result : undefined,
    error: end && 'error' in end ? end.error : undefined,
  };
}
