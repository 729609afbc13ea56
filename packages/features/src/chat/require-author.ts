import { AppError } from '@millrace/contract/app-error';
import type { Database } from '@millrace/db/database';
import { type Caller, findRole } from '../session/authenticate.ts';
import { begunBy } from '../session/seen-by.ts';

type Which = { workspaceId: string; conversationId: string };

async function hasBegun(db: Database, caller: Caller, { conversationId }: Which): Promise<boolean> {
  const row = await db
    .selectFrom('conversations')
    .where('id', '=', conversationId)
    .where(begunBy(caller, 'conversations'))
    .select('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Holds a caller who sees a conversation to having begun it. Throws `forbidden`. */
export async function requireAuthor(db: Database, caller: Caller, which: Which): Promise<void> {
  if (await hasBegun(db, caller, which)) return;
  throw new AppError('forbidden', 'chat.author-only', 'Only the person who began this chat can choose who reads it.');
}

/** As `requireAuthor`; an owner of the workspace will do. */
export async function requireAuthorOrOwner(db: Database, caller: Caller, which: Which): Promise<void> {
  if (await hasBegun(db, caller, which)) return;
  if ((await findRole(db, caller, which.workspaceId)) === 'owner') return;
  throw new AppError(
    'forbidden',
    'chat.author-or-owner',
    'Only the person who began this chat and owners of the workspace can do that.',
  );
}
