import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Policy } from '../src/trpc.ts';
import { call, fixtureOf, paths, policyOf } from './call-procedure.ts';
import { contentsOf, type Seed, seedWorkspace } from './seed-workspace.ts';
import { type TestApp, type TestUser, testApp } from './test-app.ts';
import type { TestCaller } from './test-caller.ts';

// Every procedure of the router, called with things of workspace A by everybody who has no business there.

/** Whether an input names its workspace and something in it as well. */
function namesMore(path: string): boolean {
  const names = new Proxy({} as Seed, { get: (_, name) => name });
  const values = Object.values(fixtureOf(path)?.(names) ?? {}) as string[];
  return values.includes('workspaceId') && values.some((value) => /Id$/.test(value) && value !== 'workspaceId');
}

type Stranger = { who: string; caller: TestCaller; expected: (policy: Policy) => string[] };

const forPeople = (policy: Policy): string[] => {
  if (policy === 'admin') return ['forbidden'];
  // what concerns only himself he may do; what names another's thing he is refused
  if (policy === 'user') return ['ok', 'not-found', 'forbidden', 'unauthenticated', 'invalid'];
  // what is for everybody may also be what this instance does not do: it sends no mail
  if (policy === 'public') return ['ok', 'not-found', 'forbidden', 'unauthenticated', 'invalid', 'unavailable'];
  return ['not-found'];
};
const forNobody = (policy: Policy): string[] =>
  policy === 'public' ? ['ok', 'not-found', 'forbidden', 'unauthenticated', 'unavailable'] : ['unauthenticated'];
const forKeys = (policy: Policy): string[] => (typeof policy === 'string' ? forNobody(policy) : ['not-found']);

let app: TestApp;
let other: TestUser;
let strangers: Stranger[];
/** What strangers try to reach. Nothing here ever changes it, as each test finds out, so that all of them can share it. */
let a: Seed;
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

/** They come and go once for each feature: what remembers callers is not made anew for each procedure. */
function formerKeyFor(path: string): Promise<TestCaller> {
  const feature = path.split('.')[0] as string;
  const known = formerKeys.get(feature) ?? comeAndGo(a);
  formerKeys.set(feature, known);
  return known;
}
const formerKeys = new Map<string, Promise<TestCaller>>();

it('every procedure says who may call it', () => {
  expect(paths.filter((path) => policyOf(path) === undefined)).toEqual([]);
});

it('every procedure has an input in the matrix', () => {
  expect(paths.filter((path) => fixtureOf(path) === undefined)).toEqual([]);
});

describe.each(paths)('%s', (path) => {
  const policy = policyOf(path) as Policy;

  it('gives nothing to strangers and changes nothing for them', async () => {
    const formerKey = await formerKeyFor(path);
    const before = await contentsOf(app, a.workspaceId);
    const input = fixtureOf(path)?.(a);
    const all = [...strangers, { who: 'the key of a former member', caller: formerKey, expected: forNobody }];
    for (const { who, caller, expected } of all) {
      // these end the stranger's own session or account: a copy of nobody does as well
      const actor = ['session.signOut', 'session.deactivate', 'session.delete'].includes(path)
        ? app.anonymous()
        : caller;
      const { kind, text } = await call(actor, path, input, a);
      expect(expected(policy), `${who} got "${kind}"`).toContain(kind);
      expect(text, `${who} read along`).not.toContain(a.canary);
    }
    expect(await contentsOf(app, a.workspaceId)).toBe(before);
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
