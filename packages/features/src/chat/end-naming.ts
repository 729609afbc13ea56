import type { nameConversation } from '@millrace/contract/chat/chat-title';
import type { Trx } from '@millrace/db/database';
import type { Ending } from '../jobs/handle.ts';
import { endRequestsOf } from '../models/request-ledger.ts';

/** What a worker that died had asked is closed in the ledger. */
export const endNaming = (trx: Trx, { run }: Ending<typeof nameConversation>): Promise<void> =>
  endRequestsOf(trx, run.id, 0);
