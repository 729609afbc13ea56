import { afterAll, beforeAll, expect, it } from 'vitest';
import { openMailSink, type Sink } from '../../test/mail-sink.ts';
import { emailOf, type TestApp, testApp, testPassword } from '../../test/test-app.ts';

const publicUrl = 'https://millrace.example.org';
const newPassword = 'violet anchor seven maps';

let sink: Sink;
let app: TestApp;
beforeAll(async () => {
  sink = await openMailSink();
  app = await testApp({ settings: { publicUrl }, overrides: { mail: sink.mail } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await sink.close();
});

const tokenIn = (letter: string, path: string) => new RegExp(`${publicUrl}/${path}#([\\w-]+)`).exec(letter)?.[1] ?? '';

it('an invitation is mailed, and its token still answered', async () => {
  const { workspaceId } = app;
  const made = await app.client.workspaces.invite.mutate({ workspaceId, email: 'bo@example.org', role: 'viewer' });
  expect(made).toMatchObject({ mailed: true, token: expect.any(String) });
  const letter = await sink.next('bo@example.org');
  expect(tokenIn(letter, 'join')).toBe(made.token);
  sink.refuse(550);
  expect(
    await app.client.workspaces.invite.mutate({ workspaceId, email: 'bo@example.org', role: 'viewer' }),
  ).toMatchObject({ mailed: false });
  expect(JSON.stringify(app.logged)).not.toContain('bo@example.org');
});

it('whoever forgot their password is sent a link, and strangers learn nothing', async () => {
  await app.as('grace');
  const { client } = app.anonymous();
  const answers = [];
  for (const email of ['nobody@example.org', emailOf('grace')]) {
    answers.push(await client.session.requestReset.mutate({ email }));
  }
  expect(answers[0]).toEqual(answers[1]);
  const token = tokenIn(await sink.next(emailOf('grace')), 'reset');
  await client.session.resetPassword.mutate({ token, password: newPassword });
  expect(await sink.next(emailOf('grace'))).toContain('password was changed');
  expect(sink.received).not.toContain('nobody@example.org');
});

it('a new address counts once its link was opened, and the old one is told', async () => {
  const alan = await app.as('alan');
  const change = (email: string, currentPassword = testPassword) =>
    alan.client.session.changeEmail.mutate({ currentPassword, email });
  await expect(change('turing@example.org', 'not the one it has')).rejects.toMatchObject({
    data: { reason: 'session.wrong-password' },
  });
  await expect(change(emailOf('ada').toUpperCase())).rejects.toMatchObject({
    data: { reason: 'session.email-taken', fields: { email: expect.anything() } },
  });
  expect(await change('turing@example.org')).toEqual({ email: 'turing@example.org', confirmed: false });
  expect((await alan.client.session.me.query()).user?.email).toBe(emailOf('alan'));
  const token = tokenIn(await sink.next('turing@example.org'), 'confirm-email');
  // opened in a mail program, where nobody is signed in
  const { client } = app.anonymous();
  expect(await client.session.confirmEmail.mutate({ token })).toEqual({ email: 'turing@example.org', confirmed: true });
  expect((await alan.client.session.me.query()).user?.email).toBe('turing@example.org');
  expect(await sink.next(emailOf('alan'))).toContain('turing@example.org');
  await expect(client.session.confirmEmail.mutate({ token })).rejects.toMatchObject({
    data: { reason: 'session.confirmation-over' },
  });
});

it('nobody finds out addresses or floods strangers with letters by changing their own', async () => {
  const mallory = await app.as('mallory');
  const change = (email: string) => mallory.client.session.changeEmail.mutate({ currentPassword: testPassword, email });
  for (let n = 0; n < 10; n += 1) {
    await expect(change(emailOf('ada'))).rejects.toMatchObject({ data: { reason: 'session.email-taken' } });
  }
  for (const email of [emailOf('ada'), 'stranger@example.org']) {
    await expect(change(email)).rejects.toMatchObject({ data: { kind: 'limited', reason: 'session.throttled' } });
  }
});

it('invitations go on without a letter where an address has had enough of them', async () => {
  const { client, workspaceId } = app;
  const invite = () => client.workspaces.invite.mutate({ workspaceId, email: 'Enough@example.org', role: 'viewer' });
  for (let n = 0; n < 5; n += 1) expect(await invite()).toMatchObject({ mailed: true });
  expect(await invite()).toMatchObject({ mailed: false, token: expect.any(String) });
});

it('an address that somebody else took in between stays theirs', async () => {
  const eve = await app.as('eve');
  await eve.client.session.changeEmail.mutate({ currentPassword: testPassword, email: 'prize@example.org' });
  const token = tokenIn(await sink.next('prize@example.org'), 'confirm-email');
  await app
    .anonymous()
    .client.session.signUp.mutate({ name: 'First', email: 'Prize@example.org', password: testPassword });
  await expect(app.anonymous().client.session.confirmEmail.mutate({ token })).rejects.toMatchObject({
    data: { reason: 'session.email-taken' },
  });
});

it('without mail a new address counts immediately, and a reset names the way out', async () => {
  await using own = await testApp();
  expect((await own.client.session.me.query()).mail).toBe(false);
  expect(
    await own.client.session.changeEmail.mutate({ currentPassword: testPassword, email: 'new@example.org' }),
  ).toEqual({ email: 'new@example.org', confirmed: true });
  expect((await own.client.session.me.query()).user?.email).toBe('new@example.org');
  await expect(own.anonymous().client.session.requestReset.mutate({ email: 'new@example.org' })).rejects.toMatchObject({
    data: { kind: 'unavailable', reason: 'session.no-mail' },
  });
});
