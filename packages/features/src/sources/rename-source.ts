import { isCrawled } from '@millrace/contract/sources/source-verbs';
import { type Database, transact } from '@millrace/db/database';
import { cleanTitle } from '../files/clean-title.ts';
import { goneSource } from '../records/source-row.ts';

/** The title stands in every chunk as well, where search and citations read it. */
export function renameSource(db: Database, { sourceId, title }: { sourceId: string; title: string }): Promise<void> {
  const clean = cleanTitle(title);
  return transact(db, async (trx) => {
    const renamed = await trx
      .updateTable('sources')
      .set({ title: clean })
      .where('id', '=', sourceId)
      .where('deletedAt', 'is', null)
      .returning('kind')
      .executeTakeFirst();
    if (renamed === undefined) throw goneSource();
    // pages have titles of their own
    if (isCrawled(renamed)) return;
    await trx.updateTable('chunks').set({ title: clean }).where('sourceId', '=', sourceId).execute();
  });
}
