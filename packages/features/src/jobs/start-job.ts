import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millrace/contract/app-error';
import type { AnyJob, Lane, PayloadOf, WorkspaceOf } from '@millrace/contract/jobs/define-job';
import type { SubjectKind } from '@millrace/contract/jobs/subjects';
import { type Trx, transact } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import type { Services } from '../services.ts';
import { announceRun } from './announce-run.ts';
import { dispatch } from './dispatch.ts';
import { findRun } from './jobs.queries.ts';
import { nextPriority } from './priorities.ts';

/** A job of a workspace needs one; a job of the instance has none. */
type ScopeOption<J extends AnyJob> =
  WorkspaceOf<J> extends string ? { workspaceId: string } : { workspaceId?: WorkspaceOf<J> };

export type StartOptions<J extends AnyJob = AnyJob> = ScopeOption<J> & {
  createdBy?: string | null;
  /** What the run works on, as people know it now. */
  subject?: { kind: SubjectKind; id: string; title: string };
  /** How many places further back in the lane the run is queued, to let runs of other workspaces pass. */
  later?: number;
  /** At most one active run of a workspace, or of the instance, has this key; a second is a conflict. */
  uniqueKey?: string;
  /** An earlier run of the same job: if it did not succeed, the steps that it finished are not run again. */
  goesOnFrom?: string | null;
};

export type Start = <J extends AnyJob>(
  definition: J,
  payload: PayloadOf<J>,
  options: StartOptions<J>,
) => Promise<string>;

/** If Redis hangs, the start of the work is delayed, but the caller waits no longer than this. */
const dispatchPatienceMs = 1_000;

/**
 * Runs `work` in a transaction in which it can start jobs beside its own writes: all of it happens or nothing. The runs are added to the
 * queue after the commit; if that fails, they are in the outbox and the reconciler adds them.
 */
export async function withJobs<T>(services: Services, work: (trx: Trx, start: Start) => Promise<T>): Promise<T> {
  let started: string[] = [];
  const result = await transact(services.db, (trx) => {
    started = [];
    return work(trx, async (definition, payload, options) => {
      services.queue.admit?.();
      const runId = await insertRun(trx, definition, payload, options);
      started.push(runId);
      return runId;
    });
  });
  if (started.length > 0) {
    await Promise.race([dispatch(services, started), sleep(dispatchPatienceMs)]);
    for (const runId of started) {
      // the run is accepted, whether lists are informed now or later
      const run = await findRun(services.db, runId).catch(() => undefined);
      if (run) announceRun(services, run);
    }
  }
  return result;
}

async function insertRun<J extends AnyJob>(
  trx: Trx,
  definition: J,
  payload: PayloadOf<J>,
  options: StartOptions<J>,
): Promise<string> {
  const runId = randomUUID();
  const workspaceId = options.workspaceId ?? null;
  const inserted = await trx
    .insertInto('runs')
    .values({
      id: runId,
      workspaceId,
      name: definition.name,
      lane: definition.lane satisfies Lane,
      priority: nextPriority(definition.lane, workspaceId, options.later),
      payload: toJson(definition.payload.parse(payload)),
      subject: options.subject ? toJson(options.subject) : null,
      uniqueKey: options.uniqueKey ?? null,
      createdBy: options.createdBy ?? null,
    })
    .onConflict((oc) => oc.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) {
    throw alreadyRunning();
  }
  await trx.insertInto('outbox').values({ runId }).execute();
  if (options.goesOnFrom)
    await trx
      .insertInto('runSteps')
      .columns(['runId', 'name', 'output', 'outputKey', 'finishedAt'])
      .expression((eb) =>
        eb
          .selectFrom('runSteps')
          .innerJoin('runs', 'runs.id', 'runSteps.runId')
          .where('runs.id', '=', options.goesOnFrom as string)
          .where('runs.status', 'in', ['failed', 'cancelled'])
          .where('runSteps.finishedAt', 'is not', null)
          .select((step) => [
            step.val(runId).as('runId'),
            'runSteps.name',
            'runSteps.output',
            'runSteps.outputKey',
            'runSteps.finishedAt',
          ]),
      )
      .execute();
  return runId;
}

export const alreadyRunning = () =>
  new AppError(
    'conflict',
    'jobs.already-running',
    'This is already running. Wait until it has finished, or cancel it first.',
  );
