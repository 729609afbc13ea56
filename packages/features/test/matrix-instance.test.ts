import { randomUUID } from 'node:crypto';
import { toJson } from '@millrace/db/to-json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, fixtureOf, paths } from './call-procedure.ts';
import { type Seed, seedWorkspace } from './seed-workspace.ts';
import { emailOf, type TestApp, testApp } from './test-app.ts';
import type { TestCaller } from './test-caller.ts';

// Every procedure of the router that takes a run or a workspace, called with a run of the instance and with the instance itself.

/** The fields of a procedure's input that hold this of the seed. */
function fieldsWith(path: string, thing: keyof Seed): string[] {
  const names = new Proxy({} as Seed, { get: (_, name) => name });
  const input = fixtureOf(path)?.(names) ?? {};
  return Object.entries(input).flatMap(([field, value]) => (value === thing ? [field] : []));
}
const ofRuns = paths.filter((path) => fieldsWith(path, 'runId').length > 0);
const ofWorkspaces = paths.filter((path) => fieldsWith(path, 'workspaceId').length > 0);
/** What may be asked of the instance as of a workspace. */
const ofTheInstance = ['feed.changes', 'jobs.feed', 'jobs.list'];

const canary = 'canary of the instance';
let app: TestApp;
let seed: Seed;
let strangers: { who: string; caller: TestCaller; kind: string }[];

beforeAll(async () => {
  app = await testApp();
  seed = await seedWorkspace(app, app, 'seed');
  const { workspaceId } = app;
  const grace = await app.as('grace');
  const { token } = await app.client.workspaces.invite.mutate({
    workspaceId,
    email: emailOf('grace'),
    role: 'owner',
  });
  await grace.client.workspaces.acceptInvitation.mutate({ token });
  const { key } = await app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'owner' });
  strangers = [
    { who: 'an owner of workspaces', caller: grace, kind: 'not-found' },
    { who: 'a key that the owner of the instance has made', caller: app.withKey(key), kind: 'not-found' },
    { who: 'nobody', caller: app.anonymous(), kind: 'unauthenticated' },
  ];
});
afterAll(() => app[Symbol.asyncDispose]());

async function plantRun(): Promise<string> {
  const id = randomUUID();
  const subject = { kind: 'source' as const, id: randomUUID(), title: canary };
  await app.services.db
    .insertInto('runs')
    .values({
      id,
      workspaceId: null,
      name: 'search.embed-chunks',
      lane: 'llm',
      payload: toJson(subject),
      subject: toJson(subject),
    })
    .execute();
  await app.services.db
    .updateTable('runs')
    .set({
      status: 'failed',
      finishedAt: new Date(),
      error: toJson({ kind: 'internal', reason: 'internal', message: canary }),
    })
    .where('id', '=', id)
    .execute();
  return id;
}
const rowOf = (id: string) => app.services.db.selectFrom('runs').selectAll().where('id', '=', id).executeTakeFirst();

it('the router has procedures of both', () => {
  expect(ofRuns).toEqual(expect.arrayContaining(['jobs.get', 'jobs.watch', 'jobs.cancel', 'jobs.retry']));
  expect(ofWorkspaces).toEqual(expect.arrayContaining(ofTheInstance));
});

describe.each(ofRuns)('%s with a run of the instance', (path) => {
  const input = async () => {
    const runId = await plantRun();
    return { runId, input: fixtureOf(path)?.({ ...seed, runId }) };
  };

  it('finds nothing for all but the owner of the instance, and changes nothing for them', async () => {
    const { runId, input: own } = await input();
    const before = await rowOf(runId);
    for (const { who, caller, kind } of strangers) {
      const outcome = await call(caller, path, own, seed);
      expect(outcome.kind, who).toBe(kind);
      expect(outcome.text, `${who} read along`).not.toContain(canary);
    }
    expect(await rowOf(runId)).toEqual(before);
  });

  it('answers the owner of the instance', async () => {
    const { kind, text } = await call(app, path, (await input()).input, seed);
    expect(['ok', 'conflict'], text).toContain(kind);
  });
});

describe.each(ofWorkspaces)('%s with the instance in place of a workspace', (path) => {
  const input = () => {
    const nowhere = Object.fromEntries(fieldsWith(path, 'workspaceId').map((field) => [field, null]));
    return { ...(fixtureOf(path)?.(seed) as object), ...nowhere };
  };

  it('finds nothing for all but the owner of the instance', async () => {
    await plantRun();
    for (const { who, caller, kind } of strangers) {
      const outcome = await call(caller, path, input(), seed);
      expect(ofTheInstance.includes(path) ? [kind] : [kind, 'invalid', 'unauthenticated'], who).toContain(outcome.kind);
      expect(outcome.text, `${who} read along`).not.toContain(canary);
    }
  });

  it('answers the owner of the instance where that means something, and nobody elsewhere', async () => {
    const { kind, text } = await call(app, path, input(), seed);
    expect(kind, text).toBe(ofTheInstance.includes(path) ? 'ok' : 'invalid');
  });
});

it('lists the runs of the instance to its owner, and none of them in a workspace', async () => {
  const runId = await plantRun();
  const own = await app.client.jobs.list.query({ workspaceId: null });
  expect(own.items.find(({ id }) => id === runId)).toMatchObject({ workspaceId: null, subject: { title: canary } });
  expect(own.items.every(({ workspaceId }) => workspaceId === null)).toBe(true);
  const { items } = await app.client.jobs.list.query({ workspaceId: seed.workspaceId });
  expect(items.map(({ id }) => id)).toContain(seed.runId);
  expect(JSON.stringify(items)).not.toContain(canary);
});
