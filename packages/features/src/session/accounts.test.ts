import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emailOf, type TestApp, testApp, testPassword } from '../../test/test-app.ts';
import { testCaller } from '../../test/test-caller.ts';

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
      tool.apiKeys.create.mutate({ workspaceId, name: 'further', role: 'owner' }),
      tool.workspaces.setInstructions.mutate({ workspaceId, instructions: 'planted' }),
      tool.models.reorder.mutate({ workspaceId, endpointIds: [] }),
    ];
    for (const deed of deeds) {
      await expect(deed).rejects.toMatchObject({ data: { kind: 'forbidden', reason: 'session.person-only' } });
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
