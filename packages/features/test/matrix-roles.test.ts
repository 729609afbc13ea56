import { randomBytes } from 'node:crypto';
import { type Role, roleAtLeast, roles } from '@millrace/contract/session/session';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiKeyPrefix, hashToken } from '../src/session/authenticate.ts';
import type { Policy } from '../src/trpc.ts';
import { call, fixtureOf, type Outcome, paths, policyOf, procedureOf } from './call-procedure.ts';
import { contentsOf, type Seed, seedWorkspace } from './seed-workspace.ts';
import { type TestApp, type TestUser, testApp } from './test-app.ts';
import type { TestCaller } from './test-caller.ts';

// Every procedure of a workspace, called by each role, from nobody to the owner, and by a key of each role: allowed from the declared one on.

type OfRole = Exclude<Policy, string>;
const ofRoles = paths.filter((path) => typeof policyOf(path) === 'object');

/** Where the right depends on whom or what the input names: the role for the things of the fixtures. */
const stricter: Record<string, Role | 'maker'> = {
  // anybody may leave; only an owner takes out another
  'workspaces.removeMember': 'owner',
  // a shared chat is read by all, and changed by its author and owners
  'conversations.rename': 'owner',
  'conversations.delete': 'owner',
  'conversations.restore': 'owner',
  'conversations.share': 'maker',
};
/** What only who made it finds, whatever the role of others. */
const ofTheMaker = ['files.uploadPart', 'files.uploadState', 'files.cancelUpload'];
const mayWith = (path: string, has: Role): boolean => {
  const needs = stricter[path] ?? (policyOf(path) as OfRole).role;
  return needs !== 'maker' && roleAtLeast(has, needs);
};

type Tried = { who: string; caller: TestCaller; may: (path: string) => boolean; refusal: string };

let app: TestApp;
let people: { role: Role; user: TestUser }[];
/** Owns, and typed their password long ago. */
let sleepy: TestUser;
let others: Tried[];
/** For what only reads. */
let shared: Seed;
let keysOfShared: Tried[];
let seeds = 0;

beforeAll(async () => {
  app = await testApp();
  people = await Promise.all(roles.map(async (role) => ({ role, user: await app.as(role) })));
  sleepy = await app.as('rip');
  await app.services.db
    .updateTable('sessions')
    .set({ confirmedAt: new Date(0) })
    .where('userId', '=', sleepy.user.id)
    .execute();
  others = [
    { who: 'nobody', caller: app.anonymous(), may: () => false, refusal: 'unauthenticated' },
    { who: 'a stranger', caller: await app.as('grace'), may: () => false, refusal: 'not-found' },
    ...people.map(({ role, user }) => ({
      ...{ who: `a person with the role ${role}`, caller: user, refusal: 'forbidden' },
      may: (path: string) => mayWith(path, role),
    })),
  ];
  ({ seed: shared, keys: keysOfShared } = await seedWithRoles());
});
afterAll(() => app[Symbol.asyncDispose]());

/** A workspace that has a member and a key of each role, and the callers with those keys. */
async function seedWithRoles(): Promise<{ seed: Seed; keys: Tried[] }> {
  const { db } = app.services;
  const seed = await seedWorkspace(app, app, `canary${++seeds}x`);
  const { workspaceId } = seed;
  const members = [...people, { role: 'owner' as const, user: sleepy }];
  await db
    .insertInto('members')
    .values(members.map(({ role, user }) => ({ workspaceId, role, userId: user.user.id })))
    .execute();
  const made = roles.map((role) => ({ role, key: `${apiKeyPrefix}${randomBytes(24).toString('base64url')}` }));
  const rows = made.map(({ role, key }) => ({
    ...{ workspaceId, role, name: role, prefix: key.slice(0, 7), keyHash: hashToken(key), createdBy: app.user.id },
  }));
  await db.insertInto('apiKeys').values(rows).execute();
  const keys = made.map(({ role, key }) => ({
    ...{ who: `a key with the role ${role}`, caller: app.withKey(key), refusal: 'forbidden' },
    may: (path: string) => (policyOf(path) as OfRole).who === 'anyone' && mayWith(path, role),
  }));
  return { seed, keys };
}

function expectRefused({ who, refusal }: Tried, { kind, text }: Outcome, seed: Seed): void {
  expect(kind, `${who}: ${text}`).toBe(refusal);
  expect(text, `${who} read along`).not.toContain(seed.canary);
}

it('what is stricter within is a procedure that is there', () => {
  expect(Object.keys(stricter).filter((path) => !ofRoles.includes(path))).toEqual([]);
  expect(ofTheMaker.filter((path) => !ofRoles.includes(path))).toEqual([]);
});

describe.each(ofRoles)('%s', (path) => {
  const changes = procedureOf(path)._def.type === 'mutation';

  it('is for those with its role and above, and for no one else', async () => {
    const { seed, keys } = changes ? await seedWithRoles() : { seed: shared, keys: keysOfShared };
    const input = fixtureOf(path)?.(seed);
    const all = [...others, ...keys];
    const before = await contentsOf(app, seed.workspaceId);
    const refused = all.filter(({ may }) => !may(path));
    const outcomes = await Promise.all(refused.map(({ caller }) => call(caller, path, input, seed)));
    for (const [i, outcome] of outcomes.entries()) expectRefused(refused[i] as Tried, outcome, seed);

    const { who } = policyOf(path) as OfRole;
    if (who === 'confirmed') {
      const { kind, text } = await call(sleepy, path, input, seed);
      expect([kind, text]).toEqual(['forbidden', expect.stringContaining('session.confirm')]);
    }
    expect(await contentsOf(app, seed.workspaceId)).toBe(before);

    const isMakers = ofTheMaker.includes(path) || stricter[path] === 'maker';
    const allowed = [...(isMakers ? [{ who: 'who made it', caller: app }] : []), ...all.filter(({ may }) => may(path))];
    for (const [i, { who: name, caller }] of allowed.entries()) {
      const { kind, text } = await call(caller, path, input, seed);
      // the first acts on it; those after it may find it done, and are not refused for what they are
      const mayMiss = i > 0 && (changes || isMakers);
      const fine = mayMiss ? ['ok', 'conflict', 'not-found', 'invalid'] : ['ok', 'conflict'];
      expect(fine, `${name}: ${text}`).toContain(kind);
    }
  });
});
