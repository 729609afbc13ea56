import type { ItemStatus } from '@millrace/contract/crawl/crawl';
import type { Trx } from '@millrace/db/database';
import type { Tables } from '@millrace/db/tables';
import { type RawBuilder, sql, type Updateable } from 'kysely';
import type { Item } from '../frontier.queries.ts';
import { dropRecords } from './store-item.ts';

/** What an item is from now on. */
export type Settled = Exclude<ItemStatus, 'fetching'>;
type Columns = Updateable<Tables['sourceItems']>;
export type Change = Omit<Columns, 'notBefore'> & { notBefore?: RawBuilder<Date> };

/** Its text stays what it is. */
export async function setItem(trx: Trx, item: Item, status: Settled, change: Change): Promise<Settled> {
  await trx
    .updateTable('sourceItems')
    .set({ ...change, status, updatedAt: sql<Date>`now()` })
    .where('id', '=', item.id)
    .execute();
  return status;
}

/** It has no text from now on. */
export async function endItem(trx: Trx, item: Item, status: Settled, change: Change): Promise<Settled> {
  if (item.version > 0) await dropRecords(trx, item);
  return setItem(trx, item, status, {
    fetchedAt: new Date(),
    contentHash: null,
    etag: null,
    lastModified: null,
    ...change,
  });
}
