import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type TestUser, testApp } from '../../test/test-app.ts';
import { type Candidate, listCandidates } from './find-candidates.ts';
import { beginRequest, endRequest, endRequestsOf } from './request-ledger.ts';

const apiKey = 'sk-secret-key-of-the-tests';
const local = { name: 'Local', baseUrl: 'http://127.0.0.1:9/v1', models: ['some-model'], apiKey };

const save = ({ client, workspaceId }: TestUser, more: object = {}) =>
  client.models.save.mutate({ workspaceId, ...local, ...more });
const list = async ({ client, workspaceId }: TestUser) => client.models.list.query({ workspaceId });

describe('the endpoints of a workspace', () => {
  it('are asked in their order, take the place of those of the installation, and are seen without their keys', async () => {
    const environment = { baseUrl: 'http://user:hidden@127.0.0.1:9/v1?key=hidden', model: 'of-all', apiKey };
    await using app = await testApp({ settings: { model: environment } });
    expect(await list(app)).toMatchObject({
      quotesOnly: false,
      endpoints: [{ id: null, origin: 'environment', models: ['of-all'], keyHint: 'ests' }],
    });
    const first = await save(app);
    const second = await save(app, { name: 'Backup', baseUrl: 'http://127.0.0.1:10/v1', apiKey: '' });
    const endpointIds = [second.id, first.id];
    await app.client.models.reorder.mutate({ workspaceId: app.workspaceId, endpointIds });
    const { endpoints } = await list(app);
    expect(endpoints).toMatchObject([
      { name: 'Backup', hasKey: false, keyHint: null },
      { name: 'Local', hasKey: true, keyHint: 'ests', problem: null },
    ]);
    const names = (await listCandidates(app.services, app.workspaceId)).map(({ name }) => name);
    expect(names).toEqual(['Backup', 'Local']);
    const seen = JSON.stringify([await list(app), await list(await app.as('grace'))]);
    expect(seen).not.toContain(apiKey);
    expect(seen).not.toContain('hidden');
    const stored = JSON.stringify(await app.services.db.selectFrom('modelEndpoints').selectAll().execute());
    expect(stored).not.toContain(apiKey);
    expect(stored).not.toContain(Buffer.from(apiKey).toString('base64'));
    const some = app.client.models.reorder.mutate({ workspaceId: app.workspaceId, endpointIds: [first.id] });
    await expect(some).rejects.toMatchObject({ data: { reason: 'models.order' } });

    await app.client.models.delete.mutate({ workspaceId: app.workspaceId, endpointId: second.id });
    await save(app, { endpointId: first.id, enabled: false });
    expect((await list(app)).endpoints).toMatchObject([
      { name: 'Local', enabled: false },
      { origin: 'environment', enabled: true },
    ]);
  });

  it('are turned off and on without a change to what another owner has saved meanwhile', async () => {
    await using app = await testApp();
    const { id: endpointId } = await save(app, { dailyTokens: 1_000 });
    const turn = (enabled: boolean) =>
      app.client.models.setEnabled.mutate({ workspaceId: app.workspaceId, endpointId, enabled });
    const newer = { models: ['newer'], dailyTokens: 2_000, price: { input: 0.25, output: 2 } };
    await save(app, { endpointId, ...newer });
    await turn(false);
    const off = (await list(app)).endpoints[0];
    expect(off).toMatchObject({ ...newer, enabled: false, keyHint: 'ests' });
    // nor does who saves the rest turn it on again
    await save(app, { endpointId, ...newer });
    expect((await list(app)).endpoints[0]).toEqual(off);
    await turn(true);
    expect((await list(app)).endpoints[0]).toEqual({ ...off, enabled: true });
  });

  it('have one name each', async () => {
    await using app = await testApp();
    await save(app);
    await expect(save(app, { name: 'local' })).rejects.toMatchObject({
      data: { kind: 'conflict', fields: { name: [expect.stringContaining('already exists')] } },
    });
  });

  it('keep the saved key when none is given, for the same server only', async () => {
    await using app = await testApp();
    const { id: endpointId } = await save(app);
    await save(app, { endpointId, apiKey: undefined, models: ['other-model'] });
    const [candidate] = await listCandidates(app.services, app.workspaceId);
    expect(candidate?.endpoint()).toMatchObject({ apiKey, model: 'other-model' });
    const elsewhere = { endpointId, apiKey: undefined, baseUrl: 'http://127.0.0.1:10/v1' };
    const refused = { data: { kind: 'invalid', fields: { apiKey: expect.anything() } } };
    await expect(save(app, elsewhere)).rejects.toMatchObject(refused);
    const test = { workspaceId: app.workspaceId, endpointId, baseUrl: elsewhere.baseUrl, model: 'other-model' };
    await expect(app.client.models.test.mutate(test)).rejects.toMatchObject(refused);
  });

  it('are shared with workspaces that have none by the owner of the instance alone, who alone may change what is shared', async () => {
    await using app = await testApp();
    const { id: endpointId } = await save(app, { shared: true });
    const grace = await app.as('grace');
    expect((await list(grace)).endpoints).toMatchObject([{ name: 'Local', origin: 'shared' }]);
    await expect(save(grace, { shared: true })).rejects.toMatchObject({ data: { kind: 'forbidden' } });
    const { workspaceId } = app;
    const member = { workspaceId, userId: grace.user.id, role: 'owner' as const };
    await app.services.db.insertInto('members').values(member).execute();
    const change = { workspaceId, endpointId, ...local, baseUrl: 'https://thief.example/v1' };
    const { models } = grace.client;
    const attempts = [
      () => models.save.mutate(change),
      () => models.setEnabled.mutate({ ...change, enabled: false }),
      () => models.delete.mutate(change),
    ];
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toMatchObject({ data: { reason: 'session.admin-only' } });
    }
    await save(grace, { name: 'Own' });
    expect((await list(grace)).endpoints).toMatchObject([{ name: 'Own', origin: 'workspace' }]);
    const third = await app.as('alan');
    expect((await list(third)).endpoints).toMatchObject([{ origin: 'shared' }]);
    await app.client.workspaces.delete.mutate({ workspaceId });
    expect((await list(third)).endpoints).toEqual([]);
  });

  it('may be in private networks only where the owner of the instance saved them or an operator allows it, and on metadata never', async () => {
    await using app = await testApp({ settings: { egress: { allow: '10.9.0.0/16', userAgent: 'test' } } });
    const grace = await app.as('grace');
    for (const baseUrl of ['http://127.0.0.1:11434/v1', 'http://192.168.1.5/v1', 'http://[::1]:8000/v1']) {
      await save(app, { name: baseUrl, baseUrl });
      await expect(save(grace, { baseUrl })).rejects.toMatchObject({
        data: { kind: 'forbidden', fields: { baseUrl: [expect.stringContaining('EGRESS_ALLOW')] } },
      });
      const test = { workspaceId: grace.workspaceId, baseUrl, model: 'm' };
      await expect(grace.client.models.test.mutate(test)).rejects.toMatchObject({ data: { kind: 'forbidden' } });
    }
    const allowed = { baseUrl: 'http://10.9.0.7:8000/v1' };
    const { id: endpointId } = await save(grace, allowed);
    // who is allowed more does not lend it to what another entered
    const { workspaceId } = grace;
    const member = { workspaceId, userId: app.user.id, role: 'owner' as const };
    await app.services.db.insertInto('members').values(member).execute();
    await save(app, { workspaceId, endpointId, ...allowed, enabled: false });
    const { reach } = await app.services.db
      .selectFrom('modelEndpoints')
      .where('id', '=', endpointId)
      .select('reach')
      .executeTakeFirstOrThrow();
    expect(reach).toBe('public');
    const metadata = { name: 'M', baseUrl: 'http://169.254.169.254/latest' };
    await expect(save(app, metadata)).rejects.toMatchObject({ data: { reason: 'models.out-of-reach' } });
  });

  it('say so when a key was saved under another secret, and are not passed over in silence', async () => {
    await using app = await testApp();
    await save(app);
    app.services.settings.secret = 'another secret of the tests, just as long';
    expect((await list(app)).endpoints).toMatchObject([{ problem: expect.stringContaining('MILLRACE_SECRET') }]);
    const [candidate] = await listCandidates(app.services, app.workspaceId);
    expect(() => candidate?.endpoint()).toThrow(/MILLRACE_SECRET/);
    expect(app.logged).toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  it('are tested with a real question, and tell what the server really said', async () => {
    await using app = await testApp();
    const server = await app.answerWith('scripted:');
    const { workspaceId } = app;
    const good = { workspaceId, baseUrl: server.url, model: 'scripted:tokens=5', apiKey: 'any' };
    expect(await app.client.models.test.mutate(good)).toMatchObject({ ok: true, sample: expect.stringMatching(/\w/) });
    const down = await app.client.models.test.mutate({ workspaceId, ...local, model: 'm' });
    expect(down).toMatchObject({ ok: false, message: expect.stringMatching(/127\.0\.0\.1:9/) });
    const wrong = await app.client.models.test.mutate({ ...good, apiKey: 'wrong' });
    expect(wrong).toMatchObject({ ok: false, message: expect.stringContaining('API key') });
    expect((await list(app)).endpoints).toMatchObject([{ origin: 'environment' }]);
  });
});

it('the ledger counts the words of an answer once, though a worker died before it had said any', async () => {
  await using app = await testApp();
  await save(app);
  const { services, workspaceId } = app;
  const [candidate] = await listCandidates(services, workspaceId);
  const runId = randomUUID();
  const entry = { workspaceId, purpose: 'answer' as const, runId, candidate: candidate as Candidate, inputTokens: 7 };
  await beginRequest(services, entry);
  const second = await beginRequest(services, entry);
  const usage = { inputTokens: 8, outputTokens: 40, exact: true };
  await endRequest(services, second, { status: 'complete', usage });
  await endRequestsOf(services.db, runId, 40);
  const rows = await services.db
    .selectFrom('modelRequests')
    .select(['status', 'inputTokens', 'outputTokens'])
    .execute();
  expect(rows.toSorted((a, b) => a.outputTokens - b.outputTokens)).toEqual([
    { status: 'interrupted', inputTokens: 7, outputTokens: 0 },
    { status: 'complete', inputTokens: 8, outputTokens: 40 },
  ]);
});
