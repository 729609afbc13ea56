import type { Services } from '../services.ts';
import { outputsOwner } from './step-output.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
/** The most outputs, and runs whose steps are removed, per call. */
export const sweepBatch = 500;

/**
 * Removes what is kept of steps that nobody will ask for: a day after a run has succeeded or was interrupted, and 30 days after it failed
 * or was cancelled, until when it can be started again and skips them. Outputs in the storage follow their rows, whatever removed those.
 * Small steps; call it now and then. Returns what went.
 */
export async function sweepSteps(services: Services): Promise<{ steps: number; outputs: number }> {
  const now = services.clock().getTime();
  const { numDeletedRows } = await services.db
    .deleteFrom('runSteps')
    .where('runId', 'in', (eb) =>
      eb
        .selectFrom('runSteps')
        .innerJoin('runs', 'runs.id', 'runSteps.runId')
        .where((is) =>
          is.or([
            is.and([
              is('runs.status', 'in', ['succeeded', 'interrupted']),
              is('runs.finishedAt', '<', new Date(now - dayMs)),
            ]),
            is.and([
              is('runs.status', 'in', ['failed', 'cancelled']),
              is('runs.finishedAt', '<', new Date(now - 30 * dayMs)),
            ]),
          ]),
        )
        .select('runSteps.runId')
        .limit(sweepBatch),
    )
    .executeTakeFirstOrThrow();
  return { steps: Number(numDeletedRows), outputs: await dropLooseOutputs(services, new Date(now - hourMs)) };
}

/**
 * What was noted less than an hour ago may be on its way into a row: it is put first and named then, and a run that carries on another one's
 * steps names them in its transaction.
 */
async function dropLooseOutputs({ db, storage }: Services, before: Date): Promise<number> {
  const loose = await db
    .selectFrom('looseOutputs')
    .leftJoin('runSteps', 'runSteps.outputKey', 'looseOutputs.key')
    .where('since', '<', before)
    .orderBy('since')
    .select(['looseOutputs.key', 'runSteps.outputKey as named'])
    .limit(sweepBatch)
    .execute();
  let dropped = 0;
  for (const { key, named } of loose) {
    // one that was put again meanwhile stays, and so does its note
    if (named === null && (await storage.delete(outputsOwner, key, { lastPutBefore: before }))) dropped += 1;
    await db.deleteFrom('looseOutputs').where('key', '=', key).where('since', '<', before).execute();
  }
  return dropped;
}
