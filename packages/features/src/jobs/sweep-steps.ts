import type { Services } from '../services.ts';
import { outputsOwner } from './step-output.ts';

const hourMs = 60 * 60 * 1000;
const dayMs = 24 * hourMs;
/** What one call deals with at most. */
export const sweepBatch = 500;

/**
 * Removes what is stored of steps that nobody will ask for: a day after a run has succeeded or was interrupted, and 30 days after it failed
 * or was cancelled, until when it can be started again and skips them. Returns how many steps were removed.
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
 * Deletes outputs from the storage that no step names any more, whatever removed the steps. One that was noted less than an hour ago may be
 * on its way into a row: it is put first and named then, and a run that carries on the steps of another one names theirs in its
 * transaction. Returns how many notes were dealt with.
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
    // one that was put again meanwhile stays, and so does its note
    if (!isNamed) await storage.delete(outputsOwner, key, { lastPutBefore: before });
    await db.deleteFrom('looseOutputs').where('key', '=', key).where('since', '<', before).execute();
  }
  return loose.length;
}
