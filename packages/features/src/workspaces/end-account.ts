import { AppError } from '@millrace/contract/app-error';
import { conversationSubject } from '@millrace/contract/chat/chat';
import type { AccountEndView } from '@millrace/contract/session/session';
import { type Database, type Trx, transact } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import type { Person } from '../session/authenticate.ts';
import { dropLinks } from '../session/reset-password.ts';
import { deleteWorkspace, stopIfActive } from './delete-workspace.ts';

type Shared = { id: string; name: string; owners: number; members: number };

/** The workspaces that somebody owns, with how many owners and members each has. */
async function ownedBy(db: Database | Trx, userId: string): Promise<Shared[]> {
  const rows = await db
    .selectFrom('members as own')
    .innerJoin('workspaces', 'workspaces.id', 'own.workspaceId')
    .innerJoin('members', 'members.workspaceId', 'own.workspaceId')
    .where('own.userId', '=', userId)
    .where('own.role', '=', 'owner')
    .where('workspaces.deletedAt', 'is', null)
    .groupBy(['workspaces.id', 'workspaces.name'])
    .orderBy('workspaces.name')
    .orderBy('workspaces.id')
    .select((eb) => [
      'workspaces.id',
      'workspaces.name',
      eb.fn.countAll().as('members'),
      eb.fn.countAll().filterWhere('members.role', '=', 'owner').as('owners'),
    ])
    .execute();
  return rows.map((row) => ({ ...row, members: Number(row.members), owners: Number(row.owners) }));
}

/** What becomes of somebody's things when their account ends, before it does. */
export async function describeAccountEnd(db: Database | Trx, person: Person): Promise<AccountEndView> {
  const owned = await ownedBy(db, person.userId);
  const all = await db
    .selectFrom('members')
    .innerJoin('workspaces', 'workspaces.id', 'members.workspaceId')
    .where('members.userId', '=', person.userId)
    .where('workspaces.deletedAt', 'is', null)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const keys = await db
    .selectFrom('apiKeys')
    .where('createdBy', '=', person.userId)
    .where('revokedAt', 'is', null)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const chats = await privateChatsOf(db, person.userId)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  const named = (some: Shared[]) => some.map(({ id, name }) => ({ id, name }));
  const alone = owned.filter(({ members }) => members === 1);
  const lastOwner = owned.filter(({ members, owners }) => members > 1 && owners === 1);
  return {
    deletes: named(alone),
    needOwner: named(lastOwner),
    leaves: Number(all.count) - alone.length - lastOwner.length,
    keys: Number(keys.count),
    privateChats: Number(chats.count),
    ownsInstance: person.isAdmin,
  };
}

/** Throws AppError conflict where somebody would leave others without an owner. */
function requireNobodyLeft({ needOwner, ownsInstance }: AccountEndView): void {
  if (ownsInstance) {
    throw new AppError(
      'conflict',
      'session.owns-instance',
      'You own this instance. Transfer it to somebody else first.',
    );
  }
  if (needOwner.length === 0) return;
  const names = needOwner.map(({ name }) => name).join(', ');
  throw new AppError(
    'conflict',
    'workspaces.last-owner',
    'These workspaces have other members and no other owner: {names}. Make another member an owner first.',
    { values: { names } },
  );
}

/**
 * Nobody can sign in to the account until a reset link brings it back. Its memberships stay; its sessions, keys and open invitations
 * end. Throws `conflict` for the only owner of a workspace with other members, and for the owner of the instance.
 */
export function deactivateAccount({ db, clock }: Services, person: Person): Promise<void> {
  return transact(db, async (trx) => {
    await lockOwned(trx, person.userId);
    requireNobodyLeft(await describeAccountEnd(trx, person));
    await withdrawAll(trx, person.userId, clock());
    await trx.updateTable('users').set({ deactivatedAt: clock() }).where('id', '=', person.userId).execute();
    await trx.deleteFrom('sessions').where('userId', '=', person.userId).execute();
    await dropLinks(trx, person.userId);
  });
}

/**
 * The account is gone, with its sessions, keys, invitations, ratings and pins, with its private chats, and with the workspaces that
 * nobody else is in. What the person added to other workspaces, shared chats too, stays there without their name.
 */
export async function deleteAccount(services: Services, person: Person): Promise<void> {
  const alone = await transact(services.db, async (trx) => {
    await lockOwned(trx, person.userId);
    const end = await describeAccountEnd(trx, person);
    requireNobodyLeft(end);
    await withdrawAll(trx, person.userId, services.clock());
    return end.deletes;
  });
  // first what takes its work along: if this ends in between, the account is still there to try again
  for (const { id } of alone) await deleteWorkspace(services, id);
  await deletePrivateChats(services, person.userId);
  await services.db.deleteFrom('users').where('id', '=', person.userId).execute();
}

/** Nobody but their author has ever seen them. They are purged as every deleted chat is. */
async function deletePrivateChats(services: Services, userId: string): Promise<void> {
  const chats = privateChatsOf(services.db, userId).select('id');
  const active = await services.db
    .selectFrom('runs')
    .where('status', 'in', ['queued', 'running'])
    .where(sql`subject->>'kind'`, '=', sql.lit(conversationSubject))
    .where(sql`subject->>'id'`, 'in', sql`(select id::text from ${chats.as('chats')})`)
    .select('id')
    .execute();
  await services.db
    .updateTable('conversations')
    .where('id', 'in', chats)
    .set({ deletedAt: services.clock() })
    .execute();
  for (const { id } of active) await stopIfActive(services, id);
}

const privateChatsOf = (db: Database | Trx, userId: string) =>
  db
    .selectFrom('conversations')
    .where('createdBy', '=', userId)
    .where('visibility', '=', 'private')
    .where('deletedAt', 'is', null);

/** Two owners who leave at once would leave none. */
async function lockOwned(trx: Trx, userId: string): Promise<void> {
  await trx
    .selectFrom('workspaces')
    .where('id', 'in', (eb) => eb.selectFrom('members').where('userId', '=', userId).select('workspaceId'))
    .orderBy('id')
    .select('id')
    .forUpdate()
    .execute();
}

async function withdrawAll(trx: Trx, userId: string, now: Date): Promise<void> {
  await trx
    .updateTable('apiKeys')
    .set({ revokedAt: now })
    .where('createdBy', '=', userId)
    .where('revokedAt', 'is', null)
    .execute();
  await trx.deleteFrom('invitations').where('invitedBy', '=', userId).where('acceptedAt', 'is', null).execute();
}
