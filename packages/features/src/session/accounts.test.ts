import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf, type TestApp, testApp, testPassword } from '../../test/test-app.ts';
import { testCaller } from '../../test/test-caller.ts';
import { makeResetLinkFor } from './reset-password.ts';

const newPassword = 'violet anchor seven maps';
const minute = 60_000;
const day = 24 * 3_600_000;

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** The same person in another browser. */
async function elsewhere(name: string, password = testPassword) {
  const browser = testCaller(app.services);
  await browser.client.session.signIn.mutate({ email: emailOf(name), password });
  return browser;
}
const signedIn = async ({ client }: { client: TestApp['client'] }) => (await client.session.me.query()).user !== null;

describe('an account', () => {
  it('changes its name', async () => {
    const grace = await app.as('grace');
    expect(await grace.client.session.changeName.mutate({ name: ' Grace Hopper ' })).toMatchObject({
      name: 'Grace Hopper',
    });
    expect((await grace.client.session.me.query()).user?.name).toBe('Grace Hopper');
    await expect(grace.client.session.changeName.mutate({ name: 'x'.repeat(4_000) })).rejects.toMatchObject({
      data: { kind: 'invalid', fields: { name: expect.anything() } },
    });
  });

  it('changes its password with the current one, and all other browsers are signed out', async () => {
    const alan = await app.as('alan');
    const other = await elsewhere('alan');
    await expect(
      alan.client.session.changePassword.mutate({ currentPassword: 'not the one it has', newPassword }),
    ).rejects.toMatchObject({
      data: { reason: 'session.wrong-password', fields: { currentPassword: expect.anything() } },
    });
    expect(await signedIn(other)).toBe(true);
    expect(await alan.client.session.changePassword.mutate({ currentPassword: testPassword, newPassword })).toEqual({
      ended: 1,
    });
    expect([await signedIn(alan), await signedIn(other)]).toEqual([true, false]);
    await expect(elsewhere('alan')).rejects.toMatchObject({ data: { reason: 'session.wrong' } });
    expect(await signedIn(await elsewhere('alan', newPassword))).toBe(true);
  });

  it('signs out everywhere else', async () => {
    const eve = await app.as('eve');
    const others = [await elsewhere('eve'), await elsewhere('eve')];
    expect(await eve.client.session.revokeOthers.mutate()).toEqual({ ended: 2 });
    expect(await Promise.all([eve, ...others].map(signedIn))).toEqual([true, false, false]);
  });

  it('lets nobody guess the password of an open browser', async () => {
    const mallory = await app.as('mallory');
    const guess = () => mallory.client.session.confirm.mutate({ password: 'not the one it has' });
    for (let tries = 0; tries < 10; tries++) {
      await expect(guess()).rejects.toMatchObject({ data: { reason: 'session.wrong-password' } });
    }
    await expect(guess()).rejects.toMatchObject({ data: { kind: 'limited' } });
    await expect(mallory.client.session.confirm.mutate({ password: testPassword })).rejects.toMatchObject({
      data: { kind: 'limited' },
    });
  });
});

describe('a new password', () => {
  it.each([
    ['leaked', 'iloveyou1234'],
    ['repeated', 'passwordpassword'],
    ['a sequence', '123456789012'],
    ['a row of the keyboard', 'qwertyuiop12'],
    ['the e-mail address', 'tim@example.org'],
    ['the name and a number', 'timberners1'.padEnd(12, '1')],
    ['the name of the product', 'millrace12345'],
  ])('that is %s is refused', async (_, password) => {
    const { client } = app.anonymous('203.0.113.9');
    const refused = client.session.signUp.mutate({ name: 'Tim Berners', email: 'tim@example.org', password });
    await expect(refused).rejects.toMatchObject({
      data: { kind: 'invalid', reason: 'session.weak-password', fields: { password: expect.anything() } },
    });
  });
});

describe('what outlives a session', () => {
  it('needs a password typed within ten minutes', async () => {
    await using own = await testApp();
    const { workspaceId, client } = own;
    const key = () => client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'viewer' });
    const invite = () => client.workspaces.invite.mutate({ workspaceId, email: 'bo@example.org', role: 'viewer' });
    await key();
    own.travel(11 * minute);
    for (const act of [key, invite]) {
      await expect(act()).rejects.toMatchObject({ data: { kind: 'forbidden', reason: 'session.confirm' } });
    }
    await expect(client.session.confirm.mutate({ password: 'not the one it has' })).rejects.toMatchObject({
      data: { reason: 'session.wrong-password' },
    });
    await expect(key()).rejects.toMatchObject({ data: { reason: 'session.confirm' } });
    await client.session.confirm.mutate({ password: testPassword });
    await key();
    await invite();
  });

  it('is not for keys', async () => {
    const { workspaceId } = app;
    const { key } = await app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'owner' });
    const tool = app.withKey(key).client;
    const deeds = [
      () => tool.apiKeys.create.mutate({ workspaceId, name: 'further', role: 'owner' }),
      () => tool.workspaces.setInstructions.mutate({ workspaceId, instructions: 'planted' }),
      () => tool.models.reorder.mutate({ workspaceId, endpointIds: [] }),
    ];
    for (const deed of deeds) {
      await expect(deed()).rejects.toMatchObject({ data: { kind: 'forbidden', reason: 'session.person-only' } });
    }
  });
});

it('a session ends 30 days after its last use and 180 days after it began', async () => {
  await using own = await testApp();
  expect(await signedIn(own)).toBe(true);
  for (let days = 25; days < 180; days += 25) {
    own.travel(25 * day);
    expect(await signedIn(own), `after ${days} days`).toBe(true);
  }
  own.travel(6 * day);
  expect(await signedIn(own)).toBe(false);
});

describe('a reset link', () => {
  const reasonOf = (made: Promise<unknown>) => made.then(() => 'made').catch(({ data }) => data.reason);

  /** A member of Ada's workspace. `ownsNone`: of no other. */
  async function member(name: string, ownsNone: boolean) {
    const person = await app.as(name);
    const { workspaceId } = app;
    const { token } = await app.client.workspaces.invite.mutate({ workspaceId, email: emailOf(name), role: 'editor' });
    await person.client.workspaces.acceptInvitation.mutate({ token });
    if (ownsNone) await person.client.workspaces.delete.mutate({ workspaceId: person.workspaceId });
    return person;
  }
  const tokenOf = ({ url }: { url: string }) => url.split('#')[1] ?? '';

  it('gives a new password once, and signs the person out everywhere', async () => {
    const lin = await member('lin', true);
    const { workspaceId } = app;
    const first = await app.client.workspaces.resetLink.mutate({ workspaceId, userId: lin.user.id });
    const token = tokenOf(await app.client.workspaces.resetLink.mutate({ workspaceId, userId: lin.user.id }));
    const { client } = app.anonymous();
    expect(await reasonOf(client.session.reset.query({ token: tokenOf(first) }))).toBe('session.reset-over');
    expect(await client.session.reset.query({ token })).toEqual({ name: 'lin', email: emailOf('lin') });
    expect(await reasonOf(client.session.resetPassword.mutate({ token, password: 'lin@example.org' }))).toBe(
      'session.weak-password',
    );
    const use = () => app.anonymous().client.session.resetPassword.mutate({ token, password: newPassword });
    expect((await Promise.all([use(), use(), use()].map(reasonOf))).sort()).toEqual([
      'made',
      'session.reset-over',
      'session.reset-over',
    ]);
    expect(await signedIn(lin)).toBe(false);
    expect(await signedIn(await elsewhere('lin', newPassword))).toBe(true);
    expect(await reasonOf(use())).toBe('session.reset-over');
  });

  it('no longer works when the password was changed since, or the account was deactivated', async () => {
    const ivy = await member('ivy', true);
    const { workspaceId } = app;
    const link = async () =>
      tokenOf(await app.client.workspaces.resetLink.mutate({ workspaceId, userId: ivy.user.id }));
    const use = (token: string) =>
      reasonOf(app.anonymous().client.session.resetPassword.mutate({ token, password: newPassword }));
    const before = await link();
    await ivy.client.session.changePassword.mutate({ currentPassword: testPassword, newPassword });
    expect(await use(before)).toBe('session.reset-over');
    const stale = await link();
    await ivy.client.session.deactivate.mutate();
    expect(await use(stale)).toBe('session.reset-over');
  });

  it('expires after a day', async () => {
    await using own = await testApp();
    const { workspaceId, user } = own;
    const token = tokenOf(await own.client.workspaces.resetLink.mutate({ workspaceId, userId: user.id }));
    own.travel(day + minute);
    expect(await reasonOf(own.client.session.resetPassword.mutate({ token, password: newPassword }))).toBe(
      'session.reset-over',
    );
  });

  it('is no way into workspaces of others, nor into the account of whoever owns the instance', async () => {
    const { workspaceId } = app;
    const zed = await member('zed', false);
    await member('max', true);
    await app.client.workspaces.changeMember.mutate({ workspaceId, userId: zed.user.id, role: 'owner' });
    const max = await app.as('max');
    const reset = (userId: string) => reasonOf(zed.client.workspaces.resetLink.mutate({ workspaceId, userId }));
    expect(await reset(max.user.id)).toBe('made');
    await max.client.workspaces.create.mutate({ name: 'His own' });
    expect(await reset(max.user.id)).toBe('workspaces.reset-elsewhere');
    expect(await reset(app.user.id)).toBe('workspaces.reset-elsewhere');
    expect(await reset((await app.as('grace')).user.id)).toBe('workspaces.no-such-member');
    // the owner of the instance helps everybody
    expect(await reasonOf(app.client.workspaces.resetLink.mutate({ workspaceId, userId: max.user.id }))).toBe('made');
  });
});

describe('the end of an account', () => {
  const reasonOf = (made: Promise<unknown>) => made.then(() => 'made').catch(({ data }) => data.reason);

  it('is told before, and takes along what nobody else is in', async () => {
    await using own = await testApp();
    const kim = await own.as('kim');
    const { token } = await own.client.workspaces.invite.mutate({
      workspaceId: own.workspaceId,
      email: emailOf('kim'),
      role: 'owner',
    });
    await kim.client.workspaces.acceptInvitation.mutate({ token });
    const { key } = await kim.client.apiKeys.create.mutate({
      workspaceId: own.workspaceId,
      name: 'tool',
      role: 'viewer',
    });
    expect(await kim.client.session.ending.query()).toEqual({
      deletes: [{ id: kim.workspaceId, name: 'The workspace of kim' }],
      needOwner: [],
      leaves: 1,
      keys: 1,
      privateChats: 0,
      ownsInstance: false,
    });
    await kim.client.session.delete.mutate();
    expect(await signedIn(kim)).toBe(false);
    const { client: tool } = own.withKey(key);
    expect(await reasonOf(tool.sources.list.query({ workspaceId: own.workspaceId }))).toBe('session.required');
    const { client } = own.anonymous();
    expect(await reasonOf(client.session.signIn.mutate({ email: emailOf('kim'), password: testPassword }))).toBe(
      'session.wrong',
    );
    expect(
      (await own.client.workspaces.members.query({ workspaceId: own.workspaceId })).map(({ name }) => name),
    ).toEqual(['ada']);
    const gone = await own.services.db
      .selectFrom('workspaces')
      .where('id', '=', kim.workspaceId)
      .select('deletedAt')
      .executeTakeFirst();
    expect(gone?.deletedAt).toBeInstanceOf(Date);
  });

  it('leaves no workspace without an owner, and no instance', async () => {
    await using own = await testApp();
    const pat = await own.as('pat');
    const { token } = await pat.client.workspaces.invite.mutate({
      workspaceId: pat.workspaceId,
      email: emailOf('ada'),
      role: 'viewer',
    });
    await own.client.workspaces.acceptInvitation.mutate({ token });
    for (const end of [() => pat.client.session.delete.mutate(), () => pat.client.session.deactivate.mutate()]) {
      expect(await reasonOf(end())).toBe('workspaces.last-owner');
    }
    expect(await reasonOf(own.client.session.delete.mutate())).toBe('session.owns-instance');
    await own.client.session.transferInstance.mutate({ email: emailOf('pat') });
    expect((await own.client.session.me.query()).user?.isAdmin).toBe(false);
    expect((await pat.client.session.me.query()).user?.isAdmin).toBe(true);
    await pat.client.workspaces.transfer.mutate({ workspaceId: pat.workspaceId, userId: own.user.id });
    expect(await pat.client.workspaces.members.query({ workspaceId: pat.workspaceId })).toMatchObject([
      { name: 'ada', role: 'owner' },
      { name: 'pat', role: 'editor' },
    ]);
    expect(await reasonOf(own.client.session.deactivate.mutate())).toBe('workspaces.last-owner');
  });

  it('can be put off: a deactivated account comes back by a reset link', async () => {
    const sam = await app.as('sam');
    await sam.client.session.deactivate.mutate();
    expect(await signedIn(sam)).toBe(false);
    const { client } = app.anonymous();
    const signIn = () => client.session.signIn.mutate({ email: emailOf('sam'), password: testPassword });
    expect(await reasonOf(signIn())).toBe('session.deactivated');
    expect(
      await reasonOf(client.session.signIn.mutate({ email: emailOf('sam'), password: 'not the one it has' })),
    ).toBe('session.wrong');
    const { url } = await makeResetLinkFor(app.services.db, { email: emailOf('sam'), now: new Date(), origin: '' });
    await client.session.resetPassword.mutate({ token: url.split('#')[1] ?? '', password: newPassword });
    expect(await signedIn({ client })).toBe(true);
  });
});
