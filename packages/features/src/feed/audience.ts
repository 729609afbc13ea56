import { attachmentSubject } from '@millrace/contract/attachments/attachments';
import { conversationSubject } from '@millrace/contract/chat/chat';
import { classificationSubject } from '@millrace/contract/classification/classification-subject';
import { sourceSubject } from '@millrace/contract/sources/sources';
import type { Database } from '@millrace/db/database';

export const everyone = 'everyone';
export const nobody = 'nobody';

type Owned = { createdBy: string | null; apiKeyId: string | null };
const ownerOf = ({ createdBy, apiKeyId }: Owned): string => createdBy ?? apiKeyId ?? nobody;

/**
 * Who receives what is said about a thing: everyone in its workspace, nobody, or the one person or key that sees it. The same rule as
 * `seen-by.ts`, asked once per event in place of once per watcher. `titled`: the event carries the title, which goes with the thing.
 */
export function audienceOf(
  db: Database,
  { kind, id }: { kind: string; id: string },
  titled: boolean,
): string | Promise<string> {
  if (kind === conversationSubject) return audienceOfConversation(db, id, titled);
  if (kind === attachmentSubject) return audienceOfAttachment(db, id, titled);
  if (kind === sourceSubject && titled) return audienceOfLiving(db, 'sources', id);
  if (kind === classificationSubject && titled) return audienceOfLiving(db, 'classifications', id);
  return everyone;
}

async function audienceOfLiving(db: Database, table: 'sources' | 'classifications', id: string): Promise<string> {
  const row = await db.selectFrom(table).where('id', '=', id).select('deletedAt').executeTakeFirst();
  return row === undefined || row.deletedAt !== null ? nobody : everyone;
}

async function audienceOfConversation(db: Database, id: string, titled: boolean): Promise<string> {
  const row = await db
    .selectFrom('conversations')
    .where('id', '=', id)
    .select(['visibility', 'createdBy', 'apiKeyId', 'deletedAt'])
    .executeTakeFirst();
  if (row === undefined || (titled && row.deletedAt !== null)) return nobody;
  return row.visibility === 'workspace' ? everyone : ownerOf(row);
}

async function audienceOfAttachment(db: Database, id: string, titled: boolean): Promise<string> {
  const row = await db
    .selectFrom('attachments')
    .where('id', '=', id)
    .select(['conversationId', 'createdBy', 'apiKeyId'])
    .executeTakeFirst();
  if (row === undefined) return nobody;
  return row.conversationId === null ? ownerOf(row) : audienceOfConversation(db, row.conversationId, titled);
}
