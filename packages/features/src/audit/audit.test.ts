import { expect, it } from 'vitest';
import { paths } from '../../test/call-procedure.ts';
import { emailOf, testApp, testPassword } from '../../test/test-app.ts';
import { audited } from './audited.ts';

it('names procedures that exist', () => {
  expect([...audited].filter((path) => !paths.includes(path))).toEqual([]);
});

it('records who did what of consequence, let or refused, in ids alone', async () => {
  await using app = await testApp();
  const { workspaceId, client, user } = app;
  const password = 'not the right one';
  await app
    .anonymous()
    .client.session.signIn.mutate({ email: emailOf('ada'), password })
    .catch(() => undefined);
  const { id: apiKeyId } = await client.apiKeys.create.mutate({ workspaceId, name: 'a telling name', role: 'viewer' });
  await client.workspaces.invite.mutate({ workspaceId, email: 'secret@example.org', role: 'editor' });
  const grace = await app.as('grace');
  await grace.client.apiKeys.revoke.mutate({ workspaceId, apiKeyId }).catch(() => undefined);

  const rows = await app.services.db.selectFrom('auditEvents').orderBy('id').selectAll().execute();
  const of = (action: string) => rows.filter((row) => row.action === action);
  expect(of('session.signIn')).toMatchObject([{ outcome: 'session.wrong', userId: user.id }]);
  expect(of('session.signUp')).toMatchObject([
    { outcome: 'ok', userId: user.id },
    { outcome: 'ok', userId: grace.user.id },
  ]);
  expect(of('apiKeys.create')).toMatchObject([
    { outcome: 'ok', workspaceId, userId: user.id, subject: { workspaceId, role: 'viewer', id: apiKeyId } },
  ]);
  expect(of('apiKeys.revoke')).toMatchObject([{ outcome: 'not-found', userId: grace.user.id, subject: { apiKeyId } }]);
  const everything = JSON.stringify(rows) + JSON.stringify(app.logged);
  for (const told of ['ada@', 'secret@', 'a telling name', testPassword, password, 'Grace']) {
    expect(everything).not.toContain(told);
  }
});

it('cannot be changed, even by a program that reaches the database', async () => {
  await using app = await testApp();
  const { db } = app.services;
  await expect(db.updateTable('auditEvents').set({ outcome: 'ok' }).execute()).rejects.toThrow(/only ever added/);
  await expect(db.deleteFrom('auditEvents').execute()).rejects.toThrow(/only ever added/);
});

it('is filled neither by guesses that were refused for being too many, nor by those at no account', async () => {
  await using app = await testApp();
  const wrong = { email: emailOf('ada'), password: 'not the right one' };
  for (let n = 0; n < 15; n++)
    await app
      .anonymous()
      .client.session.signIn.mutate(wrong)
      .catch(() => undefined);
  const nobody = { ...wrong, email: 'nobody@example.org' };
  await expect(app.anonymous('203.0.113.1').client.session.signIn.mutate(nobody)).rejects.toThrow();
  const rows = await app.services.db
    .selectFrom('auditEvents')
    .where('action', '=', 'session.signIn')
    .selectAll()
    .execute();
  expect(rows).toHaveLength(10);
});
