import { getUntypedClient } from '@trpc/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appRouter } from '../src/app-router.ts';
import type { Meta, Policy } from '../src/trpc.ts';
import { fixtures } from './matrix-fixtures.ts';
import { contentsOf, type Seed, seedWorkspace } from './seed-workspace.ts';
import { type TestApp, type TestUser, testApp } from './test-app.ts';
import type { TestCaller } from './test-caller.ts';

// Every procedure of the router, called with things of workspace A by everybody who has no business there.

type Procedure = { _def: { type: 'query' | 'mutation' | 'subscription'; meta?: Meta } };
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
const paths = procedures.map(([path]) => path);
const policyOf = (path: string) => procedureOf(path)._def.meta?.policy;
const procedureOf = (path: string) => procedures.find(([name]) => name === path)?.[1] as Procedure;

function fixtureOf(path: string): ((seed: Seed) => unknown) | undefined {
  const [feature = '', name = ''] = path.split('.');
  return (fixtures as unknown as Record<string, Record<string, (seed: Seed) => unknown>>)[feature]?.[name];
}

/** Whether an input names its workspace and something in it as well. */
function namesMore(path: string): boolean {
  const names = new Proxy({} as Seed, { get: (_, name) => name });
  const values = Object.values(fixtureOf(path)?.(names) ?? {}) as string[];
  return values.includes('workspaceId') && values.some((value) => /Id$/.test(value) && value !== 'workspaceId');
}

/** What a call came to: the kind of its error, or `ok`, and all of the text that it gave away. */
type Outcome = { kind: string; text: string };

async function call(caller: TestCaller, path: string, input: unknown, seed: Seed): Promise<Outcome> {
  try {
    return { kind: 'ok', text: JSON.stringify(await send(caller, path, input, seed)) ?? '' };
  } catch (error) {
    const { data, message } = error as { data?: { kind?: string }; message: string };
    return { kind: data?.kind ?? 'broken', text: JSON.stringify([message, data]) };
  }
}

function send(caller: TestCaller, path: string, input: unknown, seed: Seed): Promise<unknown> {
  if (path === 'files.upload') return caller.upload(seed.workspaceId, 'planted.txt', 'planted');
  if (path === 'attachments.add') return caller.attach(seed.workspaceId, 'planted.txt', 'planted');
  if (path === 'files.uploadPart') return caller.uploadPart(seed.workspaceId, seed.uploadId, 0, 'planted');
  const client = getUntypedClient(caller.client);
  const { type } = procedureOf(path)._def;
  if (type === 'query') return client.query(path, input);
  if (type === 'mutation') return client.mutation(path, input);
  return firstOf((handlers) => client.subscription(path, input, handlers));
}

type Handlers = { onStarted(): void; onData(data: unknown): void; onError(error: Error): void };

/** The first that a subscription brings, or the error that it begins with; one that starts and is silent brings nothing. */
function firstOf(subscribe: (handlers: Handlers) => { unsubscribe(): void }): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  // `started` comes before the procedure has looked at who asks: give the first event its time
  const subscription = subscribe({
    onStarted: () => setTimeout(resolve, 500, 'started'),
    onData: resolve,
    onError: reject,
  });
  return promise.finally(() => subscription.unsubscribe());
}

type Stranger = { who: string; caller: TestCaller; expected: (policy: Policy) => string[] };

const forPeople = (policy: Policy): string[] => {
  if (policy === 'admin') return ['forbidden'];
  // what concerns only himself he may do; what names another's thing he is refused
  if (policy === 'user' || policy === 'public') return ['ok', 'not-found', 'forbidden', 'unauthenticated', 'invalid'];
  return ['not-found'];
};
const forNobody = (policy: Policy): string[] =>
  policy === 'public' ? ['ok', 'not-found', 'forbidden', 'unauthenticated'] : ['unauthenticated'];
const forKeys = (policy: Policy): string[] => (typeof policy === 'string' ? forNobody(policy) : ['not-found']);

let app: TestApp;
let other: TestUser;
let strangers: Stranger[];
/** What strangers try to reach. Nothing here ever changes it, as each test finds out, so that all of them can share it. */
let a: Seed;
/** The same for a viewer who is a member there. */
let joined: Seed;
/** Who was in the workspace of the seed until a moment ago. */
let former: TestUser;

beforeAll(async () => {
  app = await testApp();
  other = await app.as('grace');
  const viewer = await app.as('alan');
  former = await app.as('eve');
  const { workspaceId } = other;
  await join(viewer, other, workspaceId, 'viewer');
  const { key } = await other.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'owner' });
  strangers = [
    { who: 'the owner of another workspace', caller: other, expected: forPeople },
    { who: 'a viewer of another workspace', caller: viewer, expected: forPeople },
    { who: 'a former member', caller: former, expected: forPeople },
    { who: 'nobody', caller: app.anonymous(), expected: forNobody },
    { who: 'the key of another workspace', caller: app.withKey(key), expected: forKeys },
    {
      who: 'a key that does not exist',
      caller: app.withKey('mr_0123456789012345678901234567890123456789'),
      expected: forNobody,
    },
  ];
  a = await seed();
  joined = await seed();
  await join(viewer, app, joined.workspaceId, 'viewer');
});
afterAll(() => app[Symbol.asyncDispose]());

let seeds = 0;
const seed = () => seedWorkspace(app, app, `canary${++seeds}x`);

/** `inviter` owns the workspace. */
async function join(user: TestUser, inviter: TestUser, workspaceId: string, role: 'viewer' | 'owner'): Promise<void> {
  const { email } = user.user;
  const { token } = await inviter.client.workspaces.invite.mutate({ workspaceId, email, role });
  await user.client.workspaces.acceptInvitation.mutate({ token });
}

/** Makes `former` a member with a key of their own, and takes them out again. Returns that key's caller. */
async function comeAndGo({ workspaceId }: Seed): Promise<TestCaller> {
  await join(former, app, workspaceId, 'owner');
  const { key } = await former.client.apiKeys.create.mutate({ workspaceId, name: 'kept', role: 'owner' });
  const caller = app.withKey(key);
  // both work for now, and are seen by whatever remembers callers
  await former.client.workspaces.members.query({ workspaceId });
  await caller.client.workspaces.members.query({ workspaceId });
  await app.client.workspaces.removeMember.mutate({ workspaceId, userId: former.user.id });
  return caller;
}

it('every procedure says who may call it', () => {
  expect(paths.filter((path) => policyOf(path) === undefined)).toEqual([]);
});

it('every procedure has an input in the matrix', () => {
  expect(paths.filter((path) => fixtureOf(path) === undefined)).toEqual([]);
});

describe.each(paths)('%s', (path) => {
  const policy = policyOf(path) as Policy;

  it('gives nothing to strangers and changes nothing for them', async () => {
    const formerKey = await comeAndGo(a);
    const before = await contentsOf(app, a.workspaceId);
    const input = fixtureOf(path)?.(a);
    const all = [...strangers, { who: 'the key of a former member', caller: formerKey, expected: forNobody }];
    for (const { who, caller, expected } of all) {
      // signing out ends the stranger's own session: a copy of nobody does as well
      const actor = path === 'session.signOut' ? app.anonymous() : caller;
      const { kind, text } = await call(actor, path, input, a);
      expect(expected(policy), `${who} got "${kind}"`).toContain(kind);
      expect(text, `${who} read along`).not.toContain(a.canary);
    }
    expect(await contentsOf(app, a.workspaceId)).toBe(before);
  });

  const answers = typeof policy === 'object' ? it : undefined;
  answers?.('answers the owner, so that the refusals above mean something', async () => {
    const own = procedureOf(path)._def.type === 'mutation' ? await seed() : a;
    const { kind, text } = await call(app, path, fixtureOf(path)?.(own), own);
    expect(['ok', 'conflict'], text).toContain(kind);
  });

  const refuses = typeof policy === 'object' && policy.role !== 'viewer' ? it : undefined;
  refuses?.('is forbidden to a weaker role', async () => {
    const viewer = await app.as('alan');
    const before = await contentsOf(app, joined.workspaceId);
    const { kind } = await call(viewer, path, fixtureOf(path)?.(joined), joined);
    expect(kind).toBe('forbidden');
    expect(await contentsOf(app, joined.workspaceId)).toBe(before);
  });

  const parts = namesMore(path) ? it : undefined;
  parts?.('takes no id of another workspace beside the own one', async () => {
    const before = await contentsOf(app, a.workspaceId);
    const mixed = { ...(fixtureOf(path)?.(a) as object), workspaceId: other.workspaceId };
    const { kind, text } = await call(other, path, mixed, { ...a, workspaceId: other.workspaceId });
    expect(kind).toBe('not-found');
    expect(text).not.toContain(a.canary);
    expect(await contentsOf(app, a.workspaceId)).toBe(before);
  });
});

it('nobody can end or see the sessions of another person', async () => {
  const a = await seed();
  const outcome = await call(other, 'session.revoke', { sessionId: a.sessionId }, a);
  expect(outcome.kind).toBe('not-found');
  expect((await app.client.session.list.query()).map((session) => session.id)).toContain(a.sessionId);
});

it('an invitation of somebody else opens nothing', async () => {
  const a = await seed();
  const outcome = await call(other, 'workspaces.acceptInvitation', { token: a.invitationToken }, a);
  expect(outcome.kind).toBe('forbidden');
});
