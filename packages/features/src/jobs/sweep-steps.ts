import type { Services } from '../services.ts';
import { outputsOwner } from './step-output.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
/** How many rows one call handles at most. */
export const sweepBatch = 500;

/**
 * Deletes the stored steps of runs that no longer need them: a day after a run has succeeded or was interrupted, and 30 days after it
 * failed or was cancelled (until then it can be started again and skips them). Returns how many steps were deleted.
 */
export async function sweepSteps({ db, clock }: Services): Promise<number> {
  const before = (days: number) => new Date(clock().getTime() - days * dayMs);
  const { numDeletedRows } = await db
    .deleteFrom('runSteps')
    .where(({ eb, refTuple, selectFrom }) =>
      eb(
        refTuple('runId', 'name'),
        'in',
        selectFrom('runSteps')
          .innerJoin('runs', 'runs.id', 'runSteps.runId')
          .where((is) =>
            is.or([
              is.and([is('runs.status', 'in', ['succeeded', 'interrupted']), is('runs.finishedAt', '<', before(1))]),
              is.and([is('runs.status', 'in', ['failed', 'cancelled']), is('runs.finishedAt', '<', before(30))]),
            ]),
          )
          .select(['runSteps.runId', 'runSteps.name'])
          .limit(sweepBatch)
          .$asTuple('runId', 'name'),
      ),
    )
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

/**
 * Deletes outputs from the storage that no step refers to any more, whatever deleted the steps. A key that is less than an hour old may be
 * about to be written to a row: the output is stored before the row, and a run that continues the steps of another one refers to them in
 * its transaction. Returns how many keys were handled.
 */
export async function dropLooseOutputs({ db, storage, clock }: Services): Promise<number> {
  const before = new Date(clock().getTime() - hourMs);
  const loose = await db
    .selectFrom('looseOutputs')
    .where('since', '<', before)
    .orderBy('since')
    .select(({ exists, selectFrom }) => [
      'key',
      exists(selectFrom('runSteps').whereRef('outputKey', '=', 'looseOutputs.key').select('outputKey')).as('isNamed'),
    ])
    .limit(sweepBatch)
    .execute();
  for (const { key, isNamed } of loose) {
    // an output that was stored again in the meantime stays, and so does its key
    if (!isNamed) await storage.delete(outputsOwner, key, { lastPutBefore: before });
    await db.deleteFrom('looseOutputs').where('key', '=', key).where('since', '<', before).execute();
  }
  return loose.length;
}
