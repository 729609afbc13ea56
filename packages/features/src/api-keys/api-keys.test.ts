import { describe, expect, it } from 'vitest';
import { emailOf, testApp } from '../../test/test-app.ts';

describe('an API key', () => {
  it('is shown once and stored as its beginning and a hash', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const made = await app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'editor' });
    expect(made.key).toMatch(/^mr_[\w-]{43}$/);
    expect(made.prefix).toBe(made.key.slice(0, 11));
    const listed = await app.client.apiKeys.list.query({ workspaceId });
    expect(listed).toMatchObject([{ name: 'tool', prefix: made.prefix, role: 'editor', lastUsedAt: null }]);
    const stored = JSON.stringify([listed, await app.services.db.selectFrom('apiKeys').selectAll().execute()]);
    expect(stored).not.toContain(made.key);
  });

  it('opens its own workspace with its role, and no other', async () => {
    await using app = await testApp();
    const grace = await app.as('grace');
    const { workspaceId } = app;
    const { key } = await app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'viewer' });
    const tool = app.withKey(key).client;
    expect(await tool.workspaces.members.query({ workspaceId })).toHaveLength(1);
    await expect(tool.workspaces.rename.mutate({ workspaceId, name: 'x' })).rejects.toMatchObject({
      data: { kind: 'forbidden' },
    });
    await expect(tool.workspaces.members.query({ workspaceId: grace.workspaceId })).rejects.toMatchObject({
      data: { kind: 'not-found' },
    });
    await expect(tool.workspaces.list.query()).rejects.toMatchObject({ data: { kind: 'unauthenticated' } });
    expect((await app.client.apiKeys.list.query({ workspaceId }))[0]?.lastUsedAt).not.toBeNull();
  });

  it('stops working when it is revoked and when its time is over', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const refused = { data: { kind: 'unauthenticated' } };
    const soon = new Date(Date.now() + 60_000).toISOString();
    const brief = await app.client.apiKeys.create.mutate({
      workspaceId,
      name: 'brief',
      role: 'viewer',
      expiresAt: soon,
    });
    const lasting = await app.client.apiKeys.create.mutate({ workspaceId, name: 'lasting', role: 'viewer' });
    const use = (key: string) => app.withKey(key).client.workspaces.members.query({ workspaceId });
    await use(brief.key);
    app.travel(60_001);
    await expect(use(brief.key)).rejects.toMatchObject(refused);
    await use(lasting.key);
    await app.client.apiKeys.revoke.mutate({ workspaceId, apiKeyId: lasting.id });
    await expect(use(lasting.key)).rejects.toMatchObject(refused);
    await expect(app.client.apiKeys.revoke.mutate({ workspaceId, apiKeyId: lasting.id })).rejects.toMatchObject({
      data: { kind: 'not-found' },
    });
  });

  it('must expire in the future', async () => {
    await using app = await testApp();
    const past = new Date(Date.now() - 1).toISOString();
    const wish = { workspaceId: app.workspaceId, name: 'late', role: 'viewer' as const, expiresAt: past };
    await expect(app.client.apiKeys.create.mutate(wish)).rejects.toMatchObject({
      data: { kind: 'invalid', fields: { expiresAt: expect.anything() } },
    });
  });

  it('cannot make what would outlive it: keys, invitations, members', async () => {
    await using app = await testApp();
    const { workspaceId } = app;
    const { key } = await app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'owner' });
    const tool = app.withKey(key).client;
    const refused = { data: { kind: 'forbidden', reason: 'session.person-only' } };
    await expect(tool.apiKeys.create.mutate({ workspaceId, name: 'x', role: 'viewer' })).rejects.toMatchObject(refused);
    await expect(
      tool.workspaces.invite.mutate({ workspaceId, email: emailOf('eve'), role: 'owner' }),
    ).rejects.toMatchObject(refused);
    await expect(tool.workspaces.removeMember.mutate({ workspaceId, userId: app.user.id })).rejects.toMatchObject(
      refused,
    );
  });
});
