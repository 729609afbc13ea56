import type { ClassificationStatus, classifyTexts } from '@millrace/contract/classification/classification';
import type { Trx } from '@millrace/db/database';
import type { Ending } from '../../jobs/handle.ts';
import { stopsClassification } from '../items/answer-item.ts';
import { countItems, type ItemCounts, releaseClaims } from '../items/claims.queries.ts';

type End = { status: ClassificationStatus; reason: string | null };

function endOf({ status, error }: Ending<typeof classifyTexts>, counts: ItemCounts, isPaused: boolean): End {
  const open = counts.total - counts.done - counts.failed;
  if (status === 'cancelled') return { status: isPaused ? 'paused' : 'cancelled', reason: null };
  if (error !== null) {
    // what is answered stays, and the rest can be answered once this is mended
    const mendable = stopsClassification(error.reason) || counts.done > 0;
    return { status: mendable && open > 0 ? 'paused' : 'failed', reason: error.message };
  }
  if (counts.failed === 0) return { status: 'completed', reason: null };
  if (counts.done === 0) return { status: 'failed', reason: 'No text could be classified. Open a result to see why.' };
  return { status: 'completed-with-errors', reason: `${counts.failed} of ${counts.total} could not be classified.` };
}

/** The row of the classification ends with its run, in one transaction. */
export async function endClassification(trx: Trx, ending: Ending<typeof classifyTexts>): Promise<void> {
  const { classificationId } = ending.payload;
  const row = await trx
    .selectFrom('classifications')
    .select(['runId', 'pausedAt'])
    .where('id', '=', classificationId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.runId !== ending.run.id) return;
  await releaseClaims(trx, { classificationId });
  const counts = await countItems(trx, classificationId);
  await trx
    .updateTable('classifications')
    .set(endOf(ending, counts, row.pausedAt !== null))
    .where('id', '=', classificationId)
    .execute();
}
