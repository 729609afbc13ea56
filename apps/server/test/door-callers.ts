import { type Role, roles } from '@millrace/contract/session/session';
import type { Seed } from '@millrace/features/test/seed-workspace';
import { emailOf, type TestApp, type TestUser, testPassword } from '@millrace/features/test/test-app';

/** What somebody is at the doors of a workspace: nobody, without access to it, or of a role in it. */
export type Standing = { as: 'nobody' } | { as: 'stranger' } | { as: 'person' | 'key'; role: Role };
/** `userId`: whom the credential is or was for, where it is a person's. */
export type DoorCaller = { who: string; headers: Record<string, string>; standing: Standing; userId?: string };

const withKey = (key: string) => ({ authorization: `Bearer ${key}` });
export const cookieOf = (app: TestApp, token: string | undefined) => ({
  cookie: `${app.services.settings.secureCookies ? '__Host-millrace_session' : 'millrace_session'}=${token}`,
});

/** Somebody at every door of a workspace of `app`: of each role, and with everything that opens no door, or does no more. */
export async function doorCallers(app: TestApp, { workspaceId }: Seed): Promise<DoorCaller[]> {
  const callers: DoorCaller[] = [];
  const add = (who: string, headers: Record<string, string>, standing: Standing, of?: TestUser) =>
    callers.push({ who, headers, standing, ...(of && { userId: of.user.id }) });
  const { db, clock } = app.services;
  const join = (user: TestUser, role: Role) =>
    db.insertInto('members').values({ workspaceId, userId: user.user.id, role }).execute();
  const keyOf = (role: Role, client = app.client) => client.apiKeys.create.mutate({ workspaceId, name: role, role });

  for (const role of roles) {
    const user = await app.as(role);
    await join(user, role);
    add(`a person with the role ${role}`, cookieOf(app, user.sessionToken()), { as: 'person', role }, user);
    add(`a key with the role ${role}`, withKey((await keyOf(role)).key), { as: 'key', role });
  }

  add('nobody', {}, { as: 'nobody' });
  add('a session that never was', cookieOf(app, 'never'), { as: 'nobody' });
  add('a key that never was', withKey('mr_0123456789012345678901234567890123456789'), { as: 'nobody' });
  const grace = await app.as('grace');
  add('a stranger', cookieOf(app, grace.sessionToken()), { as: 'stranger' }, grace);

  const revoked = await keyOf('owner');
  await app.client.apiKeys.revoke.mutate({ workspaceId, apiKeyId: revoked.id });
  add('a key that was revoked', withKey(revoked.key), { as: 'nobody' });
  const expired = await keyOf('owner');
  const past = new Date(clock().getTime() - 1_000);
  await db.updateTable('apiKeys').set({ expiresAt: past }).where('id', '=', expired.id).execute();
  add('a key whose time is over', withKey(expired.key), { as: 'nobody' });

  const eve = await app.as('eve');
  await join(eve, 'owner');
  const kept = await keyOf('owner', eve.client);
  await app.client.workspaces.removeMember.mutate({ workspaceId, userId: eve.user.id });
  add('a former member', cookieOf(app, eve.sessionToken()), { as: 'stranger' }, eve);
  add('the key of a former member', withKey(kept.key), { as: 'nobody' });

  const idle = await app.as('rip');
  await join(idle, 'owner');
  await db.updateTable('sessions').set({ expiresAt: past }).where('userId', '=', idle.user.id).execute();
  add('a session whose time is over', cookieOf(app, idle.sessionToken()), { as: 'nobody' }, idle);

  const out = await app.as('alan');
  await join(out, 'owner');
  const token = out.sessionToken();
  await out.client.session.signOut.mutate();
  add('a session that was signed out of', cookieOf(app, token), { as: 'nobody' }, out);

  const left = await app.as('joan');
  await join(left, 'owner');
  const { key } = await keyOf('owner', left.client);
  const before = left.sessionToken();
  await left.client.session.deactivate.mutate();
  add('a deactivated account', cookieOf(app, before), { as: 'nobody' }, left);
  add('the key of a deactivated account', withKey(key), { as: 'nobody' });
  const again = { email: emailOf('joan'), password: testPassword };
  await app
    .anonymous()
    .client.session.signIn.mutate(again)
    .then(
      () => Promise.reject(new Error('A deactivated account can sign in.')),
      () => undefined,
    );
  return callers;
}
