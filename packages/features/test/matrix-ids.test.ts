import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, inputsOf, paths, thingNames } from './call-procedure.ts';
import { type IdPlace, idPatterns, idsIn, withValueAt } from './input-ids.ts';
import { contentsOf, type Seed, seedWorkspace } from './seed-workspace.ts';
import { type TestApp, type TestUser, testApp } from './test-app.ts';

// Every place for an id in the input of every procedure, found by its schema and filled by an owner with what is another workspace's, with
// what was deleted, and, in lists, with another workspace's beside their own.

type Filling = 'foreign' | 'deleted' | 'mixed';
const fillings: Filling[] = ['foreign', 'deleted', 'mixed'];

/**
 * What comes of it where that is not *not found*. `ok`: it narrows down to nothing of the other's, or says of each thing of a list what
 * became of it.
 */
const declared: Record<string, Partial<Record<Filling, string>>> = {
  // the same as for one that was never there
  'chat.send attachmentIds[]': { foreign: 'conflict', deleted: 'conflict', mixed: 'conflict' },
  // what is chosen narrows down every answer: a source that is gone is none, a model that is gone is missed
  'conversations.create choices.model.endpointId': { foreign: 'ok', deleted: 'ok' },
  'conversations.create choices.scope.sourceIds[]': { foreign: 'ok', deleted: 'ok', mixed: 'ok' },
  'conversations.setChoices choices.model.endpointId': { foreign: 'ok', deleted: 'ok' },
  'conversations.setChoices choices.scope.sourceIds[]': { foreign: 'ok', deleted: 'ok', mixed: 'ok' },
  'search.query filters.sourceIds[]': { foreign: 'ok', deleted: 'ok', mixed: 'ok' },
  'search.test filters.sourceIds[]': { foreign: 'ok', deleted: 'ok', mixed: 'ok' },
  'jobs.list subject.id': { foreign: 'ok', deleted: 'ok' },
  'records.list itemId': { foreign: 'ok', deleted: 'ok' },
  'records.listDeleted itemId': { foreign: 'ok', deleted: 'ok' },
  // an end of a list that is not of this list has nothing behind it; one that was deleted in between still says where
  'conversations.list cursor': { foreign: 'ok', deleted: 'ok' },
  'sources.list cursor': { foreign: 'ok', deleted: 'ok' },
  'jobs.list cursor': { foreign: 'ok', deleted: 'ok' },
  'classifications.list cursor': { foreign: 'ok', deleted: 'ok' },
  'schemes.list cursor': { foreign: 'ok', deleted: 'ok' },
  // what is narrowed down to what is not there is nothing
  'results.list filter.schemeId': { foreign: 'ok', deleted: 'ok' },
  'results.facets filter.schemeId': { foreign: 'ok', deleted: 'ok' },
  'results.export filter.schemeId': { foreign: 'ok', deleted: 'ok' },
  // of lists, each thing has its answer
  'sources.create (files).fileIds[]': { mixed: 'ok' },
  'sources.bulk sourceIds[]': { deleted: 'ok', mixed: 'ok' },
  'jobs.watchTopics topics[].runId': { foreign: 'ok', deleted: 'ok', mixed: 'ok' },
  'jobs.watchTopics topics[].workspaceId': { foreign: 'ok', deleted: 'ok', mixed: 'ok' },
  'jobs.watchTopics userId': { foreign: 'unauthenticated' },
  // twice is once
  'sources.delete sourceId': { deleted: 'ok' },
  'schemes.delete schemeId': { deleted: 'ok' },
  'classifications.delete classificationId': { deleted: 'ok' },
  // brings back what is deleted
  'workspaces.restore workspaceId': { deleted: 'ok' },
};

let app: TestApp;
let grace: TestUser;
let theirs: Seed;
let own: Seed;
let gone: Seed;

beforeAll(async () => {
  app = await testApp();
  grace = await app.as('grace');
  theirs = await seedWorkspace(app, app, 'theirsx');
  own = await seedWorkspace(app, grace, 'ownx');
  gone = await deletedThings(own.workspaceId);
  // one that can be retried, so that what else the input names is looked at
  await app.services.db.updateTable('sources').set({ status: 'failed' }).where('id', '=', own.sourceId).execute();
});
afterAll(() => app[Symbol.asyncDispose]());

/** One of everything in a workspace, and all of it deleted. */
async function deletedThings(into: string): Promise<Seed> {
  const { client } = grace;
  const seed = await seedWorkspace(app, grace, 'gonex', into);
  await client.attachments.remove.mutate(seed);
  await client.nextMessages.remove.mutate(seed);
  await client.conversations.delete.mutate(seed);
  await client.classifications.delete.mutate(seed);
  await client.schemes.delete.mutate(seed);
  await client.sources.delete.mutate(seed);
  const { sourceId } = await client.sources.create.mutate({ workspaceId: into, kind: 'file', fileId: seed.fileId });
  await client.sources.delete.mutate({ sourceId });
  await client.models.delete.mutate(seed);
  await client.apiKeys.revoke.mutate(seed);
  await client.workspaces.revokeInvitation.mutate(seed);
  await client.workspaces.removeMember.mutate({ workspaceId: into, userId: seed.memberId });
  await client.files.cancelUpload.mutate(seed);
  await client.session.revoke.mutate(seed);
  // those that are never there again
  const never = { deletedSourceId: randomUUID(), deletedConversationId: randomUUID() };
  return { ...seed, ...never, deletedSchemeId: randomUUID(), deletedClassificationId: randomUUID() };
}

const casesOf = (path: string) =>
  fillings.flatMap((filling) =>
    placesOf(path)
      .filter(({ place }) => filling !== 'mixed' || place.pattern.includes('[]'))
      // the caller is never deleted, and a deleted workspace has a test of its own
      .filter(({ thing }) => filling !== 'deleted' || (thing !== 'ownerId' && thing !== 'workspaceId'))
      .map((place) => ({ filling, ...place })),
  );

/** The places that the inputs of a procedure fill, each with the input that fills it and the thing of a seed that is there. */
const placesOf = (path: string) =>
  inputsOf(path).flatMap((make) =>
    idsIn(path, make(thingNames)).map((place) => ({ make, place, thing: place.value as keyof Seed })),
  );

function filled(input: unknown, place: IdPlace, thing: keyof Seed, filling: Filling): unknown {
  const from = filling === 'deleted' ? gone : theirs;
  if (filling !== 'mixed') return withValueAt(input, place.path, from[thing]);
  // the other's after the own one: what is wrong is met after something was right
  const at = place.path.indexOf(0);
  const list = place.path.slice(0, at).reduce((value, step) => (value as Record<string, unknown>)[step], input);
  const [first] = list as unknown[];
  const second = withValueAt(first, place.path.slice(at + 1), theirs[thing]);
  const renamed = typeof second === 'object' && second !== null && 'key' in second ? { ...second, key: 'b' } : second;
  return withValueAt(input, place.path.slice(0, at), [first, renamed]);
}

it('every place for an id in every input is filled by the matrix', () => {
  const missing = paths.flatMap((path) => {
    const known = new Set(placesOf(path).map(({ place }) => place.pattern));
    return idPatterns(path).flatMap((pattern) => (known.has(pattern) ? [] : [`${path} ${pattern}`]));
  });
  expect(missing, 'add an input to matrix-optional.ts').toEqual([]);
});

it('nothing is declared that is not there', () => {
  const there = new Set(paths.flatMap((path) => idPatterns(path).map((pattern) => `${path} ${pattern}`)));
  expect(Object.keys(declared).filter((place) => !there.has(place))).toEqual([]);
});

it.each(paths.filter((path) => placesOf(path).length > 0))(
  '%s gives nothing of and does nothing to what is foreign or deleted',
  async (path) => {
    const before = await contentsOf(app, theirs.workspaceId);
    let ownBefore = await contentsOf(app, own.workspaceId);
    const unchanged = async () => expect(await contentsOf(app, own.workspaceId), `${path} acted`).toBe(ownBefore);
    for (const { filling, make, place, thing } of casesOf(path)) {
      const where = `${path} ${place.pattern}, ${filling}`;
      const expected = declared[`${path} ${place.pattern}`]?.[filling] ?? 'not-found';
      if (expected === 'ok') await unchanged();
      const { kind, text } = await call(grace, path, filled(make(own), place, thing, filling), own);
      expect(kind, `${where}: ${text}`).toBe(expected);
      for (const { canary } of [theirs, gone]) expect(text, where).not.toContain(canary);
      // it may have acted on what is theirs to act on
      if (expected === 'ok') ownBefore = await contentsOf(app, own.workspaceId);
    }
    await unchanged();
    expect(await contentsOf(app, theirs.workspaceId)).toBe(before);
  },
);

describe('of a deleted workspace', () => {
  const brings = ['workspaces.restore'];
  const inWorkspaces = paths.filter(
    (path) => !brings.includes(path) && placesOf(path).some(({ thing }) => thing === 'workspaceId'),
  );

  it.each(inWorkspaces)('%s finds nothing', async (path) => {
    deleted ??= grace.client.workspaces.create.mutate({ name: 'gonex' }).then(async ({ id }) => {
      await grace.client.workspaces.delete.mutate({ workspaceId: id });
      return id;
    });
    const workspaceId = await deleted;
    for (const { make, place, thing } of placesOf(path)) {
      if (thing !== 'workspaceId') continue;
      const { kind, text } = await call(grace, path, withValueAt(make(own), place.path, workspaceId), own);
      const expected = declared[`${path} ${place.pattern}`]?.deleted ?? 'not-found';
      expect(kind, place.pattern).toBe(expected);
      expect(text).not.toContain('gonex');
    }
  });
  let deleted: Promise<string> | undefined;
});
