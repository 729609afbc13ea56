import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFile } from '../src/files/serve-file.ts';
import { authenticate } from '../src/session/authenticate.ts';
import { call, fixtureOf, paths, procedureOf, replayOf } from './call-procedure.ts';
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
    ids: ['sourceId', 'recordId', 'chunkId', 'itemId', 'resultId'],
    words: ['in a source', 'in a record', 'in a passage', 'in a page'],
  },
  {
    what: 'a classification',
    remove: ({ client }, { classificationId }) => client.classifications.delete.mutate({ classificationId }),
    ids: ['classificationId', 'resultId'],
    words: ['classification'],
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
      'schemeId',
      'classificationId',
      'resultId',
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

const replayed = readers.filter((path) => procedureOf(path)._def.type === 'subscription');

it.each(deletions)('no stream brings back $what that was deleted, from wherever it continues', async (deletion) => {
  const seed = await seedWorkspace(app, app, `gone${++seeds}x`);
  const { workspaceId, sourceId, conversationId } = seed;
  const { bus } = app.services;
  // what pages were told while it was there
  for (const subject of [
    { kind: 'source', id: sourceId },
    { kind: 'conversation', id: conversationId },
  ]) {
    const title = `${seed.canary} ${subject.kind}`;
    const run = { id: seed.runId, subject: { ...subject, title } };
    const event = { changed: { kind: 'run', id: seed.runId }, run };
    await bus.append(`feed:${workspaceId}`, 0, JSON.stringify(event));
  }
  await deletion.remove(app, seed);
  for (const path of replayed) {
    const input = fixtureOf(path)?.(seed) as { topics?: object[] };
    const from = { lastEventId: '1.1' };
    const topics = [{ key: 'a', workspaceId, ...from }];
    const text = await replayOf(app, path, input.topics ? { userId: app.user.id, topics } : { ...input, ...from });
    for (const word of deletion.words) expect(text, path).not.toContain(`${seed.canary} ${word}`.trim());
  }
});

describe('a file', () => {
  type Made = { fileId: string; remove(): Promise<unknown> };
  const uses: Record<string, (workspaceId: string) => Promise<Made>> = {
    async 'of a deleted source'(workspaceId) {
      const { id: fileId } = await app.upload(workspaceId, 'gone.csv', 'canary,in a source');
      const { sourceId } = await app.client.sources.create.mutate({ workspaceId, kind: 'file', fileId });
      return { fileId, remove: () => app.client.sources.delete.mutate({ sourceId }) };
    },
    async 'that a crawl of a deleted source found'(workspaceId) {
      const { id: fileId } = await app.upload(workspaceId, 'found.csv', 'canary,in a crawl');
      const text = { workspaceId, kind: 'text' as const, title: 'T', text: 'T' };
      const { sourceId } = await app.client.sources.create.mutate(text);
      const url = 'https://example.org/found.csv';
      await app.services.db
        .insertInto('sourceItems')
        .values({ workspaceId, sourceId, url, key: url, origin: '', depth: 0, fileId })
        .execute();
      return { fileId, remove: () => app.client.sources.delete.mutate({ sourceId }) };
    },
    async 'of a deleted conversation'(workspaceId) {
      const { id: conversationId } = await app.client.conversations.create.mutate({ workspaceId });
      const { fileId, id } = await app.attach(workspaceId, 'sent.csv', 'canary,in a message');
      await app.services.db.updateTable('attachments').set({ conversationId }).where('id', '=', id).execute();
      return { fileId, remove: () => app.client.conversations.delete.mutate({ conversationId }) };
    },
    async 'that was attached and removed'(workspaceId) {
      const { fileId, id } = await app.attach(workspaceId, 'unsent.csv', 'canary,in an attachment');
      return { fileId, remove: () => app.client.attachments.remove.mutate({ attachmentId: id }) };
    },
    async 'of a deleted workspace'(workspaceId) {
      const { id: fileId } = await app.upload(workspaceId, 'kept.csv', 'canary,in a workspace');
      return { fileId, remove: () => app.client.workspaces.delete.mutate({ workspaceId }) };
    },
  };

  it.each(Object.keys(uses))('%s is not served, shown or added again', async (use) => {
    const { id: workspaceId } = await app.client.workspaces.create.mutate({ name: 'With files' });
    const { fileId, remove } = await (uses[use] as (typeof uses)[string])(workspaceId);
    const { id: other } = await app.upload(workspaceId, 'other.csv', 'another file');
    const doors = {
      served: async (id: string) => {
        const { body, status } = await serveFile(app.services, await callerOf(), { fileId: id, method: 'HEAD' });
        body?.destroy();
        return status;
      },
      shown: (id: string) => app.client.sources.previewCsv.query({ workspaceId, fileId: id }),
      added: (id: string) => app.client.sources.create.mutate({ workspaceId, kind: 'file', fileId: id }),
      'added with others': (id: string) =>
        app.client.sources.create.mutate({ workspaceId, kind: 'files', fileIds: [id] }),
    };
    expect(await doors.served(fileId)).toBe(200);
    // what hangs on a message becomes no source, so it has no preview of one
    if (/source|workspace/.test(use))
      expect(await doors.shown(fileId)).toMatchObject({ columns: ['canary', expect.any(String)] });
    await remove();
    for (const [door, open] of Object.entries(doors)) {
      const kind = await open(fileId).then(
        () => 'ok',
        (error: { kind?: string; data?: { kind: string } }) => error.kind ?? error.data?.kind,
      );
      expect(kind, door).toBe('not-found');
    }
    if (use !== 'of a deleted workspace') expect(await doors.served(other)).toBe(200);
  });

  it('lives as long as one of its sources', async () => {
    const { workspaceId, client } = app;
    const { id: fileId } = await app.upload(workspaceId, 'twice.csv', 'used,twice');
    const create = () => client.sources.create.mutate({ workspaceId, kind: 'file', fileId, again: true });
    const [first, second] = [await create(), await create()];
    await client.sources.delete.mutate(first);
    const caller = await callerOf();
    expect(await serveFile(app.services, caller, { fileId, method: 'HEAD' })).toMatchObject({ status: 200 });
    await client.sources.delete.mutate(second);
    await expect(serveFile(app.services, caller, { fileId, method: 'HEAD' })).rejects.toMatchObject({
      kind: 'not-found',
    });
    await client.sources.restore.mutate(first);
    expect(await serveFile(app.services, caller, { fileId, method: 'HEAD' })).toMatchObject({ status: 200 });
  });
});

const callerOf = () => authenticate(app.services.db, { sessionToken: app.sessionToken() }, app.services.clock());
