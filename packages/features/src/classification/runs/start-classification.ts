import { AppError } from '@millrace/contract/app-error';
import {
  type ClassificationStatus,
  classifyTexts,
  type createClassificationInput,
} from '@millrace/contract/classification/classification';
import { classificationSubject } from '@millrace/contract/classification/classification-subject';
import type { Trx } from '@millrace/db/database';
import { transact } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import { toJson } from '@millrace/db/to-json';
import type { z } from 'zod';
import { type Start, withJobs } from '../../jobs/start-job.ts';
import { stopJob } from '../../jobs/stop-job.ts';
import type { Services } from '../../services.ts';
import { countItems } from '../items/claims.queries.ts';
import { insertItems } from '../items/wanted-items.queries.ts';
import { findSchemes, requireProvider } from './require-provider.ts';
import { requireScope } from './require-scope.ts';

type Given = z.output<typeof createClassificationInput>;
type Started = { classificationId: string; runId: string };
export type ClassificationRow = Row<'classifications'>;

export const goneClassification = () =>
  new AppError('not-found', 'classification.not-found', 'This classification does not exist.');

/** Starts a run on a classification that rests. */
async function startRun(
  trx: Trx,
  start: Start,
  { id, workspaceId, name }: Pick<ClassificationRow, 'id' | 'workspaceId' | 'name'>,
  createdBy: string | null,
): Promise<string> {
  const subject = { kind: classificationSubject, id, title: name };
  const options = { workspaceId, createdBy, subject, uniqueKey: `classification:${id}` } as const;
  const runId = await start(classifyTexts, { classificationId: id }, options);
  await trx
    .updateTable('classifications')
    .set({ runId, status: 'pending', reason: null, pausedAt: null })
    .where('id', '=', id)
    .execute();
  return runId;
}

/** Makes an item of every text in the scope and starts to answer them. Throws when there is none, or nobody who could answer. */
export async function createClassification(services: Services, given: Given, userId: string | null): Promise<Started> {
  const { workspaceId, scope, only, provider, concurrency } = given;
  const schemes = await findSchemes(services.db, workspaceId, given.schemeIds);
  await requireScope(services.db, workspaceId, scope);
  await requireProvider(services, workspaceId, provider, schemes);
  const name =
    given.name ||
    schemes
      .map((scheme) => scheme.name)
      .join(', ')
      .slice(0, 200);
  return withJobs(services, async (trx, start) => {
    const refs = schemes.map(({ schemeId, version }) => ({ schemeId, version }));
    const row = await trx
      .insertInto('classifications')
      .values({
        ...{ workspaceId, name, concurrency, createdBy: userId, createdAt: services.clock(), status: 'pending' },
        ...{ schemes: toJson(refs), scope: toJson(scope), provider: toJson(provider) },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const items = await insertItems(trx, row.id, { workspaceId, schemes: refs, scope, only });
    if (items === 0)
      throw new AppError(
        'invalid',
        'classification.nothing',
        'No text matches. Choose other sources, other filters, or all texts instead of only some.',
      );
    return { classificationId: row.id, runId: await startRun(trx, start, { id: row.id, workspaceId, name }, userId) };
  });
}

async function lock(trx: Trx, id: string): Promise<ClassificationRow> {
  const row = await trx
    .selectFrom('classifications')
    .selectAll()
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw goneClassification();
  return row;
}

const isOpen = (status: ClassificationStatus) => status === 'pending' || status === 'running';

const cannot = (status: ClassificationStatus) =>
  new AppError('conflict', 'classification.status', 'This is not possible now: the classification is {status}.', {
    values: { status },
  });

/** Stops the work within two seconds; what is answered stays, and `resume` continues with the rest. Twice is once. */
export async function pauseClassification(services: Services, id: string): Promise<void> {
  const runId = await transact(services.db, async (trx) => {
    const row = await lock(trx, id);
    if (row.status === 'paused') return null;
    if (!isOpen(row.status)) throw cannot(row.status);
    await trx.updateTable('classifications').set({ pausedAt: services.clock() }).where('id', '=', id).execute();
    return row.runId;
  });
  if (runId !== null) await stopJob(services, runId);
}

/** Ends the work within two seconds; what is answered stays. */
export async function cancelClassification(services: Services, id: string): Promise<void> {
  const runId = await transact(services.db, async (trx) => {
    const row = await lock(trx, id);
    if (row.status === 'cancelled') return null;
    if (!isOpen(row.status) && row.status !== 'paused') throw cannot(row.status);
    const rests = row.status === 'paused';
    await trx
      .updateTable('classifications')
      .set({ pausedAt: null, ...(rests && { status: 'cancelled', reason: null }) })
      .where('id', '=', id)
      .execute();
    return rests ? null : row.runId;
  });
  if (runId !== null) await stopJob(services, runId);
}

/** Continues with what is not answered. */
export function resumeClassification(services: Services, id: string, userId: string | null): Promise<Started> {
  return withJobs(services, async (trx, start) => {
    const row = await lock(trx, id);
    const { total, done, failed } = await countItems(trx, id);
    if (isOpen(row.status) || done + failed === total) throw cannot(row.status);
    return { classificationId: id, runId: await startRun(trx, start, row, userId) };
  });
}

/** Asks again about what failed, or about one item whatever became of it; corrections stay. */
export function retryItems(
  services: Services,
  { classificationId, itemId }: { classificationId: string; itemId?: string },
  userId: string | null,
): Promise<Started> {
  return withJobs(services, async (trx, start) => {
    const row = await lock(trx, classificationId);
    if (isOpen(row.status)) throw cannot(row.status);
    let query = trx
      .updateTable('classificationItems')
      .set({ status: 'queued', failures: 0, notBefore: services.clock(), errorCode: null, errorMessage: null })
      .where('classificationId', '=', classificationId);
    query = itemId === undefined ? query.where('status', '=', 'failed') : query.where('id', '=', itemId);
    const { numUpdatedRows } = await query.executeTakeFirst();
    if (numUpdatedRows === 0n) throw new AppError('conflict', 'classification.no-failures', 'Nothing has failed here.');
    return { classificationId, runId: await startRun(trx, start, row, userId) };
  });
}

/** Takes a classification and its results out of lists at once and stops its work. Twice is once. */
export async function deleteClassification(services: Services, id: string): Promise<void> {
  const row = await services.db
    .updateTable('classifications')
    .set((eb) => ({ deletedAt: eb.fn.coalesce('deletedAt', eb.val(services.clock())), pausedAt: null }))
    .where('id', '=', id)
    .returning(['runId', 'status'])
    .executeTakeFirst();
  if (row === undefined) throw goneClassification();
  if (row.runId === null || !isOpen(row.status)) return;
  await stopJob(services, row.runId).catch((err: unknown) =>
    services.log.info({ err, classificationId: id }, 'the run of a deleted classification had ended already'),
  );
}

/** Undoes a deletion; what the deletion had stopped can be resumed. Throws not-found once it was purged. */
export async function restoreClassification(services: Services, id: string): Promise<void> {
  const restored = await services.db
    .updateTable('classifications')
    .set({ deletedAt: null })
    .where('id', '=', id)
    .executeTakeFirst();
  if (restored.numUpdatedRows === 0n) throw goneClassification();
}
