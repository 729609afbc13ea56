import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFile } from '../src/files/serve-file.ts';
import { authenticate } from '../src/session/authenticate.ts';
import { call, fixtureOf, paths, procedureOf } from './call-procedure.ts';
import { type Seed, seedWorkspace } from './seed-workspace.ts';
import { type TestApp, type TestUser, testApp } from './test-app.ts';

// Every procedure that reads, called by the owner with things that were deleted. What is gone is gone through every door.

let app: TestApp;
let seeds = 0;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app[Symbol.asyncDispose]());

/** What shows deleted things on purpose, so that they can be brought back. */
const bringBack = new Set(['workspaces.deleted', 'records.listDeleted']);
const readers = paths.filter((path) => procedureOf(path)._def.type !== 'mutation' && !bringBack.has(path));

type Deletion = {
  what: string;
  remove(owner: TestUser, seed: Seed): Promise<unknown>;
  /** Procedures that name the thing by one of these do not find it. */
  ids: (keyof Seed)[];
  /** The end of the words that only the thing has, behind the canary. */
  words: string[];
};

const deletions: Deletion[] = [
  {
    what: 'a conversation',
    remove: ({ client }, { conversationId }) => client.conversations.delete.mutate({ conversationId }),
    ids: ['conversationId', 'messageId', 'answerId', 'runId', 'nextId'],
    words: ['conversation', 'question', 'answer', 'next'],
  },
  {
    what: 'a source',
    remove: ({ client }, { sourceId }) => client.sources.delete.mutate({ sourceId }),
    ids: ['sourceId', 'recordId', 'chunkId', 'itemId'],
    words: ['in a source', 'in a record', 'in a passage', 'in a page'],
  },
  {
    what: 'a workspace',
    remove: ({ client }, { workspaceId }) => client.workspaces.delete.mutate({ workspaceId }),
    ids: [
      'workspaceId',
      'conversationId',
      'messageId',
      'answerId',
      'runId',
      'sourceId',
      'recordId',
      'chunkId',
      'itemId',
    ],
    words: ['workspace', 'member', 'in a', 'source', 'conversation', 'question', 'answer', 'model', 'key'],
  },
];

describe.each(deletions)('of $what that was deleted', ({ remove, ids, words }) => {
  let seed: Seed;
  beforeAll(async () => {
    seed = await seedWorkspace(app, app, `gone${++seeds}x`);
    await remove(app, seed);
  });

  it.each(readers)('%s gives nothing', async (path) => {
    const input = fixtureOf(path)?.(seed);
    const { kind, text } = await call(app, path, input, seed);
    const named = Object.values((input ?? {}) as object).some((value) => ids.some((id) => seed[id] === value));
    // a subscription for somebody else is refused before it looks for anything
    if (named) expect(['not-found', 'unauthenticated'], text).toContain(kind);
    for (const word of words) expect(text).not.toContain(`${seed.canary} ${word}`.trim());
  });
});

it('the file of a deleted source, and every file of a deleted workspace, is not served', async () => {
  const { client } = app;
  const { id: workspaceId } = await client.workspaces.create.mutate({ name: 'With files' });
  const files = await Promise.all(['kept.txt', 'gone.txt'].map((name) => app.upload(workspaceId, name, `In ${name}`)));
  const [kept = '', gone = ''] = files.map(({ id }) => id);
  await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: kept });
  const { sourceId } = await client.sources.create.mutate({ workspaceId, kind: 'file', fileId: gone });
  const served = async (fileId: string) => {
    const { body, status } = await serveFile(app.services, await callerOf(), { fileId, method: 'HEAD' });
    body?.destroy();
    return status;
  };
  expect(await served(gone)).toBe(200);
  await client.sources.delete.mutate({ sourceId });
  await expect(served(gone)).rejects.toMatchObject({ kind: 'not-found' });
  expect(await served(kept)).toBe(200);
  await client.workspaces.delete.mutate({ workspaceId });
  await expect(served(kept)).rejects.toMatchObject({ kind: 'not-found' });
});

const callerOf = () => authenticate(app.services.db, { sessionToken: app.sessionToken() }, app.services.clock());
