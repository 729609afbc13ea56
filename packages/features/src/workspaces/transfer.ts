import { AppError } from '@millrace/contract/app-error';
import { type Database, transact } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Person } from '../session/authenticate.ts';
import { lockMembers, requireOwner, withdrawAbove } from './change-member.ts';

/** Makes another member the owner of a workspace; who owned it stays as an editor, with no keys and invitations of an owner. */
export function transferWorkspace(
  db: Database,
  { workspaceId, userId, by, now }: { workspaceId: string; userId: string; by: string; now: Date },
): Promise<void> {
  return transact(db, async (trx) => {
    await lockMembers(trx, workspaceId);
    await requireOwner(trx, { workspaceId, by });
    const raised = await trx
      .updateTable('members')
      .set({ role: 'owner' })
      .where('workspaceId', '=', workspaceId)
      .where('userId', '=', userId)
      .where('userId', '!=', by)
      .returning('userId')
      .executeTakeFirst();
    if (raised === undefined) {
      throw new AppError('not-found', 'workspaces.no-such-member', 'Choose another member of this workspace.');
    }
    await trx
      .updateTable('members')
      .set({ role: 'editor' })
      .where('workspaceId', '=', workspaceId)
      .where('userId', '=', by)
      .execute();
    await withdrawAbove(trx, { workspaceId, userId: by }, 'editor', now);
  });
}

/** Makes somebody else, who has an account, the owner of the instance. There is always exactly one. */
export function transferInstance(db: Database, { email, by }: { email: string; by: Person }): Promise<void> {
  return transact(db, async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select id from users where is_admin and id = ${by.userId} for update`.execute(trx);
    if (rows.length === 0) throw new AppError('forbidden', 'session.admin-only', 'You no longer own this instance.');
    const heir = await trx
      .updateTable('users')
      .set({ isAdmin: true })
      .where(sql<string>`lower(email)`, '=', email.toLowerCase())
      .where('id', '!=', by.userId)
      .where('deactivatedAt', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (heir === undefined) {
      throw new AppError('not-found', 'session.no-account', 'No other account has this e-mail address.', {
        fields: { email: ['No other account has this e-mail address'] },
      });
    }
    await trx.updateTable('users').set({ isAdmin: false }).where('id', '=', by.userId).execute();
  });
}
