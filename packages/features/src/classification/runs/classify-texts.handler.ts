import { randomUUID } from 'node:crypto';
import { AppError } from '@millrace/contract/app-error';
import { classifyTexts } from '@millrace/contract/classification/classification';
import { handle, type Work } from '../../jobs/handle.ts';
import { endRequestsOf } from '../../models/request-ledger.ts';
import { answerBuiltin } from '../builtin/answer-builtin.ts';
import { answerItems } from '../items/answer-items.ts';
import { countItems } from '../items/claims.queries.ts';
import { openModelAnswerer } from './open-model-answerer.ts';
import { schemesOf } from './schemes-of.ts';
import type { ClassificationRow } from './start-classification.ts';

type Task = Work<typeof classifyTexts>;

async function begin({ run, payload, write }: Task): Promise<ClassificationRow> {
  return write(async (trx) => {
    const row = await trx
      .updateTable('classifications')
      .set({ status: 'running', reason: null })
      .where('id', '=', payload.classificationId)
      .where('deletedAt', 'is', null)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new AppError('cancelled', 'classification.deleted', 'The classification was deleted.');
    await endRequestsOf(trx, run.id, 0);
    return row;
  });
}

/** Answers the items of a classification. They are all it knows: a further attempt continues where the one before was stopped. */
export const classifyTextsHandler = handle(classifyTexts, async (task) => {
  const { services, run, signal, write, payload } = task;
  const row = await begin(task);
  const { workspaceId, provider, concurrency } = row;
  const { classificationId } = payload;
  const count = () => countItems(services.db, classificationId);
  const report = () => {
    count().then(task.progress, (err: unknown) => services.log.warn({ err }, 'progress could not be reported'));
  };
  task.progress(await count());
  const schemes = await schemesOf(services.db, row.schemes);
  const shared = { services, workspaceId, classificationId, schemes, signal, write, onStored: report };
  if (provider.kind === 'builtin') await answerBuiltin({ ...shared, claimant: randomUUID() });
  else {
    const answerer = await openModelAnswerer(services, { workspaceId, runId: run.id, provider, schemes });
    await answerItems({ ...shared, claimant: randomUUID(), concurrency, answerer });
  }
  return count();
});
