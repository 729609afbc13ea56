import { describe, expect, it } from 'vitest';
import { emailOf, type TestApp, type TestUser, testApp } from '../../test/test-app.ts';
import { purgeDeletedWorkspaces } from './purge-deleted-workspaces.ts';
import { transferWorkspace } from './transfer.ts';

const days = (n: number) => n * 24 * 3_600_000;

async function join(app: TestApp, name: string, role: 'viewer' | 'analyst' | 'editor' | 'owner'): Promise<TestUser> {
  const { workspaceId } = app;
  const user = await app.as(name);
  const { token } = await app.client.workspaces.invite.mutate({ workspaceId, email: emailOf(name), role });
  await user.client.workspaces.acceptInvitation.mutate({ token });
  return user;
}

describe('a workspace', () => {
  it('is owned by whoever made it and is seen by nobody else', async () => {
    await using app = await testApp();
    const made = await app.client.workspaces.create.mutate({ name: 'Second' });
    expect(made).toMatchObject({ name: 'Second', role: 'owner' });
    expect(await app.client.workspaces.list.query()).toContainEqual(made);
    const grace = await app.as('grace');
    expect((await grace.client.workspaces.list.query()).map((workspace) => workspace.id)).toEqual([grace.workspaceId]);
  });

  it('is renamed by owners only', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const grace = await join(app, 'grace', 'editor');
    await expect(grace.client.workspaces.rename.mutate({ workspaceId, name: 'Mine' })).rejects.toMatchObject({
      data: { kind: 'forbidden', reason: 'session.role' },
    });
    expect(await app.client.workspaces.rename.mutate({ workspaceId, name: 'Ours' })).toMatchObject({ name: 'Ours' });
  });

  it('says what it is for', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    await app.client.workspaces.rename.mutate({ workspaceId, name: 'Ours', description: 'All about mills' });
    await app.client.workspaces.rename.mutate({ workspaceId, name: 'Mills' });
    expect(await app.client.workspaces.list.query()).toMatchObject([{ name: 'Mills', description: 'All about mills' }]);
  });

  it('has a time zone: that of whoever made it, until an owner changes it', async () => {
    await using app = await testApp();
    const made = await app.client.workspaces.create.mutate({ name: 'Second', timeZone: 'Europe/Berlin' });
    expect(made.timeZone).toBe('Europe/Berlin');
    const change = { workspaceId: made.id, name: 'Second', timeZone: 'Asia/Tokyo' };
    expect((await app.client.workspaces.rename.mutate(change)).timeZone).toBe('Asia/Tokyo');
    const renamed = await app.client.workspaces.rename.mutate({ workspaceId: made.id, name: 'Third' });
    expect(renamed).toMatchObject({ name: 'Third', timeZone: 'Asia/Tokyo' });
    expect(await app.client.workspaces.list.query()).toContainEqual(renamed);
  });

  it('is gone for everybody once it is deleted, and comes back whole', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const grace = await join(app, 'grace', 'editor');
    const { key } = await app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'owner' });
    const tool = app.withKey(key);
    const invited = await app.client.workspaces.invite.mutate({ workspaceId, email: emailOf('eve'), role: 'owner' });
    const text = { workspaceId, kind: 'text' as const, title: 'Mills', text: 'The wheel turns.' };
    const { sourceId, runId } = await app.client.sources.create.mutate(text);

    await expect(grace.client.workspaces.delete.mutate({ workspaceId })).rejects.toMatchObject({
      data: { kind: 'forbidden' },
    });
    const gone = await app.client.workspaces.delete.mutate({ workspaceId });
    const notFound = { data: { kind: 'not-found' } };
    for (const { client } of [app, grace, tool]) {
      await expect(client.sources.get.query({ sourceId })).rejects.toMatchObject(notFound);
      await expect(client.sources.create.mutate(text)).rejects.toMatchObject(notFound);
      expect((await client.workspaces.list.query().catch(() => [])).map(({ id }) => id)).not.toContain(workspaceId);
    }
    const eve = await app.as('eve');
    const { token } = invited;
    await expect(eve.client.workspaces.acceptInvitation.mutate({ token })).rejects.toMatchObject(notFound);
    const run = () => app.services.db.selectFrom('runs').where('id', '=', runId).select('cancelRequestedAt');
    expect((await run().executeTakeFirstOrThrow()).cancelRequestedAt).not.toBeNull();

    expect(await grace.client.workspaces.deleted.query()).toEqual([]);
    await expect(grace.client.workspaces.restore.mutate({ workspaceId })).rejects.toMatchObject(notFound);
    expect(await app.client.workspaces.deleted.query()).toEqual([gone]);
    expect(await app.client.workspaces.restore.mutate({ workspaceId })).toMatchObject({ id: workspaceId });
    for (const { client } of [app, grace, tool])
      expect(await client.sources.get.query({ sourceId })).toMatchObject({ title: 'Mills' });
    await eve.client.workspaces.acceptInvitation.mutate({ token });
  });

  it('is deleted for good after thirty days, with its octets', async () => {
    await using app = await testApp();
    const { workspaceId, services } = app;
    const kept = await app.client.workspaces.create.mutate({ name: 'Kept' });
    const file = await app.upload(workspaceId, 'mills.txt', 'The wheel turns.');
    const { sha256 } = await services.db
      .selectFrom('files')
      .where('id', '=', file.id)
      .select('sha256')
      .executeTakeFirstOrThrow();
    await app.client.workspaces.delete.mutate({ workspaceId });
    app.travel(days(29));
    expect(await purgeDeletedWorkspaces(services)).toBe(0);
    app.travel(days(2));
    expect(await purgeDeletedWorkspaces(services)).toBe(1);
    await expect(services.storage.open(workspaceId, sha256)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await services.db.selectFrom('workspaces').select('id').execute()).toEqual([{ id: kept.id }]);
  });

  it('lists its members to each of them', async () => {
    await using app = await testApp();
    const grace = await join(app, 'grace', 'viewer');
    const members = await grace.client.workspaces.members.query({ workspaceId: app.workspaceId });
    expect(members).toMatchObject([
      { name: 'ada', role: 'owner' },
      { name: 'grace', email: emailOf('grace'), role: 'viewer' },
    ]);
  });
});

describe('an invitation', () => {
  it('tells who holds its token where it leads, and no more', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const { token } = await app.client.workspaces.invite.mutate({
      workspaceId,
      email: emailOf('grace'),
      role: 'analyst',
    });
    expect(await app.anonymous().client.workspaces.invitation.query({ token })).toEqual({
      workspaceName: 'The workspace of ada',
      role: 'analyst',
      email: emailOf('grace'),
      invitedBy: 'ada',
    });
    const rows = JSON.stringify(await app.services.db.selectFrom('invitations').selectAll().execute());
    expect(rows).not.toContain(token);
  });

  it('is for one address, once', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const [grace, mallory] = [await app.as('grace'), await app.as('mallory')];
    const { token } = await app.client.workspaces.invite.mutate({
      workspaceId,
      email: emailOf('grace'),
      role: 'editor',
    });
    await expect(mallory.client.workspaces.acceptInvitation.mutate({ token })).rejects.toMatchObject({
      data: { kind: 'forbidden' },
    });
    expect(await grace.client.workspaces.acceptInvitation.mutate({ token })).toMatchObject({
      id: workspaceId,
      role: 'editor',
    });
    await expect(grace.client.workspaces.acceptInvitation.mutate({ token })).rejects.toMatchObject({
      data: { kind: 'not-found', reason: 'workspaces.invitation-over' },
    });
  });

  it('is over after seven days, when it is revoked, and when a newer one takes its place', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const { client } = app.anonymous();
    const over = { data: { reason: 'workspaces.invitation-over' } };
    const invite = () => app.client.workspaces.invite.mutate({ workspaceId, email: emailOf('grace'), role: 'viewer' });
    const first = await invite();
    const second = await invite();
    await expect(client.workspaces.invitation.query({ token: first.token })).rejects.toMatchObject(over);
    expect(await app.client.workspaces.invitations.query({ workspaceId })).toMatchObject([{ id: second.id }]);
    await app.client.workspaces.revokeInvitation.mutate({ workspaceId, invitationId: second.id });
    await expect(client.workspaces.invitation.query({ token: second.token })).rejects.toMatchObject(over);
    const third = await invite();
    app.travel(days(7) + 1);
    await expect(client.workspaces.invitation.query({ token: third.token })).rejects.toMatchObject(over);
  });

  it('is refused for somebody who is a member already', async () => {
    await using app = await testApp();
    const invite = { workspaceId: app.workspaceId, email: 'ADA@example.org', role: 'viewer' as const };
    await expect(app.client.workspaces.invite.mutate(invite)).rejects.toMatchObject({ data: { kind: 'conflict' } });
  });
});

describe('members', () => {
  it('are changed and removed by owners; others may only leave', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const [grace, alan] = [await join(app, 'grace', 'editor'), await join(app, 'alan', 'viewer')];
    await expect(
      grace.client.workspaces.removeMember.mutate({ workspaceId, userId: alan.user.id }),
    ).rejects.toMatchObject({ data: { kind: 'forbidden' } });
    await expect(
      grace.client.workspaces.changeMember.mutate({ workspaceId, userId: grace.user.id, role: 'owner' }),
    ).rejects.toMatchObject({ data: { kind: 'forbidden' } });
    await app.client.workspaces.changeMember.mutate({ workspaceId, userId: alan.user.id, role: 'analyst' });
    await grace.client.workspaces.removeMember.mutate({ workspaceId, userId: grace.user.id });
    const members = await app.client.workspaces.members.query({ workspaceId });
    expect(members.map(({ name, role }) => [name, role])).toEqual([
      ['ada', 'owner'],
      ['alan', 'analyst'],
    ]);
    await expect(grace.client.workspaces.members.query({ workspaceId })).rejects.toMatchObject({
      data: { kind: 'not-found' },
    });
  });

  it('always have an owner: the last one neither leaves nor steps down', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const userId = app.user.id;
    const last = { data: { kind: 'conflict', reason: 'workspaces.last-owner' } };
    await expect(app.client.workspaces.removeMember.mutate({ workspaceId, userId })).rejects.toMatchObject(last);
    await expect(
      app.client.workspaces.changeMember.mutate({ workspaceId, userId, role: 'editor' }),
    ).rejects.toMatchObject(last);
  });

  it('keep an owner when several owners demote each other at once', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const owners = [app, await join(app, 'grace', 'owner'), await join(app, 'alan', 'owner')];
    await Promise.allSettled(
      owners.map((owner, i) => {
        const next = owners[(i + 1) % owners.length] as TestUser;
        return owner.client.workspaces.changeMember.mutate({ workspaceId, userId: next.user.id, role: 'viewer' });
      }),
    );
    const left = await app.services.db
      .selectFrom('members')
      .where('workspaceId', '=', workspaceId)
      .where('role', '=', 'owner')
      .select('userId')
      .execute();
    expect(left.length).toBeGreaterThanOrEqual(1);
  });

  it('take their keys and invitations with them', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const grace = await join(app, 'grace', 'owner');
    const { key } = await grace.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'viewer' });
    const { token } = await grace.client.workspaces.invite.mutate({
      workspaceId,
      email: 'me@elsewhere.org',
      role: 'owner',
    });
    await app.client.workspaces.removeMember.mutate({ workspaceId, userId: grace.user.id });
    await expect(app.withKey(key).client.workspaces.members.query({ workspaceId })).rejects.toMatchObject({
      data: { kind: 'unauthenticated' },
    });
    await expect(app.anonymous().client.workspaces.invitation.query({ token })).rejects.toMatchObject({
      data: { kind: 'not-found' },
    });
  });

  it('keep no key that is stronger than they are', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const grace = await join(app, 'grace', 'owner');
    const make = (role: 'owner' | 'viewer') => grace.client.apiKeys.create.mutate({ workspaceId, name: role, role });
    const [strong, weak] = [await make('owner'), await make('viewer')];
    await app.client.workspaces.changeMember.mutate({ workspaceId, userId: grace.user.id, role: 'analyst' });
    const keys = await app.client.apiKeys.list.query({ workspaceId });
    expect(keys.map(({ id }) => id)).toEqual([weak.id]);
    await expect(app.withKey(strong.key).client.workspaces.members.query({ workspaceId })).rejects.toMatchObject({
      data: { kind: 'unauthenticated' },
    });
  });

  it('keep no key and no invitation of an owner when they hand the workspace on', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const grace = await join(app, 'grace', 'viewer');
    const make = (role: 'owner' | 'editor') => app.client.apiKeys.create.mutate({ workspaceId, name: role, role });
    const [strong, weak] = [await make('owner'), await make('editor')];
    await app.client.workspaces.invite.mutate({ workspaceId, email: 'me@elsewhere.org', role: 'owner' });
    await app.client.workspaces.transfer.mutate({ workspaceId, userId: grace.user.id });
    await expect(app.withKey(strong.key).client.workspaces.members.query({ workspaceId })).rejects.toMatchObject({
      data: { kind: 'unauthenticated' },
    });
    const keys = await grace.client.apiKeys.list.query({ workspaceId });
    expect(keys.map(({ id }) => id)).toEqual([weak.id]);
    expect(await grace.client.workspaces.invitations.query({ workspaceId })).toEqual([]);
  });

  it('hand on a workspace only while they own it', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const [grace, alan] = [await join(app, 'grace', 'owner'), await join(app, 'alan', 'viewer')];
    // demoted between the check of the role and the lock
    await app.client.workspaces.changeMember.mutate({ workspaceId, userId: grace.user.id, role: 'viewer' });
    const { db, clock } = app.services;
    const late = transferWorkspace(db, { workspaceId, userId: alan.user.id, by: grace.user.id, now: clock() });
    await expect(late).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
