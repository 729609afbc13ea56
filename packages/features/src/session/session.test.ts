import { describe, expect, it } from 'vitest';
import { emailOf, testApp, testPassword } from '../../test/test-app.ts';
import { testCaller } from '../../test/test-caller.ts';
import { hashToken, sessionMs } from './authenticate.ts';
import { knownDevice, markDevice } from './known-device.ts';

const grace = { name: 'Grace', email: 'grace@example.org', password: testPassword };
const wrong = { email: emailOf('ada'), password: 'not the right one' };
const minute = 60_000;

describe('signing up', () => {
  it('makes the first account the owner of the instance, and no later one', async () => {
    await using app = await testApp();
    expect(app.user.isAdmin).toBe(true);
    expect((await app.as('grace')).user.isAdmin).toBe(false);
  });

  it('gives one owner when two first sign-ups race', async () => {
    await using app = await testApp();
    await app.services.db.deleteFrom('users').execute();
    const names = ['one', 'two', 'three'];
    const users = await Promise.all(
      names.map(async (name) => {
        const { client } = app.anonymous();
        return (await client.session.signUp.mutate({ ...grace, name, email: emailOf(name) })).user;
      }),
    );
    expect(users.filter((user) => user.isAdmin)).toHaveLength(1);
  });

  it('is closed after the first account unless registration is open', async () => {
    await using app = await testApp({ settings: { openRegistration: false } });
    const { client } = app.anonymous();
    expect((await client.session.me.query()).registration).toBe('closed');
    await expect(client.session.signUp.mutate(grace)).rejects.toMatchObject({
      data: { kind: 'forbidden', reason: 'session.registration-closed' },
    });
    expect((await app.services.db.selectFrom('users').select('id').execute()).length).toBe(1);
  });

  it('lets the invited e-mail address in while registration is closed, and straight into the workspace', async () => {
    await using app = await testApp({ settings: { openRegistration: false } });
    const { workspaceId } = app;
    const invitation = await app.client.workspaces.invite.mutate({
      workspaceId,
      email: 'Grace@Example.org',
      role: 'editor',
    });
    const { client } = app.anonymous();
    await expect(
      client.session.signUp.mutate({ ...grace, email: 'mallory@example.org', invitation: invitation.token }),
    ).rejects.toMatchObject({ data: { reason: 'session.invitation-invalid' } });
    await client.session.signUp.mutate({ ...grace, invitation: invitation.token });
    const me = await client.session.me.query();
    expect(me.workspaces).toMatchObject([{ id: workspaceId, role: 'editor' }]);
    await expect(
      app.anonymous().client.session.signUp.mutate({ ...grace, invitation: invitation.token }),
    ).rejects.toMatchObject({ data: { reason: 'session.invitation-invalid' } });
  });

  it('refuses an e-mail address that has an account, however it is written', async () => {
    await using app = await testApp();
    const again = { ...grace, email: 'ADA@Example.ORG' };
    await expect(app.anonymous().client.session.signUp.mutate(again)).rejects.toMatchObject({
      data: { kind: 'conflict', reason: 'session.email-taken', fields: { email: expect.anything() } },
    });
  });

  it('says by field what is wrong with the input', async () => {
    await using app = await testApp();
    const bad = { name: ' ', email: 'ada at home', password: 'short' };
    await expect(app.anonymous().client.session.signUp.mutate(bad)).rejects.toMatchObject({
      data: {
        kind: 'invalid',
        fields: {
          name: ['Enter a name'],
          email: ['Enter an e-mail address such as ada@example.org'],
          password: ['Use at least 12 characters'],
        },
      },
    });
  });
});

describe('signing in', () => {
  it('takes the e-mail address in any case and ends the session that the browser had', async () => {
    await using app = await testApp();
    const browser = app.anonymous();
    await browser.client.session.signIn.mutate({ email: 'ADA@example.org', password: testPassword });
    const first = browser.sessionToken();
    await browser.client.session.signIn.mutate({ email: emailOf('ada'), password: testPassword });
    expect(browser.sessionToken()).not.toBe(first);
    const old = await app.services.db
      .selectFrom('sessions')
      .where('tokenHash', '=', hashToken(first as string))
      .select('id')
      .executeTakeFirst();
    expect(old).toBeUndefined();
  });

  it('stores nothing that could be used to sign in', async () => {
    await using app = await testApp();
    const rows = JSON.stringify([
      await app.services.db.selectFrom('sessions').selectAll().execute(),
      await app.services.db.selectFrom('users').selectAll().execute(),
    ]);
    expect(rows).not.toContain(app.sessionToken());
    expect(rows).not.toContain(testPassword);
    expect(rows).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  it('answers alike for an unknown account and a wrong password', async () => {
    await using app = await testApp();
    const { client } = app.anonymous();
    const answerTo = (input: typeof wrong) =>
      client.session.signIn.mutate(input).catch(({ message, data }) => ({ message, ...data, requestId: '' }));
    expect(await answerTo({ ...wrong, email: 'nobody@example.org' })).toEqual(await answerTo(wrong));
  });

  it('stops guesses from one network after ten failures, also with the right password, for fifteen minutes', async () => {
    await using app = await testApp();
    const guess = (n: number) => app.anonymous(`2001:db8:7:7::${n}`).client.session.signIn.mutate(wrong);
    // at once, so that none gets in between another one's check and count
    const outcomes = await Promise.allSettled(Array.from({ length: 14 }, (_, n) => guess(n)));
    const reasons = outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.data.reason);
    expect(reasons.filter((reason) => reason === 'session.wrong')).toHaveLength(10);
    expect(reasons.filter((reason) => reason === 'session.throttled')).toHaveLength(4);

    const right = { email: emailOf('ada').toUpperCase(), password: testPassword };
    await expect(app.anonymous('2001:db8:7:7:8::1').client.session.signIn.mutate(right)).rejects.toMatchObject({
      data: {
        kind: 'limited',
        httpStatus: 429,
        retryAfterMs: expect.toSatisfy((ms: number) => ms > 0 && ms <= 15 * minute),
      },
    });
    // the owner is elsewhere
    await app.anonymous('198.51.100.1').client.session.signIn.mutate(right);
    app.travel(15 * minute + 1);
    await app.anonymous('2001:db8:7:7::1').client.session.signIn.mutate(right);
  });

  it('stops guesses from many networks after fifty failures, and lets the browsers of the owner pass', async () => {
    await using app = await testApp();
    const right = { email: emailOf('ada'), password: testPassword };
    const guess = (n: number) => app.anonymous(`203.0.113.${n}`).client.session.signIn.mutate(wrong);
    const outcomes = await Promise.allSettled(Array.from({ length: 53 }, (_, n) => guess(n)));
    const limited = outcomes.filter((o) => o.status === 'rejected' && o.reason.data.kind === 'limited');
    expect(limited).toHaveLength(3);
    await expect(app.anonymous('198.51.100.1').client.session.signIn.mutate(right)).rejects.toMatchObject({
      data: { kind: 'limited' },
    });
    await app.client.session.signOut.mutate();
    await app.client.session.signIn.mutate(right);
    // a browser that others use guesses no more often than anybody
    await app.client.session.signOut.mutate();
    for (let n = 0; n < 10; n++) {
      await expect(app.client.session.signIn.mutate(wrong)).rejects.toMatchObject({
        data: { reason: 'session.wrong' },
      });
    }
    await expect(app.client.session.signIn.mutate(right)).rejects.toMatchObject({ data: { kind: 'limited' } });
  });

  it('takes no mark of another account, and none that was made up', async () => {
    const mark = markDevice('a secret of the tests', 'ada');
    expect(knownDevice('a secret of the tests', 'ada', mark)).toBe(mark.split('.')[0]);
    expect(knownDevice('a secret of the tests', 'eve', mark)).toBeUndefined();
    expect(knownDevice('another secret', 'ada', mark)).toBeUndefined();
    expect(knownDevice('a secret of the tests', 'ada', `${'A'.repeat(22)}.${'A'.repeat(43)}`)).toBeUndefined();
    expect(knownDevice('a secret of the tests', undefined, mark)).toBeUndefined();
  });

  it('makes only so many accounts from one network, whatever became of the tries', async () => {
    await using app = await testApp({ settings: { signUpLimit: 3 } });
    const signUp = (address: string, email: string) =>
      app.anonymous(address).client.session.signUp.mutate({ name: 'Eve', email, password: testPassword });
    const reasonOf = (made: Promise<unknown>) => made.then(() => 'made').catch(({ data }) => data.reason);
    // nobody was here before: the owner of the test has another address
    expect(await reasonOf(signUp('2001:db8:9:9::1', 'eve@example.org'))).toBe('made');
    expect(await reasonOf(signUp('2001:db8:9:9::2', 'eve@example.org'))).toBe('session.email-taken');
    expect(await reasonOf(signUp('2001:db8:9:9::3', 'eve2@example.org'))).toBe('made');
    expect(await reasonOf(signUp('2001:db8:9:9::4', 'eve3@example.org'))).toBe('session.throttled');
    expect(await reasonOf(signUp('2001:db8:9:8::1', 'eve3@example.org'))).toBe('made');
    app.travel(15 * minute + 1);
    expect(await reasonOf(signUp('2001:db8:9:9::4', 'eve4@example.org'))).toBe('made');
  });

  it('forgets an account’s failures when it signs in', async () => {
    await using app = await testApp();
    const { client } = app.anonymous();
    const right = { email: emailOf('ada'), password: testPassword };
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 9; n++) {
        await expect(client.session.signIn.mutate(wrong)).rejects.toMatchObject({ data: { reason: 'session.wrong' } });
      }
      await client.session.signIn.mutate(right);
    }
  });

  it('stops an address after fifty failures over many accounts, a whole IPv6 network as one', async () => {
    await using app = await testApp();
    const guess = (n: number) =>
      app
        .anonymous(`2001:db8:5:5::${n.toString(16)}`)
        .client.session.signIn.mutate({ ...wrong, email: `u${n}@example.org` });
    const outcomes = await Promise.allSettled(Array.from({ length: 52 }, (_, n) => guess(n)));
    const limited = outcomes.filter((o) => o.status === 'rejected' && o.reason.data.kind === 'limited');
    expect(limited).toHaveLength(2);
    const elsewhere = app
      .anonymous('2001:db8:5:6::1')
      .client.session.signIn.mutate({ ...wrong, email: 'u@example.org' });
    await expect(elsewhere).rejects.toMatchObject({ data: { reason: 'session.wrong' } });
  });
});

describe('a session', () => {
  it('ends when its owner signs out', async () => {
    await using app = await testApp();
    const token = app.sessionToken();
    await app.client.session.signOut.mutate();
    expect(app.sessionToken()).toBeUndefined();
    expect((await app.client.session.me.query()).user).toBeNull();
    expect(token).toBeDefined();
    expect(await app.services.db.selectFrom('sessions').select('id').execute()).toEqual([]);
  });

  it('can be seen and ended from another browser of the same person, and by nobody else', async () => {
    await using app = await testApp();
    const other = app.anonymous();
    await other.client.session.signIn.mutate({ email: emailOf('ada'), password: testPassword });
    const sessions = await app.client.session.list.query();
    expect(sessions.map((session) => session.current).sort()).toEqual([false, true]);
    const sessionId = sessions.find((session) => !session.current)?.id as string;
    const stranger = await app.as('grace');
    await expect(stranger.client.session.revoke.mutate({ sessionId })).rejects.toMatchObject({
      data: { kind: 'not-found' },
    });
    await app.client.session.revoke.mutate({ sessionId });
    await expect(other.client.session.list.query()).rejects.toMatchObject({ data: { kind: 'unauthenticated' } });
    expect(await app.client.session.list.query()).toHaveLength(1);
  });

  it('knows in which language and time zone its owner reads, in every browser', async () => {
    await using app = await testApp();
    expect(app.user.language).toEqual({ locale: null, timeZone: null });
    const language = { locale: 'ar-XB', timeZone: 'Asia/Tokyo' };
    expect(await app.client.session.changeLanguage.mutate(language)).toMatchObject({ language });
    expect((await app.client.session.me.query()).user?.language).toEqual(language);
    const other = app.anonymous();
    const signedIn = await other.client.session.signIn.mutate({ email: emailOf('ada'), password: testPassword });
    expect(signedIn.user.language).toEqual(language);
    for (const timeZone of ['Europe/Atlantis', '+02:00', '']) {
      await expect(app.client.session.changeLanguage.mutate({ locale: 'en', timeZone })).rejects.toMatchObject({
        data: { kind: 'invalid' },
      });
    }
  });

  it('lasts thirty days from its last use', async () => {
    await using app = await testApp();
    const day = 24 * 60 * minute;
    app.travel(29 * day);
    expect((await app.client.session.me.query()).user).not.toBeNull();
    app.travel(29 * day);
    expect((await app.client.session.me.query()).user).not.toBeNull();
    app.travel(sessionMs + 1);
    expect((await app.client.session.me.query()).user).toBeNull();
  });

  it('gives way to an API key in the same request', async () => {
    await using app = await testApp();
    const { key } = await app.client.apiKeys.create.mutate({
      workspaceId: app.workspaceId,
      name: 'tool',
      role: 'viewer',
    });
    const both = testCaller(app.services, { authorization: `Bearer ${key}` });
    expect(await both.client.session.me.query()).toMatchObject({
      user: null,
      workspaces: [{ id: app.workspaceId, role: 'viewer' }],
    });
    const broken = testCaller(app.services, { authorization: 'Basic YWRhOmFkYQ==' });
    expect(await broken.client.session.me.query()).toMatchObject({ user: null, workspaces: [] });
  });
});
